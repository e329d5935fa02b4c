"""The search engine: a port, a grammar and an analyser that any engine shares, and two engines.

`Embedded` lies in a folder and answers in the process; `Stored` lies in PostgreSQL, which answers.

Nothing in here knows the portal beyond its storeroom: documents go in with audience words, questions with badges.
"""

from portal.search.engine.analyser import fold
from portal.search.engine.embedded import Embedded
from portal.search.engine.grammar import Query, Remark, Sense, parse
from portal.search.engine.handful import Handful
from portal.search.engine.highlight import highlight
from portal.search.engine.opening import open_engine
from portal.search.engine.port import Answer, Busy, Displaced, Document, Engine, Hit, Question
from portal.search.engine.postgres import Stored
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
    "Stored",
    "fold",
    "highlight",
    "open_engine",
    "parse",
]
