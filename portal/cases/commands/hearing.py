"""The enterprise is heard, answers, is contradicted, and has corrected what is wrong about it."""

from __future__ import annotations

from dataclasses import dataclass

from portal import clocks
from portal.access import Refused, advance
from portal.cases import queries
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import MOVES, Allegation, Contest, Correction, Note, Response, Summary
from portal.i18n import N_
from portal.ledger import record


@dataclass(frozen=True, slots=True)
class Answer:
    """What an enterprise says of what is alleged."""

    position: str
    body: str
    remedy: str = ""
    final: bool = True
    lang: str = "zh-hans"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of a demand for correction; the words that stand from now on, where it was accepted."""

    decision: str
    body: str
    title: str = ""
    text: str = ""


def hear(permit: CasePermit, org_id: int, title: str, body: str) -> Allegation:
    """The department tells the enterprise what is alleged, without a word of who alleges it; its clocks begin.

    Fifteen days for a first answer and sixty for the final one, after the practice of the CFPB.
    """
    case = permit.subject
    if case.heard_org_id is not None:
        raise Refused("", N_("The enterprise has been asked already."))
    before = advance(case, permit.verb, MOVES)
    case.heard_org_id = org_id
    case.subject_org_id = case.subject_org_id or org_id
    for regime in ("company_first", "company_final"):
        clocks.start(permit.session, case, regime, "hear", org_id=org_id)
    allegation = part(permit, Allegation, case, title=title, body=body, lang=case.lang)
    record(permit, case, allegation, before=before, org=org_id)
    return allegation


def reply(permit: CasePermit, answer: Answer) -> Response:
    """The enterprise answers, for now or finally. Whoever handles the case goes on with a final answer."""
    case = permit.subject
    goes_on = answer.final and case.status == "awaiting_company"
    before = advance(case, permit.verb, MOVES, "handling" if goes_on else "")
    clocks.meet(permit.session, case, "company_first", *(("company_final",) if answer.final else ()))
    said = part(
        permit,
        Response,
        case,
        position=answer.position,
        final=answer.final,
        body=answer.body,
        remedy=answer.remedy,
        lang=answer.lang,
    )
    record(permit, case, said, before=before, position=answer.position, final=answer.final)
    return said


def contest(permit: CasePermit, body: str, lang: str = "zh-hans") -> Contest:
    """The complainant says what is not right in the enterprise's answer. Refused before there is one."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if not queries.hearing(permit).responses:
        raise Refused("", N_("The enterprise has not answered yet."))
    said = part(permit, Contest, case, body=body, lang=lang)
    record(permit, case, said)
    return said


def demand_correction(permit: CasePermit, about: str, body: str) -> Correction:
    """The enterprise says what is wrong about it, in the allegation or in the public summary."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if about == "summary" and not case.published:
        raise Refused("about", N_("No summary has been published."))
    case.correcting = True
    clocks.start(permit.session, case, "correction", "demand_correction", org_id=case.handler_org_id)
    asked = part(permit, Correction, case, about=about, step="asked", body=body)
    record(permit, case, asked, about=about)
    return asked


def decide_correction(permit: CasePermit, ruling: Ruling) -> Correction:
    """Somebody other than its author decides, with reasons, whether the text is corrected."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    about = next(c.about for c in reversed(queries.hearing(permit).corrections) if c.step == "asked")
    wrong = queries.corrigible(permit, about)
    if wrong is None or permit.actor.id == wrong.author_id:
        raise Refused("", N_("Somebody other than the author of the text must decide."))
    kept = [_rewrite(permit, wrong, ruling)] if ruling.decision == "accepted" else []
    case.correcting = False
    clocks.meet(permit.session, case, "correction")
    values = {"about": about, "step": "decided", "decision": ruling.decision, "body": ruling.body}
    found = part(permit, Correction, case, **values)
    record(permit, case, found, wrong, *kept, about=about, decision=ruling.decision)
    return found


def _rewrite(permit: CasePermit, wrong: Allegation | Summary, ruling: Ruling) -> Note:
    """Put the right words in place of the wrong ones, which the departments keep as a note."""
    if not ruling.title or not ruling.text:
        raise Refused("text", N_("Give the corrected title and text."))
    kept = part(permit, Note, permit.subject, body=f"{wrong.title}\n\n{wrong.body}", lang=wrong.lang)
    wrong.title, wrong.body = ruling.title, ruling.text
    return kept
