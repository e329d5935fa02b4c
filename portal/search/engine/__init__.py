"""The search engine: a port, a grammar and an analyser that any engine shares, and the embedded engine.

Nothing in here knows the portal: documents go in with their audience words, questions come with badges.
"""

from portal.search.engine.analyser import fold
from portal.search.engine.embedded import Embedded
from portal.search.engine.grammar import Query, Remark, Sense, parse
from portal.search.engine.handful import Handful
from portal.search.engine.highlight import highlight
from portal.search.engine.port import Answer, Busy, Displaced, Document, Engine, Hit, Question
from portal.search.engine.standing import Standing

__all__ = [
    "Answer",
    "Busy",
    "Displaced",
    "Document",
    "Embedded",
    "Engine",
    "Handful",
    "Hit",
    "Query",
    "Question",
    "Remark",
    "Sense",
    "Standing",
    "fold",
    "highlight",
    "parse",
]
