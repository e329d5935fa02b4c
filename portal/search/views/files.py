"""The result of a search as a file: for a spreadsheet, or for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response

from portal.i18n import N_, _, local
from portal.slice import Card
from portal.web import records
from portal.web.house import house

MOST = 1000  # records in one file
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_HEAD = (
    N_("Number"),
    N_("Title"),
    N_("Kind"),
    N_("Status"),
    N_("Organisation"),
    N_("Date"),
    N_("Address"),
)
_NAMES = ("number", "title", "kind", "status", "organisation", "date", "url")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def exported(form: str, words: str, total: int, cards: Sequence[Card], known: Mapping[int, str]) -> Response:
    """Return the records as a file of this form, `csv` or `json`."""
    rows = [_row(card, known.get(card.org_id or 0, "")) for card in cards]
    body = _csv(rows) if form == "csv" else _json(words, total, rows)
    found = Response(body, content_type=TYPES[form])
    found.headers["Content-Disposition"] = f"attachment; filename=search.{form}"
    return found


def _row(card: Card, org: str) -> tuple[str, ...]:
    where = house().settings.url + records.address(card.place)
    day = local(card.when).date().isoformat()
    return (card.reference, card.title, _(card.label), _(card.status), org, day, where)


def _csv(rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table that spreadsheets read as UTF-8, and whose cells they never run (OWASP, CSV injection)."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow([_(name) for name in _HEAD])
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return "\ufeff" + page.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _json(words: str, total: int, rows: Sequence[tuple[str, ...]]) -> str:
    records: list[Any] = [dict(zip(_NAMES, row, strict=True)) for row in rows]
    answer = {"query": words, "total": total, "most": MOST, "records": records}
    return json.dumps(answer, ensure_ascii=False, indent=1)
