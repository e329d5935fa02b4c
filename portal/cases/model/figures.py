"""The figures of a quarter, as they were fixed, and the formula by which they are made, edition by edition.

The first edition is what one Chinese city has published of its hotline: response, resolution and satisfaction are
shares of the call-backs that reached somebody, basically satisfied counts nine tenths, and together they count
0.1, 0.5 and 0.4. What a cell must have to be shown follows the practice of official statistics: a threshold for
the whole, and one for each part of it and its complement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.i18n import N_
from portal.store import Governed

FORMULA_STATUSES = {"in_force": N_("In force"), "superseded": N_("Superseded")}
FIGURES_STATUSES = {"fixed": N_("Fixed"), "corrected": N_("Corrected later")}
MISTAKES = {
    "counting": N_("There was a mistake in the counting"),
    "records": N_("Records of the quarter have been put right"),
}
"""Why figures that were fixed are counted again."""
LEAST, FEWEST = 5, 3
"""No edition may go below: how many cases a figure rests on, and how many any part of them has, unless it has none."""
MOST_LEAST, MOST_FEWEST = 50, 10
BASES = {
    "valid": ("response", "resolution", "satisfaction"),
    "closings": ("overturned",),
    "timed": ("on_time",),
}
"""What is counted, and the rates that are shares of it."""
PARTS_OF = {
    "response": ("contacted",),
    "resolution": ("solved",),
    "satisfaction": ("satisfied", "basically"),
    "overturned": ("overturned",),
    "on_time": ("on_time",),
}
"""The counts of which a rate is made; what is left of its base is one part more."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months, in the city's time; `end` is the first instant after them."""

    year: int
    number: int
    start: datetime
    end: datetime

    @property
    def code(self) -> str:
        """The quarter as records and tables name it, such as 2026Q3."""
        return f"{self.year}Q{self.number}"


class Formula(Governed):
    """One edition of how figures are made, in force for the quarters that begin from `valid_from` on.

    `excluded` are outcomes of closings that are not counted at all, `resolved` those that can count as resolved, if
    the complainant says that they are. `satisfied` and `basically` are per cent of a case that such an answer counts;
    `response`, `resolution`, `satisfaction` are the per cent that the three rates weigh together. `least` and
    `fewest` say what is too small to be shown.
    """

    __tablename__ = "formula"
    kind = "formula"

    edition: Mapped[int]
    excluded: Mapped[list[Any]]
    resolved: Mapped[list[Any]]
    satisfied: Mapped[int] = mapped_column(default=100)
    basically: Mapped[int]
    response: Mapped[int]
    resolution: Mapped[int]
    satisfaction: Mapped[int]
    least: Mapped[int] = mapped_column(default=LEAST)
    fewest: Mapped[int] = mapped_column(default=FEWEST)
    basis_zh: Mapped[str] = mapped_column(String(300))
    basis_en: Mapped[str] = mapped_column(String(300))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class Figures(Governed):
    """What was published of one quarter, and nothing that was not: written once, by the clock, and never changed.

    `lines` has a count by name for each department (`org`; None for all together); what is too small is not in it.
    A correction is a row of its own with the next `revision` and its `ground`; the one before stays beside it.
    """

    __tablename__ = "figures"
    kind = "figures"

    quarter: Mapped[str] = mapped_column(String(8), index=True)
    revision: Mapped[int]
    formula: Mapped[int]
    ground: Mapped[str] = mapped_column(String(16), default="")
    lines: Mapped[list[Any]]
