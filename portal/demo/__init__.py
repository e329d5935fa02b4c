"""The demonstration: a believable year of an invented city, played through the portal's own commands."""

from portal.demo.instance import Interrupted, NotADemonstration, begin, clear, is_empty, remembered
from portal.demo.player import PASSWORD, Played, length, play
from portal.demo.reading import read_up
from portal.demo.welcome import welcome

__all__ = [
    "PASSWORD",
    "Interrupted",
    "NotADemonstration",
    "Played",
    "begin",
    "clear",
    "is_empty",
    "length",
    "play",
    "read_up",
    "remembered",
    "welcome",
]
