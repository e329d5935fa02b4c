"""How a case ends, and whether that holds: closing, calling back, the complainant's own judgement.

The outcomes join those of the regulations on petitions, art. 32 (supported, explained, not supported), and
of the Jinan hotline regulation, art. 24 (done, explained, promised with a date).
"""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.cases.model.tables import Part
from portal.i18n import N_

CLOSING = {
    "resolved": N_("Resolved"),
    "partly_resolved": N_("Partly resolved"),
    "mediated": N_("Settled by mediation"),
    "promised": N_("To be done by a promised date"),
    "explained": N_("Explained"),
    "not_supported": N_("Not supported"),
    "not_resolved": N_("Could not be resolved"),
    "duplicate": N_("Part of another case"),
    "referred": N_("Referred elsewhere"),
    "no_contact": N_("The complainant could not be reached"),
}
"""What a department may say when it closes a case."""
OUTCOMES = {**CLOSING, "promise_kept": N_("Done as promised")}
UNEXPLAINED = frozenset({"resolved", "mediated", "promised"})
"""Outcomes that may be given without an explanation and a next step: in all others the person did not get it all."""
# What is open to somebody who did not get what they asked for.
NEXT_STEPS = {
    "review": N_("You can ask another department to look at it again, within 30 days"),
    "more": N_("You can come back when there is something new"),
    "follow": N_("You can follow the other case"),
    "elsewhere": N_("You can turn to the body named here"),
    "mediation": N_("You can ask a consumers' association to mediate"),
    "court": N_("You can go to court or to arbitration"),
}
SATISFACTIONS = {
    "satisfied": N_("Satisfied"),
    "basically": N_("Basically satisfied"),
    "dissatisfied": N_("Dissatisfied"),
}
"""The three answers of hotline call-backs in China."""
REACHED = {
    "yes": N_("Yes, I spoke with them"),
    "no": N_("No, nobody answered"),
    "no_way": N_("There is no way to reach them"),
}


DECISIONS = {
    "upheld": N_("Yes, it holds"),
    "overturned": N_("No, it must be handled again"),
}
"""What a review may find."""


class Review(Part):
    """A step of a review: what the complainant asks it for, or what was decided. `stage` is 1, or 2 for the second."""

    __tablename__ = "review"
    kind = "review"
    stage: Mapped[int]
    step: Mapped[str] = mapped_column(String(8))
    decision: Mapped[str] = mapped_column(String(16), default="")
    body: Mapped[str] = mapped_column(Text)


class Judged(Part):
    """Somebody's judgement of the closing with the number `closing`.

    `contacted`: whether the department had been in touch.
    """

    __abstract__ = True
    closing: Mapped[int]
    contacted: Mapped[bool] = mapped_column(default=False)
    solved: Mapped[bool] = mapped_column(default=False)
    satisfaction: Mapped[str] = mapped_column(String(16), default="")
    body: Mapped[str] = mapped_column(Text, default="")


class Rating(Judged):
    """What the complainant says on their own, to the portal. The department does not read it."""

    __tablename__ = "rating"
    kind = "rating"


class Closure(Part):
    """How a department closed a case, once for each time it did, numbered from 1.

    `overturned` names what undid it: a call-back, a review, a reopening; empty while it holds.
    """

    __tablename__ = "closure"
    kind = "closure"
    number: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(24))
    body: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(String(24), default="")
    whereto: Mapped[str] = mapped_column(String(200), default="")
    overturned: Mapped[str] = mapped_column(String(24), default="")


class CallBack(Judged):
    """What the complainant said when somebody outside the department asked. The department does not read it.

    All but `reached` is empty when nobody answered.
    """

    __tablename__ = "call_back"
    kind = "call_back"
    reached: Mapped[str] = mapped_column(String(8))
