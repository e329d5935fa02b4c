"""Lines of the routing table, and their life.

A dispatch catalogue that is kept up to date (派单目录): the Beijing regulation on complaint handling, art. 11.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.access import Move, Verb, begins, leads
from portal.i18n import N_
from portal.routing.verbs import RouteVerb
from portal.store import Governed

MOVES: dict[Verb, Move] = {
    RouteVerb.ADD: begins("active"),
    RouteVerb.CHANGE: leads("active"),
    RouteVerb.RETIRE: leads("active", "retired"),
}
STATUSES = {"active": N_("In use"), "retired": N_("Retired")}
TONES = {"active": "green", "retired": "grey"}


class Route(Governed):
    """Cases of `category` in `district` go to the department `org_id`; an empty one means any.

    `basis` is the provision or agreement that makes the department competent. `author_org_id` is the intake
    centre, whoever of it or of portal operations wrote the line.
    """

    __tablename__ = "route"
    kind = "route"

    category: Mapped[str] = mapped_column(String(24), index=True)
    district: Mapped[str] = mapped_column(String(40), default="")
    org_id: Mapped[int] = mapped_column(BigInteger, index=True)
    basis: Mapped[str] = mapped_column(String(200), default="")
