"""Who may do what. The engine lives here; the one table of rules is portal/policy.py."""

from portal.access.actor import CLOCK, VISITOR, Actor, Kind, Role
from portal.access.badges import BAR, badges, meets
from portal.access.gate import Denied, Gate, Permit, Prepare, Ungated, Verb, trusted
from portal.access.moves import IllegalMove, Move, Refused, advance, begins, leads
from portal.access.rules import Rule, When
from portal.access.shares import GroupShare, Share

__all__ = [
    "BAR",
    "CLOCK",
    "VISITOR",
    "Actor",
    "Denied",
    "Gate",
    "GroupShare",
    "IllegalMove",
    "Kind",
    "Move",
    "Permit",
    "Prepare",
    "Refused",
    "Role",
    "Rule",
    "Share",
    "Ungated",
    "Verb",
    "When",
    "advance",
    "badges",
    "begins",
    "leads",
    "meets",
    "trusted",
]
