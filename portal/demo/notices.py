"""How the scenario's supervision notices are drafted, issued and answered."""

from __future__ import annotations

from typing import Any

from portal.demo.stage import Script, Stage, load, moment
from portal.notices import commands
from portal.notices.verbs import NoticeVerb


def script() -> Script:
    """Write down every notice's steps."""
    written = Script()
    for row in load("notices"):
        written.add(moment(row["drafted"]), _draft, row)
        for step in row["steps"]:
            written.add(moment(row["drafted"], step["after_hours"]), _step, row, step)
    return written


def _draft(stage: Stage, row: dict[str, Any]) -> None:
    to = [row["to"]] if isinstance(row["to"], str) else row["to"]
    cases = [stage.refs[key] for key in row["cases"]]
    content = commands.Content(
        title=row["title"],
        body=row["body"],
        nature=row["type"],
        urgency=row["urgency"],
        level=row["level"],
        departments=tuple(stage.orgs[key] for key in to) if row["level"] == "named" else (),
        group_id=stage.groups[to[0]] if row["level"] == "group" else None,
        subjects=tuple(stage.orgs[key] for key in row["subjects"]),
        ack_days=row["ack_days"] or 0,
        case_ref=cases[0] if cases else "",
    )
    permit = stage.permit(row["by"], NoticeVerb.DRAFT)
    stage.refs[row["key"]] = commands.draft(permit, content, row["lang"]).ref


def _step(stage: Stage, row: dict[str, Any], step: dict[str, Any]) -> None:
    permit = stage.permit(step["by"], NoticeVerb(f"notice.{step['do']}"), row["key"])
    if step["do"] == "issue":
        commands.issue(permit)
    elif step["do"] == "acknowledge":
        commands.acknowledge(permit)
    elif step["do"] == "feedback":
        commands.feedback(permit, step["outcome"], step["body"])
    else:
        commands.withdraw(permit, step["reason"])
