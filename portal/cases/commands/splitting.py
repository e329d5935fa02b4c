"""Splitting a filing that holds several matters: each becomes a case of its own, where it belongs.

Complaint and report in one paper are handled apart: SAMR measures on complaints and reports, art. 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal import clocks
from portal.access import Refused, Verb, advance
from portal.cases import queries
from portal.cases.commands.identity import identity_of, sealed_identity
from portal.cases.commands.parts import CasePermit, P, part, take_conflicts_along
from portal.cases.commands.relations import tied
from portal.cases.model import (
    HANDLING,
    MOVES,
    Case,
    Complainant,
    Message,
    Particulars,
    Statement,
)
from portal.cases.verbs import ComplainantVerb, ParticularsVerb, StatementVerb
from portal.files.commands import pass_on
from portal.i18n import N_
from portal.identity.sealing import BrokenSeal, Seal
from portal.ledger import record
from portal.store import Governed, number_for


@dataclass(frozen=True, slots=True)
class Matter:
    """What of a filing becomes a case of its own, and why.

    `title` and `body` are taken from the statement; `files` are references of attachments that go along. `facts`: what
    was reported of severity, harm and people is about this matter, too. `keeps`: the department that has the filing
    handles this as well. `seal` is that of the portal, under which an identity is kept.
    """

    title: str
    body: str
    category: str
    why: str
    seal: Seal
    matter: str = "complaint"
    subject_org_id: int | None = None
    system_ref: str = ""
    district: str = ""
    files: tuple[str, ...] = ()
    facts: bool = True
    keeps: bool = False


_THE_SAME = (
    *("intake_org_id", "channel", "consent", "held", "urgency", "supervision", "supervised_until"),
    *("receipt", "filed_at", "lang", "author_id", "author_org_id"),
)  # what the whole filing is, each of its cases is: a split does away with no hold and no supervision
_FACTS = (
    *("severity", "harms", "affected", "vulnerable", "links", "measures"),
    *("autonomy", "first_seen", "people", "lang", "author_id", "author_org_id"),
)  # codes and figures; what was reported in words may be about another matter


def split(permit: CasePermit, matter: Matter) -> Case:
    """Make a case of its own of a matter that the permit's case holds besides its own; return the new case.

    The statement stays as it was filed. The new case has the receipt, the complainant and the time of the filing, and
    begins with the intake centre, or with the department that keeps it; who complained reads in both cases why. Raises
    Refused where the words have been erased, a file is not there, or the identity cannot be taken along.
    """
    case, statement = permit.subject, _first(permit, StatementVerb.READ, Statement)
    if statement is None or statement.status == "erased":
        raise Refused("", N_("The words of who complained have been erased: there is nothing to split."))
    if matter.keeps and not may_keep(permit):
        raise Refused("keeps", N_("Your department does not have this case."))
    before = advance(case, permit.verb, MOVES)
    new = _begun(permit, matter, case.resumes or before)
    clocks.divide(permit.session, case, new, "acceptance", *HANDLING)
    taken = [
        *_words(permit, matter, new, statement),
        *(_facts(permit, new) if matter.facts else ()),
        *_complainant(permit, new, matter.seal),
    ]
    (_here, ours, _into), (_there, theirs, _from) = tied(permit, case, new, "split_into")
    told, why = (
        part(permit, Message, one, nature="message", body=matter.why, lang=case.lang) for one in (case, new)
    )
    facts = {"matter": new.matter, "category": new.category, "subject_org": new.subject_org_id}
    record(permit, new, why, *taken, theirs, split_from=case.ref, to_org=new.handler_org_id, **facts)
    take_conflicts_along(permit, new)
    record(permit, case, told, ours, new, split_into=new.ref)
    return new


def may_keep(permit: CasePermit) -> bool:
    """Return whether the actor's department has the case, not the intake centre, and so may handle two of it."""
    case = permit.subject
    mine = case.handler_org_id == permit.actor.org_id != case.intake_org_id
    return mine and case.status != "objected"


def is_verbatim(statement: Statement, body: str) -> bool:
    """Return whether every line of a text stands in the statement, however it is spaced."""
    whole = " ".join(statement.body.split())
    return all(" ".join(line.split()) in whole for line in body.splitlines())


def _begun(permit: CasePermit, matter: Matter, state: str) -> Case:
    """Return the new case, not recorded yet: what was granted or decided about the other one is not about it.

    Whoever has the filing reads the new case until it is dispatched: the first receiver answers for it till then.
    """
    case = permit.subject
    return Case(
        ref=number_for(permit.session, "C"),
        status="handling" if matter.keeps else "received" if state == "received" else "accepted",
        filing_id=case.filing_id or case.id,
        matter=matter.matter,
        category=matter.category,
        district=matter.district,
        subject_org_id=matter.subject_org_id,
        system_ref=matter.system_ref,
        handler_org_id=case.handler_org_id if matter.keeps else case.intake_org_id,
        first_org_id=None if case.handler_org_id == case.intake_org_id else case.handler_org_id,
        **{name: getattr(case, name) for name in _THE_SAME},
    )


def _words(permit: CasePermit, matter: Matter, new: Case, statement: Statement) -> Iterable[Governed]:
    """Yield what was taken out of the statement, as its author's, and the files that go along."""
    words = part(permit, Statement, new, title=matter.title, body=matter.body, lang=statement.lang)
    words.author_id, words.author_org_id = statement.author_id, statement.author_org_id
    words.taken_by, words.verbatim = permit.actor.org_id, is_verbatim(statement, matter.body)
    files = [file for file in queries.files_of_filing(permit) if file.ref in matter.files]
    if len(files) != len(set(matter.files)):
        raise Refused("files", N_("Choose one of the options."))
    yield words
    yield from pass_on(files, new.ref, words)


def _first(permit: CasePermit, verb: Verb, model: type[P]) -> P | None:
    """Return the part of this kind that the permit's case has; it has one at most."""
    found: list[P] = queries.rows_of(permit, verb, model)
    return found[0] if found else None


def _facts(permit: CasePermit, new: Case) -> Iterable[Particulars]:
    reported = _first(permit, ParticularsVerb.READ, Particulars)
    if reported is not None:
        copied = part(permit, Particulars, new)
        for name in _FACTS:
            setattr(copied, name, getattr(reported, name))
        yield copied


def _complainant(permit: CasePermit, new: Case, seal: Seal) -> Iterable[Complainant]:
    """Yield who complained, sealed for the new case: nobody reads it on the way."""
    known = _first(permit, ComplainantVerb.READ, Complainant)
    if known is None or not known.sealed:
        return
    copied = part(permit, Complainant, new, standing=known.standing, headcount=known.headcount)
    copied.author_id, copied.author_org_id = known.author_id, known.author_org_id
    try:
        copied.sealed = sealed_identity(seal, copied.ref, identity_of(seal, known))
    except BrokenSeal as broken:
        raise Refused(
            "", N_("The identity cannot be taken along: the portal does not have its key.")
        ) from broken
    yield copied
