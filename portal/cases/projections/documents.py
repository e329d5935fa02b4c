"""What a case and its parts are found by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy.orm import Session

from portal.access import trusted
from portal.cases.model import (
    AFFECTED,
    CATEGORIES,
    HARMS,
    LINKS,
    MATTERS,
    MEASURES,
    PARTS,
    SERIOUS,
    SEVERITIES,
    UNANSWERED,
    VULNERABLE,
    Allegation,
    Case,
    Part,
    Particulars,
    Statement,
    Summary,
)
from portal.i18n import bilingual
from portal.slice import Found, PartOf, parts_query


def _orgs(case: Case) -> tuple[int, ...]:
    return tuple(org for org in (case.handler_org_id, case.subject_org_id) if org)


def no_case_document(_session: Session, _case: Case) -> None:
    """A case has no words of its own: its statement and its summary are found as the case."""
    return


def part_document(session: Session, part: Part) -> Found:
    """A part is found by its own words and the case's number, and leads to its case."""
    case = session.get_one(Case, part.case_id)
    is_face = isinstance(part, Statement | Summary | Allegation)
    body = getattr(part, "body", "")
    waits = is_face and case.status in UNANSWERED
    return Found(
        title=getattr(part, "title", ""),
        text=f"{body}\n{_class_words(case)}" if is_face else body,
        organisations=_orgs(case),
        moment=case.filed_at if is_face else part.created_at,
        lang=part.lang,
        group=("case", case.id),
        reference=case.ref,
        kind="case" if is_face else "",
        status=case.status if is_face else "",
        codes=(case.category, case.matter),
        systems=(case.system_ref,) if case.system_ref else (),
        assigned=(_next(case),) if waits else (),
        region=case.district,
        due=case.due_on if waits else None,
    )


def particulars_document(session: Session, facts: Particulars) -> Found:
    """The facts of a matter are found by their words in both languages, as the case."""
    case = session.get_one(Case, facts.case_id)
    said = (facts.system_name, facts.system_version, facts.done, facts.cause, facts.others_told)
    return Found(
        title="",
        text="\n".join((*said, *_fact_words(facts))),
        organisations=_orgs(case),
        moment=case.filed_at,
        lang=facts.lang,
        group=("case", case.id),
        reference=case.ref,
        kind="case",
        status=case.status,
        codes=(case.category, case.matter),
        systems=(case.system_ref,) if case.system_ref else (),
        region=case.district,
    )


def _fact_words(facts: Particulars) -> Iterable[str]:
    named: tuple[tuple[Mapping[str, str], Iterable[str]], ...] = (
        (SEVERITIES, [facts.severity] if facts.severity != "unknown" else []),
        (HARMS, facts.harms),
        (AFFECTED, facts.affected),
        (VULNERABLE, facts.vulnerable),
        (LINKS, facts.links),
        (MEASURES, facts.measures),
        (SERIOUS, [facts.serious] if facts.serious else []),
    )
    for words, codes in named:
        yield from (bilingual(words.get(code, code)) for code in codes)


def _next(case: Case) -> int:
    """Return the organisation that has the next step."""
    return case.intake_org_id if case.status in ("received", "accepted") else case.handler_org_id


def _class_words(case: Case) -> str:
    classes = bilingual(CATEGORIES.get(case.category, case.category)), bilingual(MATTERS[case.matter])
    return f"{' '.join(classes)} {case.topic} {case.district}"


def no_document(_session: Session, _part: Part) -> None:
    """Identities are never searched."""
    return


_PARTS = trusted(parts_query(PARTS, "case_id"), "consumer")


def parts(session: Session, case_ids: Collection[int]) -> Iterable[PartOf]:
    """Name every part of these cases: their readers follow the case's."""
    return ((row, kind, part) for row, kind, part in session.execute(_PARTS, {"of": list(case_ids)}))
