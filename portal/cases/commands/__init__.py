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
from portal.cases.commands.figures import (
    FormulaWording,
    correct,
    enact,
    fix_all,
    fix_due,
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
    dispatch,
    message,
    note,
    progress,
    refuse,
)
from portal.cases.commands.hearing import (
    Answer,
    Ruling,
    contest,
    decide_correction,
    demand_correction,
    hear,
    reply,
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
from portal.cases.commands.merging import (
    merge,
    separate,
)
from portal.cases.commands.outcomes import (
    Ending,
    Heard,
    Link,
    call_back,
    close,
    keep_promise,
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
from portal.cases.commands.ratings import (
    Opinion,
    rate,
    respond,
)
from portal.cases.commands.relations import (
    link,
    unlink,
)
from portal.cases.commands.retention import (
    dispose,
    erase,
    hold,
    keep,
    propose_disposal,
    release,
)
from portal.cases.commands.reviews import (
    ask_review,
    decide_review,
    is_in_time,
    reopen,
)
from portal.cases.commands.splitting import (
    Matter,
    is_verbatim,
    may_keep,
    split,
)

__all__ = [
    "Answer",
    "AppealDecision",
    "Ending",
    "Filing",
    "FormulaWording",
    "Heard",
    "Identity",
    "Link",
    "Matter",
    "Opinion",
    "Record",
    "Ruling",
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
    "ask_review",
    "bring_in",
    "bulk",
    "call_back",
    "close",
    "contest",
    "contribute",
    "coordinate",
    "correct",
    "decide_appeal",
    "decide_correction",
    "decide_review",
    "decline",
    "demand_correction",
    "deny_extension",
    "discard",
    "dispatch",
    "dispose",
    "enact",
    "erase",
    "escalate",
    "escalate_late",
    "fall_due",
    "file",
    "fix_all",
    "fix_due",
    "give_consent",
    "grade",
    "grant",
    "grant_extension",
    "hear",
    "hide",
    "hold",
    "identity_of",
    "involve",
    "is_in_time",
    "is_verbatim",
    "join",
    "keep",
    "keep_promise",
    "link",
    "may_keep",
    "merge",
    "message",
    "needs_a_second_person",
    "note",
    "progress",
    "propose_disposal",
    "publish",
    "rate",
    "recalculate",
    "recuse",
    "refuse",
    "reject",
    "release",
    "remind",
    "reopen",
    "reply",
    "respond",
    "restore",
    "resume",
    "resume_handling",
    "save",
    "send_back",
    "separate",
    "split",
    "supervise",
    "supply",
    "take_in",
    "take_up",
    "transfer",
    "unlink",
    "unseal",
    "uphold",
    "use_up",
    "withdraw",
    "withdraw_consent",
    "write",
]
