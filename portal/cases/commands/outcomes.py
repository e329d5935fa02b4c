"""How a case ends: closed by its department, checked by somebody else, handled again where it did not hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal import clocks
from portal.access import Refused, advance
from portal.cases import queries
from portal.cases.commands.parts import CasePermit, part, undo
from portal.cases.model import MOVES, UNEXPLAINED, CallBack, Case, Closure, Message
from portal.i18n import N_, local
from portal.ledger import record
from portal.store import now

ATTEMPTS = 3
"""Call-backs in vain after which a case is closed without one."""
_FARTHEST = 366


@dataclass(frozen=True, slots=True)
class Ending:
    """How a department says that a case ended. `whereto` names the body or the other case, where there is one."""

    outcome: str
    body: str = ""
    next_step: str = ""
    whereto: str = ""
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link that will ask the complainant: the nonce its token is made of, and what is kept of the token."""

    nonce: str
    key: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What the complainant said when called back. `missing` is what the department is told when it must go on."""

    reached: str
    contacted: bool = False
    solved: bool = False
    satisfaction: str = ""
    body: str = ""
    missing: str = ""

    @property
    def holds(self) -> bool:
        """Whether the closure holds: solved, and not to the complainant's dissatisfaction."""
        return self.solved and self.satisfaction in ("satisfied", "basically")


def close(permit: CasePermit, ending: Ending, link: Link | None = None) -> Case:
    """The department says how the case ended. It is over when somebody else has asked the complainant.

    A case that the intake centre handled itself has nobody else to ask, and is closed at once.
    """
    _check(ending)
    case = permit.subject
    alone = case.handler_org_id == case.intake_org_id
    before = advance(case, permit.verb, MOVES, "closed" if alone else "callback")
    case.outcome, case.promised_on = ending.outcome, ending.promised_on
    case.rating_key = link.key if link else None
    case.closed_at = now() if alone else None
    clocks.end(permit.session, case, "closed")
    if not alone:
        clocks.start(permit.session, case, "callback", "closed", org_id=case.intake_org_id)
    case.closings += 1
    closure = part(
        permit,
        Closure,
        case,
        number=case.closings,
        outcome=ending.outcome,
        body=ending.body,
        next_step=ending.next_step,
        whereto=ending.whereto,
        lang=case.lang,
    )
    facts = {"outcome": ending.outcome, "closing": case.closings, "link": link.nonce if link else None}
    promised = ending.promised_on.isoformat() if ending.promised_on else None
    record(permit, case, closure, before=before, promised_on=promised, **facts)
    return case


def _check(ending: Ending) -> None:
    """Refuse an ending that leaves the complainant without a reason, a way on, or a day."""
    if ending.outcome not in UNEXPLAINED and not ending.body:
        raise Refused("body", N_("Explain this outcome to the complainant."))
    if ending.outcome not in UNEXPLAINED and not ending.next_step:
        raise Refused("next_step", N_("Say what is open to the complainant now."))
    if ending.outcome in ("referred", "duplicate") and not ending.whereto:
        raise Refused("whereto", N_("Name the body, or the number of the other case."))
    if (ending.outcome == "promised") != (ending.promised_on is not None):
        raise Refused("promised_on", N_("A promise has a day, and only a promise has one."))
    if ending.promised_on and not 0 < (ending.promised_on - local(now()).date()).days <= _FARTHEST:
        raise Refused("promised_on", N_("Give a day after today, within a year."))


def call_back(permit: CasePermit, heard: Heard) -> Case:
    """Somebody outside the department asks the complainant; what did not hold is handled again."""
    _check_heard(heard)
    case, closure = permit.subject, queries.last_closure(permit)
    held = heard.reached == "no_way" or heard.holds or _in_vain(permit, heard)
    waits = heard.reached == "no" and not held
    before = advance(case, permit.verb, MOVES, "closed" if held else "callback" if waits else "redo")
    values = {"reached": heard.reached, "contacted": heard.contacted, "solved": heard.solved}
    asked = part(
        permit,
        CallBack,
        case,
        closing=case.closings,
        satisfaction=heard.satisfaction,
        body=heard.body,
        **values,
    )
    parts = [
        asked,
        *(_overturn(permit, closure, heard.missing) if case.status == "redo" else ()),
    ]
    if held:
        case.closed_at = now()
    if not waits:
        clocks.meet(permit.session, case, "callback")
    record(permit, case, *parts, before=before, to=case.status, reached=heard.reached)
    return case


def _in_vain(permit: CasePermit, heard: Heard) -> bool:
    before = [asked for asked in queries.calls(permit) if asked.closing == permit.subject.closings]
    return heard.reached == "no" and len(before) + 1 >= ATTEMPTS


def _check_heard(heard: Heard) -> None:
    if heard.reached != "yes":
        return
    if not heard.satisfaction:
        raise Refused("satisfaction", N_("Ask how satisfied the complainant is."))
    if not heard.holds and not heard.missing:
        raise Refused("missing", N_("Tell the department what is still to be done."))


def _overturn(permit: CasePermit, closure: Closure | None, missing: str) -> list[Closure | Message]:
    """Undo a closing: the department has three working days, and is told what is missing."""
    case = permit.subject
    clocks.start(permit.session, case, "redo", "call_back")
    told = part(permit, Message, case, nature="message", body=missing, lang=case.lang)
    return [told, *undo(case, closure, "call_back")]


def keep_promise(permit: CasePermit, body: str) -> Case:
    """The department says that what it promised is done."""
    case = permit.subject
    before = advance(case, permit.verb, MOVES)
    in_time = case.promised_on is None or local(now()).date() <= case.promised_on
    case.outcome = "promise_kept"
    said = part(permit, Message, case, nature="progress", body=body)
    record(permit, case, said, before=before, in_time=in_time)
    return case
