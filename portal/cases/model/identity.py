"""Asking to see who complained: one motivated request, the decision of another person, one opening."""

from __future__ import annotations

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.cases.model.tables import Part
from portal.i18n import N_


class Disclosure(Part):
    """An officer's request to see the complainant's identity: `body` says why, `answer` why it was (not) granted.

    A grant is good for one opening. `decided_by_id` is the account of who decided, never that of who asked.
    """

    __tablename__ = "disclosure"
    kind = "disclosure"
    body: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(BigInteger)


DISCLOSURE_STATUSES = {
    "asked": N_("Waits for a decision"),
    "granted": N_("Granted"),
    "declined": N_("Declined"),
    "opened": N_("Opened"),
}
DISCLOSURE_TONES = {"asked": "yellow", "granted": "green", "declined": "red", "opened": "purple"}
