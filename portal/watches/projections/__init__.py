"""What follows from saved searches: words, lines in lists, what is found for whom, and what a mail says."""

from portal.watches.projections.letters import writer
from portal.watches.projections.lines import (
    addressees,
    document,
    subscription_cards,
    tells,
    waiting,
    watch_cards,
)
from portal.watches.projections.matching import consumer
from portal.watches.projections.words import WORDS

__all__ = [
    "WORDS",
    "addressees",
    "consumer",
    "document",
    "subscription_cards",
    "tells",
    "waiting",
    "watch_cards",
    "writer",
]
