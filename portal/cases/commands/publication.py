"""How the public hears of a case: redacted, looked at twice where it matters, taken down, and with consent only."""

from __future__ import annotations

from portal.access import IllegalMove, Permit, Refused, advance
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import DELICATE, DELICATE_SEVERITIES, MOVES, Case, Note, Particulars, Summary
from portal.cases.queries.parts import summary_of
from portal.cases.verbs import CaseVerb, ParticularsVerb
from portal.i18n import N_
from portal.ledger import record

SummaryPermit = Permit[Summary]


def needs_a_second_person(permit: CasePermit) -> bool:
    """Return whether a second person looks at a summary of this case: its matter, harm or people are delicate."""
    case = permit.subject
    query = permit.visible(ParticularsVerb.READ).where(Particulars.case_id == case.id)
    facts = permit.session.scalars(query).first()
    grave = facts is not None and (bool(facts.vulnerable) or facts.severity in DELICATE_SEVERITIES)
    return grave or case.category in DELICATE


def publish(permit: CasePermit, title: str, body: str) -> Summary:
    """The department publishes a redacted summary, or proposes it where a second person has to look.

    A case has one summary: after it was sent back, or consent was taken back and given again, it is written anew.
    Refused without the complainant's consent, and while there is one that the public reads or that waits.
    """
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if not case.consent:
        raise Refused("", N_("The complainant has not agreed to publication."))
    summary = summary_of(permit)
    if case.published or (summary is not None and summary.status == "proposed"):
        raise Refused("", N_("A summary of this case has been published or proposed already."))
    summary = summary or part(permit, Summary, case, title=title, body=body, lang=case.lang)
    summary.title, summary.body, summary.author_id = title, body, permit.actor.id
    summary.status = "proposed" if needs_a_second_person(permit) else "published"
    case.published = summary.status == "published"
    record(permit, case, summary, summary=summary.status)
    return summary


def approve(permit: SummaryPermit) -> Summary:
    """A second person has looked, and the public may read it. Refused when consent was taken back meanwhile."""
    summary, case = _step(permit)
    if not case.consent:
        raise Refused("", N_("The complainant has not agreed to publication."))
    case.published = True
    record(permit, case, summary)
    return summary


def reject(permit: SummaryPermit, reason: str) -> Summary:
    """A second person sends the summary back, and says in a note what is wrong with it."""
    summary, case = _step(permit)
    record(permit, case, part(permit, Note, case, body=reason), summary)
    return summary


def hide(permit: SummaryPermit, ground: str, reason: str) -> Summary:
    """The summary is taken down on a ground that everybody is told; only the departments read the reason in words."""
    summary, case = _step(permit)
    case.hidden, summary.hidden_by_id = ground, permit.actor.id
    record(permit, case, part(permit, Note, case, body=reason), summary, hiding=ground)
    return summary


def appeal_hiding(permit: SummaryPermit, reason: str) -> Summary:
    """The complainant, or the enterprise, says that it should not have been taken down: once."""
    summary, case = _step(permit)
    summary.appeal = reason
    record(permit, case, summary)
    return summary


def restore(permit: SummaryPermit, answer: str) -> Summary:
    """Another person than who took it down puts it back, and says why."""
    summary, case = _step(permit)
    summary.answer, case.hidden = answer, ""
    record(permit, case, summary)
    return summary


def uphold(permit: SummaryPermit, answer: str) -> Summary:
    """Another person than who took it down agrees with that, and says why."""
    summary, case = _step(permit)
    summary.answer = answer
    record(permit, case, summary)
    return summary


def give_consent(permit: CasePermit) -> Case:
    """The complainant agrees that a summary may be published."""
    case = permit.subject
    advance(case, permit.verb, MOVES)
    case.consent = True
    record(permit, case)
    return case


def withdraw_consent(permit: CasePermit) -> Case:
    """The complainant agrees no longer: whatever was published is public no more, from this moment on.

    Consent to the handling of personal information may be withdrawn (PIPL, art. 15).
    """
    case = permit.subject
    advance(case, permit.verb, MOVES)
    was_public, case.consent, case.published = case.published, False, False
    record(permit, case, was_public=was_public)
    return case


def _step(permit: SummaryPermit) -> tuple[Summary, Case]:
    """Move the summary to its next state; return it and its case, whose story it belongs to."""
    summary = permit.subject
    advance(summary, permit.verb, MOVES)
    query = permit.visible(CaseVerb.READ).where(Case.id == summary.case_id)
    case = permit.session.scalars(query).first()
    if case is None:
        raise IllegalMove(permit.verb)
    return summary, case
