"""How the scenario's complaints are filed and handled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.access import Actor, Kind
from portal.cases import commands
from portal.cases.verbs import CaseVerb
from portal.demo.stage import Script, Stage, load, moment
from portal.identity.receipts import code_for, keyed_hash

_DISTRICTS = {row["district"]: row["district_zh"] for row in load("organisations")}


def script() -> Script:
    """Write down every complaint's steps."""
    written = Script()
    for row in load("cases"):
        written.add(moment(row["filed"]), _file, row)
        for step in row["steps"]:
            written.add(moment(row["filed"], step["after_hours"]), _step, row, step)
    return written


def _file(stage: Stage, row: dict[str, Any]) -> None:
    code = "" if row["by"] else code_for(stage.key, f"demo|{row['key']}")
    permit = stage.permit(row["by"], CaseVerb.FILE)
    filing = commands.Filing(
        title=row["title"],
        body=row["body"],
        category=row["category"],
        intake_org_id=stage.orgs["intake"],
        subject_org_id=stage.orgs[row["subject"]] if row["subject"] else None,
        district=_DISTRICTS.get(row["district"] or "", ""),
        consent=row["consent_to_publish"],
        lang=row["lang"],
        receipt=keyed_hash(stage.key, code) if code else None,
    )
    stage.refs[row["key"]] = commands.file(permit, filing).ref
    if code:
        stage.codes[row["key"]] = code


def _who(stage: Stage, row: dict[str, Any], step: dict[str, Any]) -> str | Actor:
    if step["by"] != "complainant":
        return str(step["by"])
    if row["by"]:
        return str(row["by"])
    return Actor(Kind.VISITOR, receipts=frozenset({keyed_hash(stage.key, stage.codes[row["key"]])}))


def _step(stage: Stage, row: dict[str, Any], step: dict[str, Any]) -> None:
    verb = CaseVerb(f"case.{step['do']}")
    permit = stage.permit(_who(stage, row, step), verb, row["key"])
    text = step.get("body") or step.get("text") or ""
    acts: dict[str, Callable[[], object]] = {
        "accept": lambda: commands.accept(permit),
        "refuse": lambda: commands.refuse(permit, step["ground"], text),
        "dispatch": lambda: commands.dispatch(permit, stage.orgs[step["department"]]),
        "progress": lambda: commands.progress(permit, text),
        "message": lambda: commands.message(permit, text),
        "note": lambda: commands.note(permit, text),
        "answer": lambda: commands.answer(permit, text),
        "close": lambda: commands.close(permit, step["outcome"], text),
        "publish": lambda: commands.publish(permit, step["title"], step["summary"]),
        "withdraw": lambda: commands.withdraw(permit, text),
    }
    acts[step["do"]]()
