"""How the public hears of a case, and how it hears of it no longer."""

from __future__ import annotations

from portal.access import Refused, advance
from portal.cases.commands.parts import CasePermit, part
from portal.cases.model import MOVES, Case, Summary
from portal.cases.queries.parts import summary_of
from portal.i18n import N_
from portal.ledger import record


def publish(permit: CasePermit, title: str, body: str) -> Summary:
    """The department publishes a redacted summary. Refused without the complainant's consent.

    A case has one summary: after consent was taken back and given again it is written anew.
    """
    case = permit.subject
    advance(case, permit.verb, MOVES)
    if not case.consent:
        raise Refused("", N_("The complainant has not agreed to publication."))
    if case.published:
        raise Refused("", N_("A summary of this case has been published already."))
    case.published = True
    summary = summary_of(permit) or part(permit, Summary, case, title=title, body=body, lang=case.lang)
    summary.title, summary.body = title, body
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
