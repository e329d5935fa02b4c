"""Who else has to do with a case: departments that co-operate, and officers who may not act on it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.i18n import N_
from portal.store import Attached


class Involved(Attached):
    """A department that co-operates (协办): what it owes and by when. `answered_at` is None while that is missing.

    Lead and co-operating departments: the Beijing regulation on complaint handling, art. 14.
    """

    __tablename__ = "involved"
    org_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    answered_at: Mapped[datetime | None]


class Recusal(Attached):
    """An officer who declared a conflict of interest and may not act on the case any more.

    The Jinan hotline regulation, art. 32, and the regulation on letters and visits, art. 28.
    """

    __tablename__ = "recusal"
    account_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    ground: Mapped[str] = mapped_column(String(24))
    since: Mapped[datetime]


# Why a department gives a case to another of itself, without the intake centre.
TRANSFERS = {
    "remit_moved": N_("The duty has moved to that department"),
    "main_part": N_("The main part of the matter is that department's"),
    "agreed": N_("The departments have agreed on it"),
}
CONFLICTS = {
    "related": N_("A relative or somebody close is concerned"),
    "interest": N_("A financial or other interest of one's own"),
    "earlier": N_("Dealt with the matter in another office before"),
    "other_conflict": N_("Another reason to doubt impartiality"),
}
