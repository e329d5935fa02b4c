"""Which searches people of the scenario have saved."""

from __future__ import annotations

from typing import Any

from portal.demo.stage import Script, Stage, load, moment
from portal.watches import commands
from portal.watches.verbs import WatchVerb


def script() -> Script:
    """Write down every saved search, after everything it could have found: it tells of what comes then."""
    written = Script()
    for row in load("searches"):
        written.add(moment(row["at"]), _save, row)
    return written


def _save(stage: Stage, row: dict[str, Any]) -> None:
    wish = commands.Wish(row["name"], row["search"], row["shared"])
    commands.save(stage.permit(row["by"], WatchVerb.SAVE), wish, commands.Alert(row["pace"], by_inbox=True))
