"""How departments do: what complainants said of their endings in a quarter, counted by a formula.

Valid is a call-back that reached somebody; what the complainant told the portal counts in its place. A closing belongs
to the department that made it and an answer to the department that gave it, whoever has the case now; a closing
that a review undid, to the department whose closing it was. Everything counted is older than the end of the quarter
and never changes, so that the same quarter counted twice gives the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from portal.access import Permit, trusted
from portal.cases.model import HANDLING, CallBack, Case, Closure, Message, Rating, Review
from portal.cases.model.figures import Figures, Formula, Quarter
from portal.cases.verbs import FiguresVerb, FormulaVerb
from portal.clocks import Clock
from portal.clocks.model import LATE, MET
from portal.i18n import local
from portal.store import now

AnyPermit = Permit[Any]
Counted = dict[int, Counter[str]]


def quarters(many: int = 4) -> list[Quarter]:
    """Return the latest quarters that are over, the latest first."""
    today = local(now()).date()
    first, found = date(today.year, today.month - (today.month - 1) % 3, 1), []
    for _number in range(many):
        last, end = first - timedelta(days=1), _begins(first)
        first = date(last.year, last.month - 2, 1)
        found.append(Quarter(first.year, (first.month + 2) // 3, _begins(first), end))
    return found


def quarter_of(code: str) -> Quarter:
    """Return the quarter of a code such as 2026Q3, whenever it was."""
    year, number = (int(part) for part in code.split("Q"))
    after = date(year + number // 4, number % 4 * 3 + 1, 1)
    return Quarter(year, number, _begins(date(year, number * 3 - 2, 1)), _begins(after))


def coming(many: int = 4) -> list[date]:
    """Return the first days of the quarters that have not begun, the nearest first."""
    latest, found = quarters(1)[0], []
    day = local(latest.end).date()
    for _number in range(many):
        day = date(day.year + (day.month == 10), day.month % 12 + 3 if day.month < 10 else 1, 1)
        found.append(day)
    return found


def _begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=local(now()).tzinfo)


def formulas(permit: AnyPermit) -> list[Formula]:
    """Return every edition of the formula, the latest first."""
    return list(permit.session.scalars(permit.visible(FormulaVerb.READ).order_by(Formula.edition.desc())))


def formula_of(permit: AnyPermit, quarter: Quarter) -> Formula:
    """Return the edition by which a quarter is counted: the one in force on its first day."""
    first = local(quarter.start).date()
    return next(edition for edition in formulas(permit) if edition.valid_from <= first)


def fixed(permit: AnyPermit, codes: list[str]) -> list[Figures]:
    """Return what was fixed of these quarters, the latest quarter first and of each the latest revision."""
    query = permit.visible(FiguresVerb.READ).where(Figures.quarter.in_(codes))
    return list(permit.session.scalars(query.order_by(Figures.quarter.desc(), Figures.revision.desc())))


def to_fix(permit: AnyPermit) -> list[Quarter]:
    """Return the quarters that are over, have not been fixed, and in which there were cases; the earliest first."""
    latest = quarters()
    have = {figures.quarter for figures in fixed(permit, [quarter.code for quarter in latest])}
    missing = [quarter for quarter in latest if quarter.code not in have]
    if not missing:
        return []
    first = permit.session.scalar(trusted(select(func.min(Case.filed_at)), "when the first case was filed"))
    return [quarter for quarter in reversed(missing) if first is not None and first < quarter.end]


def counted(permit: AnyPermit, quarter: Quarter, formula: Formula) -> Counted:
    """Return the counts of each department that closed a case, was judged or answered in the quarter."""
    found: Counted = defaultdict(Counter)
    for org, name, many in _counts(permit, quarter, formula):
        found[org][name] += many
    return dict(sorted(found.items()))


def _counts(permit: AnyPermit, quarter: Quarter, formula: Formula) -> Iterator[tuple[int, str, int]]:
    """Yield (department, what is counted, how many) of closings whose outcome is not left out, and of answers."""

    def rows(query: Select[*tuple[Any, ...]]) -> list[Any]:
        found = permit.session.execute(trusted(query, "aggregates that are shown where they tell of nobody"))
        return [row for row in found if row.outcome not in formula.excluded]

    for org, outcome, contacted, solved, satisfaction, many in rows(_judged(quarter)):
        yield org, "valid", many
        yield org, "contacted", many * bool(contacted)
        yield org, "solved", many * (bool(solved) and outcome in formula.resolved)
        yield org, satisfaction, many
    for org, _outcome, many in rows(_closings(quarter)):
        yield org, "closings", many
    for query in (_called_off(quarter), _reviewed(quarter)):
        for org, _outcome, many in rows(query):
            yield org, "overturned", many
    for org, status in _answers(permit, quarter):
        yield org, "timed", 1
        yield org, "on_time", status == MET


def _within(column: Any, quarter: Quarter) -> ColumnElement[bool]:
    return and_(column >= quarter.start, column < quarter.end)


def _of_closing(judgement: Any) -> ColumnElement[bool]:
    return and_(Closure.case_id == judgement.case_id, Closure.number == judgement.closing)


def _judged(quarter: Quarter) -> Select[*tuple[Any, ...]]:
    """Select what was said in call-backs; what the complainant told the portal counts in its place."""
    own = select(Rating.case_id, Rating.closing, func.max(Rating.id).label("id"))
    last = own.where(Rating.created_at < quarter.end).group_by(Rating.case_id, Rating.closing).subquery()
    said = [
        func.coalesce(getattr(Rating, name), getattr(CallBack, name))
        for name in ("contacted", "solved", "satisfaction")
    ]
    by = (Closure.author_org_id, Closure.outcome, *said)
    query = select(*by, func.count()).select_from(CallBack).join(Closure, _of_closing(CallBack))
    query = query.outerjoin(
        last, and_(last.c.case_id == CallBack.case_id, last.c.closing == CallBack.closing)
    )
    query = query.outerjoin(Rating, Rating.id == last.c.id)
    return query.where(CallBack.reached == "yes", _within(CallBack.created_at, quarter)).group_by(*by)


_BY_CLOSING = (Closure.author_org_id, Closure.outcome)


def _closings(quarter: Quarter) -> Select[*tuple[Any, ...]]:
    query = select(*_BY_CLOSING, func.count()).where(_within(Closure.created_at, quarter))
    return query.group_by(*_BY_CLOSING)


def _called_off(quarter: Quarter) -> Select[*tuple[Any, ...]]:
    unhappy = or_(CallBack.solved.is_(False), CallBack.satisfaction == "dissatisfied")
    query = select(*_BY_CLOSING, func.count()).join(CallBack, _of_closing(CallBack))
    query = query.where(CallBack.reached == "yes", unhappy, _within(CallBack.created_at, quarter))
    return query.group_by(*_BY_CLOSING)


def _reviewed(quarter: Quarter) -> Select[*tuple[Any, ...]]:
    """Select the closings that reviews undid: of each case the last one before the review was decided."""
    number = select(func.max(Closure.number)).where(
        Closure.case_id == Review.case_id, Closure.created_at <= Review.created_at
    )
    query = (
        select(*_BY_CLOSING, func.count())
        .select_from(Review)
        .join(
            Closure,
            and_(
                Closure.case_id == Review.case_id,
                Closure.number == number.correlate(Review).scalar_subquery(),
            ),
        )
    )
    query = query.where(Review.decision == "overturned", _within(Review.created_at, quarter))
    return query.group_by(*_BY_CLOSING)


def _answers(permit: AnyPermit, quarter: Quarter) -> Iterator[tuple[int, str]]:
    """Yield of every time for handling that was met in the quarter who met it, and whether in time.

    The answer that met it is the first one of the case at that moment or after it.
    """
    ran = select(Clock.subject_id, Clock.status, Clock.ended_at).where(
        Clock.kind == Case.kind,
        Clock.regime.in_(HANDLING),
        Clock.status.in_((MET, LATE)),
        _within(Clock.ended_at, quarter),
    )
    said = select(Message.case_id, Message.created_at, Message.author_org_id).where(
        Message.nature == "answer", Message.created_at >= quarter.start
    )
    answers: dict[int, list[Any]] = defaultdict(list)
    for row in permit.session.execute(trusted(said.order_by(Message.id), "who answered, for aggregates")):
        answers[row.case_id].append(row)
    for case, status, ended in permit.session.execute(trusted(ran, "who was in time, for aggregates")):
        given = next((row for row in answers[case] if row.created_at >= ended), None)
        if given is not None:
            yield given.author_org_id, status
