"""What departments of the city keep ready to write to complainants."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.demo.cast import OPENING
from portal.demo.stage import Script, Stage, load
from portal.replying.commands import Draft, add, retire
from portal.replying.verbs import TemplateVerb


def script() -> Script:
    """Write down every template; those that were found wanting are out of use a day later."""
    written = Script()
    for number, row in enumerate(load("templates")):
        written.add(OPENING + timedelta(hours=7, minutes=number), _template, row)
        if row.get("retired"):
            written.add(OPENING + timedelta(days=1, minutes=number), _retire, row)
    return written


def _template(stage: Stage, row: dict[str, Any]) -> None:
    draft = Draft(row["name"], row["purpose"], "\n\n".join(row["zh"]), "\n\n".join(row["en"]))
    stage.refs[row["key"]] = add(stage.permit(row["by"], TemplateVerb.ADD), draft).ref


def _retire(stage: Stage, row: dict[str, Any]) -> None:
    retire(stage.permit(row["by"], TemplateVerb.RETIRE, row["key"]))
