"""How long the prose of a case is kept once it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

OVER: Final = "refused closed withdrawn"
"""The states in which nobody acts on a case any more."""

_YEAR: Final = timedelta(days=365)
RETENTION: Final = {
    "complaint": 3 * _YEAR,
    "report": 3 * _YEAR,
    "question": _YEAR,
    "suggestion": _YEAR,
    "incident": 10 * _YEAR,
    "risk": 10 * _YEAR,
    "finding": 10 * _YEAR,
}
"""The city's schedule, by kind of matter, counted from the last thing that happened to the case.

Three years is how long a claim can be brought (Civil Code, art. 188), which is also how far back a complaint to market
supervision may reach (SAMR measures on complaints, art. 15); what shows how a system came to harm is kept ten years,
as the EU AI Act asks of providers' documents (art. 18).
"""
