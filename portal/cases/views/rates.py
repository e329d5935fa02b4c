"""How departments do, for everybody: a page, and the same as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

from flask import Response, request

from portal.cases import queries
from portal.cases.queries.rates import BASICALLY, LEAST, WEIGHTS, Quarter, Rates
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import AnyPermit, pages
from portal.i18n import N_, _
from portal.web.names import names
from portal.web.pages import Values

_HEAD = (
    N_("Department"),
    N_("Judged"),
    N_("Response"),
    N_("Resolution"),
    N_("Satisfaction"),
    N_("Together"),
    N_("Closings"),
    N_("Overturned"),
    N_("Answers due"),
    N_("In time"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pages.show("/rates", CaseVerb.RATES)
def rates(permit: AnyPermit) -> Values | Response:
    tables = [(quarter, _rows(permit, quarter)) for quarter in queries.quarters()]
    if request.args.get("as") == "csv":
        return _file(tables)
    named = [(_named(quarter), rows) for quarter, rows in tables if rows]
    formula = {"basically": BASICALLY, "least": LEAST, "weights": WEIGHTS}
    return {"tables": named, "head": [_(text) for text in _HEAD], **formula}


def _named(quarter: Quarter) -> str:
    return _("Quarter %(n)s of %(year)s", n=quarter.number, year=str(quarter.year))


def _rows(permit: AnyPermit, quarter: Quarter) -> list[list[str]]:
    found = queries.rates(permit, quarter)
    known = names(permit.session, [line.org_id for line in found])
    return sorted(_row(line, known.get(line.org_id, "")) for line in found if line.org_id in known)


def _row(line: Rates, name: str) -> list[str]:
    three = [_percent(share) for share in (line.response, line.resolution, line.satisfaction, line.whole)]
    return [
        name, _count(line.valid), *three, _count(line.closings), _percent(line.overturned),
        _count(line.timed), _percent(line.on_time),
    ]  # fmt: skip


def _count(many: int | None) -> str:
    return str(many) if many is not None else _("fewer than 5")


def _percent(share: float | None) -> str:
    return f"{100 * share:.1f}%" if share is not None else "–"


def _file(tables: list[tuple[Quarter, list[list[str]]]]) -> Response:
    """Return a table that spreadsheets read as UTF-8, and whose cells they never run (OWASP, CSV injection)."""
    page: Any = io.StringIO()
    writer = csv.writer(page)
    writer.writerow([_("Quarter"), *(_(text) for text in _HEAD)])
    for quarter, rows in tables:
        period = f"{quarter.year}Q{quarter.number}"
        writer.writerows([period, *(_inert(cell) for cell in row)] for row in rows)
    answer = Response("\ufeff" + page.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=rates.csv"
    return answer


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
