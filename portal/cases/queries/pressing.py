"""What the rules say of an extension."""

from __future__ import annotations

from sqlalchemy.orm import Session

from portal import clocks
from portal.cases.model import HANDLING, Case
from portal.i18n import local


def handling_clock(case: Case) -> clocks.Clock | None:
    """Return the time for handling that runs, or None."""
    return next(clocks.duties(case, *HANDLING), None)


def most_extension(session: Session, clock: clocks.Clock) -> int:
    """Return how much more its rule still allows a clock, in its own unit."""
    regime = clocks.book(session).regime(clock.regime, local(clock.started_at).date())
    given = sum(item["amount"] for item in clock.extensions)
    return max(regime.extension - given, 0) if regime else 0
