"""What happens to cases. One function per verb: check the state, change the rows, record the action."""

from portal.cases.commands.dispatching import take_up
from portal.cases.commands.drafts import discard, resume, save, use_up, write
from portal.cases.commands.filing import Filing, Record, bring_in, file, withdraw
from portal.cases.commands.handling import accept, answer, close, dispatch, message, note, progress, refuse
from portal.cases.commands.intake import join, take_in
from portal.cases.commands.lateness import escalate_late, fall_due, recalculate, remind
from portal.cases.commands.publication import give_consent, publish, withdraw_consent

__all__ = [
    "Filing",
    "Record",
    "accept",
    "answer",
    "bring_in",
    "close",
    "discard",
    "dispatch",
    "escalate_late",
    "fall_due",
    "file",
    "give_consent",
    "join",
    "message",
    "note",
    "progress",
    "publish",
    "recalculate",
    "refuse",
    "remind",
    "resume",
    "save",
    "take_in",
    "take_up",
    "use_up",
    "withdraw",
    "withdraw_consent",
    "write",
]
