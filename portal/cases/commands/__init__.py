"""What happens to cases. One function per verb: check the state, change the rows, record the action."""

from portal.cases.commands.appeals import (
    AppealDecision,
    appeal,
    decide_appeal,
)
from portal.cases.commands.bulk import (
    bulk,
)
from portal.cases.commands.cooperation import (
    contribute,
    involve,
    recuse,
    transfer,
)
from portal.cases.commands.dispatching import (
    adjudicate,
    send_back,
    take_up,
)
from portal.cases.commands.drafts import (
    discard,
    resume,
    save,
    use_up,
    write,
)
from portal.cases.commands.filing import (
    Filing,
    Record,
    bring_in,
    file,
    withdraw,
)
from portal.cases.commands.handling import (
    accept,
    answer,
    close,
    dispatch,
    message,
    note,
    progress,
    refuse,
)
from portal.cases.commands.identity import (
    Identity,
    ask_identity,
    decline,
    grant,
    identity_of,
    unseal,
)
from portal.cases.commands.intake import (
    join,
    take_in,
)
from portal.cases.commands.lateness import (
    escalate_late,
    fall_due,
    recalculate,
    remind,
)
from portal.cases.commands.pausing import (
    appraise,
    ask_info,
    resume_handling,
    supply,
)
from portal.cases.commands.pressing import (
    ask_extension,
    coordinate,
    deny_extension,
    escalate,
    grade,
    grant_extension,
    supervise,
)
from portal.cases.commands.publication import (
    appeal_hiding,
    approve,
    give_consent,
    hide,
    needs_a_second_person,
    publish,
    reject,
    restore,
    uphold,
    withdraw_consent,
)
from portal.cases.commands.retention import (
    dispose,
    erase,
    hold,
    keep,
    propose_disposal,
    release,
)

__all__ = [
    "AppealDecision",
    "Filing",
    "Identity",
    "Record",
    "accept",
    "adjudicate",
    "answer",
    "appeal",
    "appeal_hiding",
    "appraise",
    "approve",
    "ask_extension",
    "ask_identity",
    "ask_info",
    "bring_in",
    "bulk",
    "close",
    "contribute",
    "coordinate",
    "decide_appeal",
    "decline",
    "deny_extension",
    "discard",
    "dispatch",
    "dispose",
    "erase",
    "escalate",
    "escalate_late",
    "fall_due",
    "file",
    "give_consent",
    "grade",
    "grant",
    "grant_extension",
    "hide",
    "hold",
    "identity_of",
    "involve",
    "join",
    "keep",
    "message",
    "needs_a_second_person",
    "note",
    "progress",
    "propose_disposal",
    "publish",
    "recalculate",
    "recuse",
    "refuse",
    "reject",
    "release",
    "remind",
    "restore",
    "resume",
    "resume_handling",
    "save",
    "send_back",
    "supervise",
    "supply",
    "take_in",
    "take_up",
    "transfer",
    "unseal",
    "uphold",
    "use_up",
    "withdraw",
    "withdraw_consent",
    "write",
]
