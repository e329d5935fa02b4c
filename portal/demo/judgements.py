"""How the scenario's evaluations are drafted, shown to the enterprise, answered and published."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from portal.demo.stage import Script, Stage, load, moment
from portal.evaluations import commands
from portal.evaluations.model import Grading
from portal.evaluations.verbs import EvaluationVerb

# The scenario says when an evaluation is published. The right of reply comes before: four weeks hold ten
# working days even over the longest holidays, and whole weeks keep the day of the week.
_WEEK = timedelta(weeks=1)
_DRAFTED, _ANNOUNCED = -5 * _WEEK, -4 * _WEEK
_SETTLED = {"accepts", "accepts_in_part", "disputes", "has_corrected"}


def script() -> Script:
    """Write down every evaluation's steps. Every second enterprise replies before publication."""
    written = Script()
    for number, row in enumerate(load("evaluations")):
        drafted = moment(row["drafted"])
        published = _when(row, "publish")
        written.add(drafted + _DRAFTED if published else drafted, _draft, row)
        if published:
            written.add(published + _ANNOUNCED, _step, row, {"do": "announce", "by": row["by"]})
        for step in row["steps"]:
            early = published is not None and number % 2 and step.get("position") in _SETTLED
            at = published - _WEEK if early and published else moment(row["drafted"], step["after_hours"])
            written.add(at, _step, row, step)
    return written


def _when(row: dict[str, Any], do: str) -> datetime | None:
    hours = [step["after_hours"] for step in row["steps"] if step["do"] == do]
    return moment(row["drafted"], hours[0]) if hours else None


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
    permit = stage.permit(row["by"], EvaluationVerb.DRAFT)
    stage.refs[row["key"]] = commands.draft(permit, content).ref


def _step(stage: Stage, row: dict[str, Any], step: dict[str, Any]) -> None:
    verb = EvaluationVerb(f"evaluation.{step['do']}")
    permit = stage.permit(step["by"], verb, row["key"])
    if verb is EvaluationVerb.ANNOUNCE:
        commands.announce(permit)
    elif verb is EvaluationVerb.PUBLISH:
        commands.publish(permit)
    elif verb is EvaluationVerb.WITHDRAW:
        commands.withdraw(permit, step["reason"])
    else:
        commands.reply(permit, step["position"], step["body"], row["lang"])
