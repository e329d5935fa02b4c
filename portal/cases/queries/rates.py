"""How departments do: shares of what complainants said, in which nobody can be found again.

Valid is a call-back that reached somebody. Response is the share whose department had been in touch, resolution the
share that is solved, satisfaction (satisfied + 0.9 x basically satisfied) of all, and together they count 0.1, 0.5
and 0.4: the formula one Chinese city has published for its hotline. The overturn rate is how many closings did not
hold, in a call-back or a review.

A figure stands for a whole quarter that is over, is made of rows that never change and are older than its end, and
is left out where it would rest on fewer than five cases. Quarters do not overlap and there is no total over
departments, so that no difference between two figures, or between the page of today and of tomorrow, tells of anybody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from portal.access import Permit, trusted
from portal.cases.model import HANDLING, CallBack, Case, Closure, Rating, Review
from portal.clocks import Clock
from portal.clocks.model import LATE, MET
from portal.i18n import local
from portal.store import now

LEAST = 5
BASICALLY = 0.9
WEIGHTS = (0.1, 0.5, 0.4)
"""Of response, resolution and satisfaction in the whole."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months that are over, in the city's time; `end` is the first instant after them."""

    year: int
    number: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Rates:
    """One department's quarter: how many cases each figure rests on, and shares; None where there are too few."""

    org_id: int
    valid: int | None
    response: float | None
    resolution: float | None
    satisfaction: float | None
    closings: int | None
    overturned: float | None
    timed: int | None
    on_time: float | None

    @property
    def whole(self) -> float | None:
        """The three rates in one figure."""
        three = (self.response, self.resolution, self.satisfaction)
        return (
            sum(w * (share or 0.0) for w, share in zip(WEIGHTS, three, strict=True)) if self.valid else None
        )


def quarters(many: int = 4) -> list[Quarter]:
    """Return the latest quarters that are over, the latest first."""
    today = local(now()).date()
    first, found = date(today.year, today.month - (today.month - 1) % 3, 1), []
    for _number in range(many):
        last, end = first - timedelta(days=1), _begins(first)
        first = date(last.year, last.month - 2, 1)
        found.append(Quarter(first.year, (first.month + 2) // 3, _begins(first), end))
    return found


def _begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=local(now()).tzinfo)


def rates(permit: Permit[Any], quarter: Quarter) -> list[Rates]:
    """Return the figures of each department that closed a case or was judged in the quarter."""

    def counted(query: Select[*tuple[Any, ...]]) -> list[Any]:
        return list(permit.session.execute(trusted(query, "aggregates of five and more")))

    judged, closings, overturned = Counter[Any](), Counter[int](), Counter[int]()
    for org, contacted, solved, satisfaction, many in counted(_judged(quarter)):
        judged[org, "valid"] += many
        judged[org, "contacted"] += many * bool(contacted)
        judged[org, "solved"] += many * bool(solved)
        judged[org, satisfaction] += many
    for query, into in ((_closings(quarter), closings), *((q, overturned) for q in _overturned(quarter))):
        into.update(dict(counted(query)))
    timed: Counter[Any] = Counter({(org, status): many for org, status, many in counted(_timed(quarter))})
    orgs = sorted({*closings, *(org for org, _what in judged)})
    return [_rates(org, judged, (closings[org], overturned[org]), timed) for org in orgs]


def _rates(org: int, judged: Counter[Any], ended: tuple[int, int], timed: Counter[Any]) -> Rates:
    valid, (closings, overturned) = judged[org, "valid"], ended
    satisfied = judged[org, "satisfied"] + BASICALLY * judged[org, "basically"]
    ran = timed[org, MET] + timed[org, LATE]
    return Rates(
        org_id=org,
        valid=_many(valid),
        response=_share(judged[org, "contacted"], valid),
        resolution=_share(judged[org, "solved"], valid),
        satisfaction=_share(satisfied, valid),
        closings=_many(closings),
        overturned=_share(overturned, closings),
        timed=_many(ran),
        on_time=_share(timed[org, MET], ran),
    )


def _many(count: int) -> int | None:
    return count if count >= LEAST else None


def _share(part: float, count: int) -> float | None:
    return part / count if count >= LEAST else None


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
    query = select(Closure.author_org_id, *said, func.count()).select_from(CallBack)
    query = query.join(Closure, _of_closing(CallBack))
    query = query.outerjoin(
        last, and_(last.c.case_id == CallBack.case_id, last.c.closing == CallBack.closing)
    )
    query = query.outerjoin(Rating, Rating.id == last.c.id)
    query = query.where(CallBack.reached == "yes", _within(CallBack.created_at, quarter))
    return query.group_by(Closure.author_org_id, *said)


def _closings(quarter: Quarter) -> Select[*tuple[Any, ...]]:
    query = select(Closure.author_org_id, func.count()).where(_within(Closure.created_at, quarter))
    return query.group_by(Closure.author_org_id)


def _overturned(quarter: Quarter) -> tuple[Select[*tuple[Any, ...]], ...]:
    unhappy = or_(CallBack.solved.is_(False), CallBack.satisfaction == "dissatisfied")
    called = select(Closure.author_org_id, func.count()).join(CallBack, _of_closing(CallBack))
    called = called.where(CallBack.reached == "yes", unhappy, _within(CallBack.created_at, quarter))
    reviewed = select(Case.handler_org_id, func.count()).join(Review, Review.case_id == Case.id)
    reviewed = reviewed.where(Review.decision == "overturned", _within(Review.created_at, quarter))
    return called.group_by(Closure.author_org_id), reviewed.group_by(Case.handler_org_id)


def _timed(quarter: Quarter) -> Select[*tuple[Any, ...]]:
    query = select(Case.handler_org_id, Clock.status, func.count()).join(
        Clock, and_(Clock.kind == Case.kind, Clock.subject_id == Case.id)
    )
    ended = Clock.regime.in_(HANDLING), Clock.status.in_((MET, LATE)), _within(Clock.ended_at, quarter)
    return query.where(*ended).group_by(Case.handler_org_id, Clock.status)
