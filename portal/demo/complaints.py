"""How the scenario's complaints are filed and handled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.access import VISITOR, Actor, Kind, Permit
from portal.cases import commands
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.demo import asked, passing
from portal.demo.stage import Script, Stage, load, moment
from portal.i18n import local
from portal.identity.receipts import code_for, keyed_hash
from portal.store import now


def script() -> Script:
    """Write down every complaint's steps."""
    districts = {row["district"]: row for row in load("organisations")}
    people = {row["key"]: row for row in load("people")}
    written = Script()
    for row in load("cases"):
        lang = "en" if row["lang"] == "en" else "zh"
        district = districts[row["district"]][f"district_{lang}"] if row["district"] else ""
        written.add(moment(row["filed"]), _file, row, district, people.get(row["by"], {}))
        for step in row["steps"]:
            written.add(moment(row["filed"], step["after_hours"]), _step, row, step)
    return written


def _file(stage: Stage, row: dict[str, Any], district: str, person: dict[str, Any]) -> None:
    code = "" if row["by"] else code_for(stage.key, f"demo|{row['key']}")
    filing = commands.Filing(
        title=row["title"],
        body=row["body"],
        category=row["category"],
        intake_org_id=stage.orgs["intake"],
        matter=row.get("matter", "complaint"),
        subject_org_id=stage.orgs[row["subject"]] if row["subject"] else None,
        system_ref=stage.systems[row["system"]][0] if "system" in row else "",
        particulars=_facts(row.get("facts", {})),
        district=district,
        name=row.get("name", person.get("name" if row["lang"] == "zh-hans" else "name_en", "")),
        contact=row.get("contact", person.get("email", "")),
        speaks=row.get("speaks", {}),
        consent=row["consent_to_publish"],
        lang=row["lang"],
        receipt=keyed_hash(stage.key, code) if code else None,
        files=asked.token_of(row),
        seal=stage.seal,
    )
    if "channel" in row:
        case = commands.take_in(stage.permit(row["taken_in_by"], CaseVerb.TAKE_IN), filing, row["channel"])
    else:
        case = commands.file(stage.permit(row["by"], CaseVerb.FILE), filing)
    stage.refs[row["key"]] = case.ref
    if code:
        stage.codes[row["key"]] = code


def _facts(told: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a filing; days are told as days before it, because the year is moved when it is played."""
    today = local(now()).date()
    days = {"first_seen_days": "first_seen", "aware_days": "aware_on"}
    plain = {name: value for name, value in told.items() if name not in days}
    return plain | {days[name]: today - timedelta(days=told[name]) for name in days if name in told}


def _join(stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    code = "" if step["by"] else code_for(stage.key, f"demo|{permit.subject.ref}|{step['after_hours']}")
    commands.join(permit, text, keyed_hash(stage.key, code) if code else None)


def _who(stage: Stage, row: dict[str, Any], step: dict[str, Any]) -> str | Actor:
    if step["by"] is None:
        return VISITOR
    if step["by"] != "complainant":
        return str(step["by"])
    if row["by"]:
        return str(row["by"])
    return Actor(Kind.VISITOR, receipts=frozenset({keyed_hash(stage.key, stage.codes[row["key"]])}))


def _step(stage: Stage, row: dict[str, Any], step: dict[str, Any]) -> None:
    who = _who(stage, row, step)
    if asked.is_on_part(step):
        asked.on_part(stage, who, row["key"], step)
    else:
        _on_case(stage, row, step, who)


def _on_case(stage: Stage, row: dict[str, Any], step: dict[str, Any], who: str | Actor) -> None:
    verb = CaseVerb(f"case.{step['do']}")
    key = step.get("on", row["key"])
    permit = stage.permit(who, verb, key)
    text = step.get("body") or step.get("text") or ""
    _DO[verb](stage, permit, step, text)
    if text and verb is CaseVerb.ACCEPT:
        commands.message(stage.permit(who, CaseVerb.MESSAGE, key), text)
    if text and verb is CaseVerb.DISPATCH:
        commands.note(stage.permit(who, CaseVerb.NOTE, key), text)


def _dispatch(stage: Stage, permit: Permit[Case], step: dict[str, Any], _text: str) -> None:
    commands.dispatch(permit, stage.orgs[step["department"]])


def _close(_stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    days = step.get("promised_in_days")
    promised = local(now()).date() + timedelta(days=days) if days else None
    ending = commands.Ending(
        step["outcome"], text, step.get("next_step", ""), step.get("whereto", ""), promised
    )
    commands.close(permit, ending)


def _call_back(_stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    said = {name: step[name] for name in ("contacted", "solved", "satisfaction", "missing") if name in step}
    commands.call_back(permit, commands.Heard(reached=step["reached"], body=text, **said))


def _rate(_stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    commands.rate(permit, commands.Opinion(step["contacted"], step["solved"], step["satisfaction"], text))


def _hear(_stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    commands.hear(permit, permit.subject.subject_org_id or 0, step["title"], text)


def _reply(_stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    lang = permit.subject.lang
    commands.reply(permit, commands.Answer(step["position"], text, step["remedy"], step["final"], lang))


def _decide_correction(_stage: Stage, permit: Permit[Case], step: dict[str, Any], text: str) -> None:
    ruling = commands.Ruling(step["decision"], text, step["title"], step["text"])
    commands.decide_correction(permit, ruling)


_DO: dict[CaseVerb, Any] = {
    **passing.DO,
    CaseVerb.ACCEPT: lambda _stage, permit, _step, _text: commands.accept(permit),
    CaseVerb.REFUSE: lambda _stage, permit, step, text: commands.refuse(
        permit, step["ground"], step["route"], text
    ),
    CaseVerb.DISPATCH: _dispatch,
    CaseVerb.PROGRESS: lambda _stage, permit, _step, text: commands.progress(permit, text),
    CaseVerb.MESSAGE: lambda _stage, permit, _step, text: commands.message(permit, text),
    CaseVerb.NOTE: lambda _stage, permit, _step, text: commands.note(permit, text),
    CaseVerb.ANSWER: lambda _stage, permit, _step, text: commands.answer(permit, text),
    CaseVerb.CLOSE: _close,
    CaseVerb.CALL_BACK: _call_back,
    CaseVerb.RATE: _rate,
    CaseVerb.HEAR: _hear,
    CaseVerb.REPLY: _reply,
    CaseVerb.CONTEST: lambda _stage, permit, _step, text: commands.contest(permit, text, permit.subject.lang),
    CaseVerb.DEMAND_CORRECTION: lambda _stage, permit, step, text: commands.demand_correction(
        permit, step["about"], text
    ),
    CaseVerb.DECIDE_CORRECTION: _decide_correction,
    CaseVerb.REOPEN: lambda _stage, permit, _step, text: commands.reopen(permit, text),
    CaseVerb.ASK_REVIEW: lambda _stage, permit, _step, text: commands.ask_review(permit, text),
    CaseVerb.DECIDE_REVIEW: lambda _stage, permit, step, text: commands.decide_review(
        permit, step["decision"], text
    ),
    CaseVerb.KEEP_PROMISE: lambda _stage, permit, _step, text: commands.keep_promise(permit, text),
    CaseVerb.JOIN: _join,
    CaseVerb.PUBLISH: asked.publish,
    CaseVerb.ASK_IDENTITY: asked.ask_identity,
    CaseVerb.WITHDRAW: lambda _stage, permit, _step, text: commands.withdraw(permit, text),
}
