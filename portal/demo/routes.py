"""The routing table of the city, as the intake centre wrote it before the year began."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.demo.cast import OPENING
from portal.demo.stage import Script, Stage, load
from portal.routing.commands import Way, add
from portal.routing.verbs import RouteVerb


def script() -> Script:
    """Write down every line of the table."""
    written = Script()
    for number, row in enumerate(load("routes")):
        written.add(OPENING + timedelta(hours=6, minutes=number), _route, row)
    return written


def _route(stage: Stage, row: dict[str, Any]) -> None:
    way = Way(row["category"], row["district"], stage.orgs[row["department"]], row["basis"])
    add(stage.permit("jin-hong", RouteVerb.ADD), way)
