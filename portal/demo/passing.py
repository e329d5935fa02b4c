"""How the scenario's complaints go round about: asked about, appealed for, returned, examined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal.access import Permit
from portal.cases import commands
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.demo.stage import Stage
from portal.i18n import local
from portal.store import now

Do = Callable[[Stage, Permit[Case], dict[str, Any], str], Any]


def _decide_appeal(_stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    why = step.get("ground", ""), step.get("route", "")
    commands.decide_appeal(permit, commands.AppealDecision(step["decision"], text, *why))


def _adjudicate(stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    department = stage.orgs[step["department"]] if "department" in step else None
    commands.adjudicate(permit, step["decision"], text, department)


def _transfer(stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    commands.transfer(permit, stage.orgs[step["department"]], step["ground"], text)


def _involve(stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    """Ask for a part by a day as far from now as the scenario has it from the step's own day."""
    orgs = [stage.orgs[key] for key in step["departments"]]
    commands.involve(permit, orgs, local(now()).date() + timedelta(days=step["days"]), text)


def _supervise(_stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    commands.supervise(permit, step["level"], local(now()).date() + timedelta(days=step["days"]), text)


def _ask_extension(_stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    commands.ask_extension(permit, step["amount"], step["ground"], text)


def _link(stage: Stage, permit: Permit[Case], step: dict[str, Any], _text: str) -> None:
    commands.link(permit, permit.find(CaseVerb.READ, stage.refs[step["case"]]), step["nature"])


def _merge(stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    commands.merge(permit, permit.find(CaseVerb.MERGE, stage.refs[step["case"]]), text)


def _split(stage: Stage, permit: Permit[Case], step: dict[str, Any], _text: str) -> None:
    """Split a matter off, and remember the new case for who goes on with it."""
    matter = commands.Matter(
        title=step["title"],
        body=step["body"],
        category=step["category"],
        why=step["why"],
        seal=stage.seal,
        matter=step["matter"],
        subject_org_id=stage.orgs[step["subject"]],
        district=permit.subject.district,
    )
    stage.refs[step["as"]] = commands.split(permit, matter).ref


DO: dict[CaseVerb, Do] = {
    CaseVerb.ASK_INFO: lambda _stage, permit, _step, text: commands.ask_info(permit, text),
    CaseVerb.SUPPLY: lambda _stage, permit, _step, text: commands.supply(permit, text),
    CaseVerb.APPEAL: lambda _stage, permit, _step, text: commands.appeal(permit, text),
    CaseVerb.DECIDE_APPEAL: _decide_appeal,
    CaseVerb.TAKE_UP: lambda _stage, permit, _step, _text: commands.take_up(permit),
    CaseVerb.SEND_BACK: lambda _stage, permit, step, text: commands.send_back(permit, step["ground"], text),
    CaseVerb.ADJUDICATE: _adjudicate,
    CaseVerb.TRANSFER: _transfer,
    CaseVerb.INVOLVE: _involve,
    CaseVerb.CONTRIBUTE: lambda _stage, permit, _step, text: commands.contribute(permit, text),
    CaseVerb.LINK: _link,
    CaseVerb.MERGE: _merge,
    CaseVerb.SPLIT: _split,
    CaseVerb.RECUSE: lambda _stage, permit, step, text: commands.recuse(permit, step["ground"], text),
    CaseVerb.ASK_EXTENSION: _ask_extension,
    CaseVerb.GRANT_EXTENSION: lambda _stage, permit, _step, text: commands.grant_extension(permit, text),
    CaseVerb.GRADE: lambda _stage, permit, step, text: commands.grade(permit, step["urgency"], text),
    CaseVerb.SUPERVISE: _supervise,
    CaseVerb.ESCALATE: lambda _stage, permit, _step, text: commands.escalate(permit, text),
    CaseVerb.COORDINATE: lambda _stage, permit, _step, text: commands.coordinate(permit, text),
    CaseVerb.APPRAISE: lambda _stage, permit, step, text: commands.appraise(permit, step["ground"], text),
    CaseVerb.RESUME_HANDLING: lambda _stage, permit, _step, text: commands.resume_handling(permit, text),
}
