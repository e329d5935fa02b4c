"""The enterprise is heard: what is alleged of it, what it says, what the complainant says to that, what is corrected.

None of these rows tells who complained: an officer writes the allegation, and whoever contests is warned.
"""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.cases.model.tables import Part
from portal.i18n import N_

# What an enterprise can say of an allegation in public, in our own words. That there is a fixed list, and that it
# is public, is taken over from the complaint database of the United States CFPB.
POSITIONS = {
    "put_right": N_("It is true, and we have put it right"),
    "will_put_right": N_("It is true, and we are putting it right"),
    "single_fault": N_("It was a single fault, and it has been mended"),
    "past": N_("It was a version or a rule that we no longer use"),
    "third_party": N_("It was caused by somebody outside our control"),
    "unclear": N_("We did as we say we do, but we had not explained it well enough"),
    "lawful": N_("We acted as the law and our terms allow"),
    "disputed": N_("It did not happen as alleged"),
    "unverifiable": N_("We can neither confirm nor rule out what is alleged"),
    "not_ours": N_("The system or service is not ours"),
}
CORRECTIONS = {"accepted": N_("It is corrected"), "rejected": N_("It stays as it is")}
ABOUT = {"allegation": N_("The allegation"), "summary": N_("The public summary")}
"""What an enterprise may ask to have corrected."""


class Allegation(Part):
    """What is alleged of an enterprise, written by an officer so that it tells of nobody."""

    __tablename__ = "allegation"
    kind = "allegation"
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)


class Response(Part):
    """What the enterprise says: a position from the list, the reasons, and what it has done. `final` or for now."""

    __tablename__ = "response"
    kind = "response"
    position: Mapped[str] = mapped_column(String(24))
    final: Mapped[bool]
    body: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text, default="")


class Contest(Part):
    """What the complainant says to the enterprise's answer; both stand side by side."""

    __tablename__ = "contest"
    kind = "contest"
    body: Mapped[str] = mapped_column(Text)


class Correction(Part):
    """A step of a demand for correction: what the enterprise says is wrong about it, or what was decided, and why."""

    __tablename__ = "correction"
    kind = "correction"
    about: Mapped[str] = mapped_column(String(16))
    step: Mapped[str] = mapped_column(String(8))
    decision: Mapped[str] = mapped_column(String(16), default="")
    body: Mapped[str] = mapped_column(Text)
