"""How the scenario's codes of conduct are drafted, published and revised."""

from __future__ import annotations

from typing import Any

from portal.codes import commands
from portal.codes.model import ClauseText, EditionText
from portal.codes.verbs import CodeVerb
from portal.demo.stage import Script, Stage, load, moment

_DAY, _BEFORE = 24, 7 * 24  # hours; a revision is begun a week before it is published


def script() -> Script:
    """Write down every code's editions."""
    written = Script()
    for row in load("codes"):
        for number, edition in enumerate(row["editions"]):
            hours = edition["after_days"] * _DAY
            begun = moment(row["drafted"], max(0, hours - _BEFORE) if number else 0)
            written.add(begun, _revise if number else _draft, row, edition)
            if edition["published"]:
                written.add(moment(row["drafted"], hours), _publish, row)
        if over := row.get("withdrawn"):
            written.add(moment(row["drafted"], over["after_days"] * _DAY), _withdraw, row, over["reason"])
    return written


def _text(row: dict[str, Any], edition: dict[str, Any]) -> EditionText:
    clauses = tuple(
        ClauseText(c["number"], c["heading"], c["body"], c["responsible"], c["measure"])
        for c in edition["clauses"]
    )
    return EditionText(edition["title"], edition["preamble"], edition["note"], clauses, row["lang"])


def _draft(stage: Stage, row: dict[str, Any], edition: dict[str, Any]) -> None:
    code = commands.draft(stage.permit(row["by"], CodeVerb.DRAFT), _text(row, edition))
    stage.refs[row["key"]] = code.ref


def _revise(stage: Stage, row: dict[str, Any], edition: dict[str, Any]) -> None:
    commands.revise(stage.permit(row["by"], CodeVerb.REVISE, row["key"]))
    commands.edit(stage.permit(row["by"], CodeVerb.EDIT, row["key"]), _text(row, edition))


def _publish(stage: Stage, row: dict[str, Any]) -> None:
    commands.publish(stage.permit(row["by"], CodeVerb.PUBLISH, row["key"]))


def _withdraw(stage: Stage, row: dict[str, Any], reason: str) -> None:
    commands.withdraw(stage.permit(row["by"], CodeVerb.WITHDRAW, row["key"]), reason)
