"""What the portal holds that others wrote: incidents and laws, brought in as `python app.py import` does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from portal.demo.cast import OPENING
from portal.demo.stage import FOLDER, Script, Stage
from portal.ingest.incidents import Incidents
from portal.ingest.laws import Laws

_BATCH = 20


def script() -> Script:
    """Write down when the incidents and the laws come in: in the weeks after the opening."""
    written = Script()
    for weeks, name, reader in ((1, "laws", Laws), (2, "incidents", Incidents)):
        rows = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for start in range(0, len(rows), _BATCH):
            moment = OPENING + timedelta(weeks=weeks, minutes=start)
            written.add(moment, _bring_in, reader, rows[start : start + _BATCH])
    return written


def _bring_in(stage: Stage, reader: type[Laws | Incidents], rows: Sequence[dict[str, Any]]) -> None:
    source: Any = reader(stage.gate)
    source.bring_in(stage.session, [source.read(row)[1] for row in rows])
