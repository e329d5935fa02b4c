"""The city before its year begins: organisations, people, sharing groups, AI systems."""

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
from portal.organisations.commands import Details
from portal.organisations.commands import enrol as enrol_organisation
from portal.organisations.verbs import OrganisationVerb
from portal.registry.commands import Entry, bring_in
from portal.registry.model import CLASS_NAMES
from portal.registry.verbs import SystemVerb

OPENING = moment("2025-10-20T09:00")


def script(password_hash: str) -> Script:
    """Write down who is there on the first day."""
    written = Script()
    for number, row in enumerate(load("organisations")):
        written.add(OPENING + timedelta(minutes=number), _organisation, row)
    for number, row in enumerate(load("people")):
        written.add(OPENING + timedelta(hours=1, minutes=number), _person, row, password_hash)
    written.add(OPENING + timedelta(hours=3), _everybody)
    for number, row in enumerate(load("groups")):
        written.add(OPENING + timedelta(hours=4, minutes=number), _group, row)
    written.add(OPENING + timedelta(hours=4, minutes=30), _everybody)
    for number, row in enumerate(load("systems")):
        written.add(OPENING + timedelta(hours=5, minutes=number), _system, row)
    return written


def _organisation(stage: Stage, row: dict[str, Any]) -> None:
    details = Details(
        sort=row["kind"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        uscc=row["uscc"] + check_character(row["uscc"]),
        district=row["district_zh"],
        email=row["email"],
        about_zh=row["about_zh"],
        about_en=row["about_en"],
    )
    permit = stage.permit(CLOCK, OrganisationVerb.ENROL)
    stage.orgs[row["key"]] = enrol_organisation(permit, details, intake=bool(row.get("intake"))).id


def _person(stage: Stage, row: dict[str, Any], password_hash: str) -> None:
    duty = row["role"] if row["role"] in ("operator", "auditor") else ""
    entry = Enrolment(
        name=row["name"],
        email=row["email"],
        lang=row["lang"],
        password_hash=password_hash,
        duty=duty,
        org_id=stage.orgs[row["org"]] if row["org"] else None,
        role=Role(row["org_role"]),
    )
    account = enrol_person(stage.permit(CLOCK, AccountVerb.ENROL), entry)
    stage.refs["person:" + row["key"]] = str(account.id)


def _everybody(stage: Stage) -> None:
    """Learn who everybody is; once the groups are there, nobody changes place."""
    assert stage.session is not None  # noqa: S101  # the player sets it before any step
    ids = {
        name.removeprefix("person:"): int(key)
        for name, key in stage.refs.items()
        if name.startswith("person:")
    }
    known = people(stage.session, ids.values())
    stage.actors |= {name: known[key].actor for name, key in ids.items()}


def _group(stage: Stage, row: dict[str, Any]) -> None:
    operator = next(actor for actor in stage.actors.values() if actor.kind == "operator")
    members = frozenset(stage.orgs[key] for key in row["members"])
    circle = Circle(row["name_zh"], row["name_en"], "", members)
    stage.groups[row["key"]] = found(stage.permit(operator, GroupVerb.FOUND), circle).id


def _system(stage: Stage, row: dict[str, Any]) -> None:
    org = stage.orgs[row["org"]]
    entry = Entry(
        org_id=org,
        filing=row["filing_number"],
        algorithm_class=CLASS_NAMES.get(row["algorithm_class"], "other"),
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        purpose_zh=row["purpose_zh"],
        purpose_en=row["purpose_en"],
    )
    stage.systems[row["key"]] = (bring_in(stage.permit(CLOCK, SystemVerb.BRING_IN), entry).ref, org)
