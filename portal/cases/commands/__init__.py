"""What happens to cases. One function per verb: check the state, change the rows, record the action."""

from portal.cases.commands.dispatching import take_up
from portal.cases.commands.filing import Filing, Record, bring_in, file, withdraw
from portal.cases.commands.handling import accept, answer, close, dispatch, message, note, progress, refuse
from portal.cases.commands.publication import publish

__all__ = [
    "Filing",
    "Record",
    "accept",
    "answer",
    "bring_in",
    "close",
    "dispatch",
    "file",
    "message",
    "note",
    "progress",
    "publish",
    "refuse",
    "take_up",
    "withdraw",
]
