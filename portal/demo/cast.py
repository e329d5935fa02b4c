"""The city before its year begins, and who comes to it during the year."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.access import CLOCK, Role
from portal.accounts.commands import Enrolment
from portal.accounts.commands import enrol as enrol_person
from portal.accounts.verbs import AccountVerb
from portal.demo.stage import Script, Stage, load, moment
from portal.groups.commands import Circle, found
from portal.groups.verbs import GroupVerb
from portal.identity.people import people
from portal.identity.uscc import check_character
from portal.organisations import commands as organisations
from portal.organisations.verbs import MembershipVerb, OrganisationVerb
from portal.registry.commands import Entry, bring_in
from portal.registry.model import CLASS_NAMES
from portal.registry.verbs import SystemVerb
from portal.terms import commands as terms
from portal.terms.model import DEFAULTS
from portal.terms.verbs import SynonymVerb

OPENING = moment("2025-10-20T09:00")


def script() -> Script:
    """Write down who is there on the first day, and who applies or asks to join later."""
    written = Script()
    written.add(OPENING, _words)
    for number, row in enumerate(load("organisations")):
        written.add(OPENING + timedelta(minutes=number), _organisation, row)
    for number, row in enumerate(load("people")):
        written.add(OPENING + timedelta(hours=1, minutes=number), _person, row)
    written.add(OPENING + timedelta(hours=3), _everybody)
    for number, row in enumerate(load("groups")):
        written.add(OPENING + timedelta(hours=4, minutes=number), _group, row)
    written.add(OPENING + timedelta(hours=4, minutes=30), _everybody)
    for number, row in enumerate(load("systems")):
        written.add(OPENING + timedelta(hours=5, minutes=number), _system, row)
    for row in load("applications"):
        written.add(moment(row["at"]), _apply if row["do"] == "apply" else _join, row)
        for step in row["steps"]:
            written.add(moment(row["at"], step["after_hours"]), _decide, row, step)
    return written


def _details(row: dict[str, Any]) -> organisations.Details:
    return organisations.Details(
        sort=row["kind"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        uscc=row["uscc"] + check_character(row["uscc"]),
        district=row.get("district_zh", ""),
        email=row.get("email", ""),
        about_zh=row["about_zh"],
        about_en=row["about_en"],
    )


def _words(stage: Stage) -> None:
    rows = [row for row in load("organisations") if row.get("district_zh")]
    districts = dict.fromkeys(f"{row['district_zh']}、{row['district_en']}" for row in rows)
    terms.bring_in(stage.permit(CLOCK, SynonymVerb.BRING_IN), [*DEFAULTS, *districts])


def _organisation(stage: Stage, row: dict[str, Any]) -> None:
    permit = stage.permit(CLOCK, OrganisationVerb.ENROL)
    org = organisations.enrol(permit, _details(row), intake=row["intake"])
    stage.orgs[row["key"]], stage.refs["organisation:" + row["key"]] = org.id, org.ref


def _person(stage: Stage, row: dict[str, Any]) -> None:
    duty = row["role"] if row["role"] in ("operator", "auditor") else ""
    entry = Enrolment(
        name=row["name"] if row["lang"] == "zh-hans" else row["name_en"],
        email=row["email"],
        lang=row["lang"],
        password_hash=stage.password_hash,
        duty=duty,
        org_id=stage.orgs[row["org"]] if row["org"] else None,
        role=Role(row["org_role"]),
    )
    stage.accounts[row["key"]] = enrol_person(stage.permit(CLOCK, AccountVerb.ENROL), entry).id


def _everybody(stage: Stage) -> None:
    """Learn who everybody is; once the groups are there, nobody changes place."""
    known = people(stage.session, stage.accounts.values())
    stage.actors = {key: known[account].actor for key, account in stage.accounts.items()}


def _group(stage: Stage, row: dict[str, Any]) -> None:
    members = frozenset(stage.orgs[key] for key in row["members"])
    circle = Circle(row["name_zh"], row["name_en"], "", members)
    stage.groups[row["key"]] = found(stage.permit(stage.operator, GroupVerb.FOUND), circle).id


def _system(stage: Stage, row: dict[str, Any]) -> None:
    org = stage.orgs[row["org"]]
    entry = Entry(
        org_id=org,
        filing=row["filing_number"],
        algorithm_class=CLASS_NAMES[row["algorithm_class"]],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        purpose_zh=row["purpose_zh"],
        purpose_en=row["purpose_en"],
    )
    stage.systems[row["key"]] = (bring_in(stage.permit(CLOCK, SystemVerb.BRING_IN), entry).ref, org)


def _apply(stage: Stage, row: dict[str, Any]) -> None:
    permit = stage.permit(row["by"], OrganisationVerb.APPLY)
    stage.refs[row["key"]] = organisations.apply(permit, _details(row), row["lang"]).ref


def _join(stage: Stage, row: dict[str, Any]) -> None:
    permit = stage.permit(row["by"], OrganisationVerb.JOIN, "organisation:" + row["org"])
    stage.refs[row["key"]] = organisations.join(permit, row["about"]).ref


def _decide(stage: Stage, row: dict[str, Any], step: dict[str, Any]) -> None:
    if step["do"] == "refuse":
        permit = stage.permit(stage.operator, OrganisationVerb.REFUSE, row["key"])
        organisations.refuse(permit, step["ground"])
    else:
        organisations.decline(stage.permit(step["by"], MembershipVerb.DECLINE, row["key"]))
