"""What happens to cases. One function per verb: check the state, change the rows, record the action."""

from portal.cases.commands.dispatching import take_up
from portal.cases.commands.filing import Filing, Record, bring_in, file, withdraw
from portal.cases.commands.handling import accept, answer, close, dispatch, message, note, progress, refuse
from portal.cases.commands.lateness import escalate_late, fall_due, recalculate, remind
from portal.cases.commands.publication import publish

__all__ = [
    "Filing",
    "Record",
    "accept",
    "answer",
    "bring_in",
    "close",
    "dispatch",
    "escalate_late",
    "fall_due",
    "file",
    "message",
    "note",
    "progress",
    "publish",
    "recalculate",
    "refuse",
    "remind",
    "take_up",
    "withdraw",
]
