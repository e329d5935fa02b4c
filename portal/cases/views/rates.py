"""How departments do, for everybody: a page, and the same as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from flask import Response, request, url_for

from portal.cases import commands, forms, queries
from portal.cases.model import CLOSING
from portal.cases.model.figures import MISTAKES, Figures, Formula
from portal.cases.verbs import CaseVerb, FiguresVerb, FormulaVerb
from portal.cases.views.room import AnyPermit, pages
from portal.i18n import N_, _, day, local, pick
from portal.i18n import current as language
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
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a cell begins that a spreadsheet would run."""


@pages.show("/rates", CaseVerb.RATES)
def rates(permit: AnyPermit) -> Values | Response:
    found = queries.fixed(permit, [quarter.code for quarter in queries.quarters()])
    editions = {formula.edition: formula for formula in queries.formulas(permit)}
    if request.args.get("as") == "csv":
        return _file(permit, found, editions)
    quarters = [list(group) for _code, group in groupby(found, key=lambda figures: figures.quarter)]
    told = [[_told(permit, figures, editions) for figures in group] for group in quarters]
    return {"quarters": told, "head": [_(text) for text in _HEAD], **_formulas(permit, found, editions)}


def _formulas(permit: AnyPermit, found: list[Figures], editions: dict[int, Formula]) -> Values:
    """Return the editions by which the shown quarters were counted, or the latest; and the way to the next."""
    used = sorted({figures.formula for figures in found} or {max(editions)}, reverse=True)
    latest = editions[max(editions)]
    to_enact = url_for("cases.enact", ref=latest.ref) if permit.allows(FormulaVerb.ENACT) else ""
    coming = [latest] if latest.edition not in used else []
    return {"formulas": [_formula(f) for f in [*coming, *(editions[n] for n in used)]], "to_enact": to_enact}


def _formula(formula: Formula) -> Values:
    weights = formula.response, formula.resolution, formula.satisfaction
    return {
        "edition": formula.edition,
        "since": day(formula.valid_from),
        "excluded": _listed(formula.excluded),
        "resolved": _listed(formula.resolved),
        "satisfied": formula.satisfied / 100,
        "basically": formula.basically / 100,
        "weights": [weight / 100 for weight in weights],
        "least": formula.least,
        "fewest": formula.fewest,
        "basis": pick(language(), formula.basis_zh, formula.basis_en),
    }


def _listed(outcomes: Iterable[str]) -> str:
    return _(", ").join(_(CLOSING[code]) for code in CLOSING if code in set(outcomes))


def _told(permit: AnyPermit, figures: Figures, editions: dict[int, Formula]) -> Values:
    """Return what was fixed of a quarter, for its table, and what became of it."""
    may = figures.status == "fixed" and permit.allows(FiguresVerb.CORRECT)
    year, number = figures.quarter.split("Q")
    rows = _rows(permit, figures, editions[figures.formula])
    silent = [row for row in rows[:-1] if not any(cell[:1].isdigit() for cell in row[1:])]
    return {
        "name": _("Quarter %(n)s of %(year)s", n=number, year=year),
        "rows": [row for row in rows if row not in silent],
        "silent": _(", ").join(row[0] for row in silent),
        "fixed": day(local(figures.created_at).date()),
        "edition": figures.formula,
        "ground": _(MISTAKES[figures.ground]) if figures.ground else "",
        "to_correct": url_for("cases.correct", ref=figures.ref) if may else "",
    }


def _rows(permit: AnyPermit, figures: Figures, formula: Formula) -> list[list[str]]:
    """Return the lines of departments by name, and at last that of all together."""
    known = names(permit.session, [line["org"] for line in figures.lines])
    few = _("fewer than %(n)s", n=formula.least) if figures.revision == 1 else "–"
    own = [line for line in figures.lines if line["org"] in known]
    found = sorted(_row(line, formula, known[line["org"]], few) for line in own)
    whole = [line for line in figures.lines if line["org"] is None]
    return found + [_row(line, formula, _("All departments"), "–") for line in whole]


def _row(cells: dict[str, Any], formula: Formula, name: str, few: str) -> list[str]:
    praise = {"satisfied": formula.satisfied, "basically": formula.basically}
    three = [
        _share(cells, "valid", contacted=100),
        _share(cells, "valid", solved=100),
        _share(cells, "valid", **praise),
    ]
    weights = formula.response, formula.resolution, formula.satisfaction
    shares = [share for share in three if share is not None]
    pairs = zip(weights, shares, strict=False)
    whole = sum(weight * share for weight, share in pairs) / 100 if len(shares) == len(three) else None
    return [
        name,
        str(cells.get("valid", few)),
        *(_percent(share) for share in (*three, whole)),
        str(cells.get("closings", few)),
        _percent(_share(cells, "closings", overturned=100)),
        str(cells.get("timed", few)),
        _percent(_share(cells, "timed", on_time=100)),
    ]


def _share(cells: dict[str, Any], base: str, **weights: int) -> float | None:
    """Return a share of a base, its parts weighed in per cent; None where it is not shown."""
    if not {base, *weights} <= cells.keys():
        return None
    return float(sum(weight * cells[name] for name, weight in weights.items()) / (100 * cells[base]))


def _percent(share: float | None) -> str:
    return f"{100 * share:.1f}%" if share is not None else "–"


def _file(permit: AnyPermit, found: list[Figures], editions: dict[int, Formula]) -> Response:
    """Return a table that spreadsheets read as UTF-8, and whose cells they never run (OWASP, CSV injection)."""
    page: Any = io.StringIO()
    writer = csv.writer(page)
    writer.writerow([_("Quarter"), _("Fixed on"), _("Formula"), *(_(text) for text in _HEAD)])
    for figures in found:
        fixed = local(figures.created_at).date().isoformat()
        for row in _rows(permit, figures, editions[figures.formula]):
            writer.writerow([figures.quarter, fixed, figures.formula, *(_inert(cell) for cell in row)])
    answer = Response("\ufeff" + page.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=rates.csv"
    return answer


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUN) else cell


def _coming(_permit: AnyPermit, form: Any) -> None:
    form.valid_from.choices = [(first.isoformat(), day(first)) for first in queries.coming()]


@pages.action("/rates/formula/<ref>/enact", FormulaVerb.ENACT, forms.EnactForm, fill=_coming)
def enact(permit: AnyPermit, form: Any) -> str:
    first = next(first for first in queries.coming() if first.isoformat() == form.valid_from.data)
    commands.enact(permit, commands.FormulaWording(**form.typed() | {"valid_from": first}))
    return url_for("cases.rates")


@pages.action("/rates/<ref>/correct", FiguresVerb.CORRECT, forms.CorrectForm)
def correct(permit: AnyPermit, form: Any) -> str:
    commands.correct(permit, form.ground.data)
    return url_for("cases.rates")
