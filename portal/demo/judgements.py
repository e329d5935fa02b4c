"""How the scenario's evaluations are drafted, shown to the enterprise, published and answered."""

from __future__ import annotations

from typing import Any

from portal.demo.stage import Script, Stage, load, moment
from portal.evaluations import commands
from portal.evaluations.model import Grading
from portal.evaluations.verbs import EvaluationVerb

# The scenario says when an evaluation is published; the right of reply, ten working days, comes before.
_EARLIER, _ANNOUNCED = -26 * 24, -25 * 24


def script() -> Script:
    """Write down every evaluation's steps."""
    written = Script()
    for row in load("evaluations"):
        published = [step for step in row["steps"] if step["do"] == "publish"]
        written.add(moment(row["drafted"], _EARLIER if published else 0), _draft, row)
        if published:
            written.add(moment(row["drafted"], _ANNOUNCED), _announce, row)
        for step in row["steps"]:
            written.add(moment(row["drafted"], step["after_hours"]), _step, row, step)
    return written


def _draft(stage: Stage, row: dict[str, Any]) -> None:
    system_ref, org = stage.systems.get(row["subject"], ("", stage.orgs.get(row["subject"])))
    content = commands.Content(
        title=row["title"],
        findings=row["findings"],
        nature=row["nature"],
        risk=row["risk"],
        subject_org_id=org,
        system_ref=system_ref,
        method=row["method"],
        recommendation=row["recommendation"],
        interests=row["conflict_of_interest"],
        criteria=tuple(Grading(c["name"], c["grade"], c["reason"]) for c in row["criteria"]),
        lang=row["lang"],
    )
    evaluation = commands.draft(stage.permit(row["by"], EvaluationVerb.DRAFT), content)
    stage.refs[row["key"]] = evaluation.ref


def _announce(stage: Stage, row: dict[str, Any]) -> None:
    commands.announce(stage.permit(row["by"], EvaluationVerb.ANNOUNCE, row["key"]))


def _step(stage: Stage, row: dict[str, Any], step: dict[str, Any]) -> None:
    permit = stage.permit(step["by"], EvaluationVerb(f"evaluation.{step['do']}"), row["key"])
    if step["do"] == "publish":
        commands.publish(permit)
    else:
        commands.reply(permit, step["position"], step["body"], row["lang"])
