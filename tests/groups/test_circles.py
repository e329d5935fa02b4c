"""Sharing groups: who may open one, who knows of it, and what changing it changes."""

from __future__ import annotations

from sqlalchemy import update

from portal.access import CLOCK
from portal.groups import commands
from portal.groups.verbs import GroupVerb
from portal.identity.model import Membership
from portal.ledger import Event
from tests.people import Browser, Cast, Portal, last_event, organisation_id, organisation_ref, said

JOINT = "/en/groups/group-joint"


def admin_of(portal: Portal, name: str) -> Browser:
    """Make one of the cast their organisation's administrator."""
    with portal.store.engine.begin() as connection:
        query = update(Membership).where(Membership.ref == f"membership-{name}")
        connection.execute(query.values(role="admin"))
    return portal.browser(name)


def test_only_administrators_of_departments_and_operators_open_groups(portal: Portal, who: Cast) -> None:
    names = ("cyber", "acme_admin", "guild", "amy", "auditor")
    assert {name: who[name].get("/en/groups/new").status_code for name in names} == dict.fromkeys(names, 404)
    assert who["operator"].get("/en/groups/new").status_code == 200
    cyber = admin_of(portal, "cyber")
    refs = [organisation_ref("cyber"), organisation_ref("guild")]
    answer = cyber.post("/en/groups/new", name_zh="新组", purpose="Voices.", members=refs)
    assert answer.status_code == 303, said(answer)
    page = str(answer.location).partition("?")[0]
    readers = ("cyber", "guild", "operator", "market", "acme", "amy")
    assert [who[name].get(page).status_code for name in readers] == [200, 200, 200, 404, 404, 404]
    assert "AI Industry Guild" in said(who["guild"].get(page))
    enterprise = cyber.post("/en/groups/new", name_zh="x", purpose="x", members=[organisation_ref("acme")])
    assert enterprise.status_code == 422
    assert cyber.post("/en/groups/new", name_zh="x", purpose="x").status_code == 422


def test_who_joins_and_who_goes_holds_from_the_next_request(portal: Portal, who: Cast) -> None:
    operator = who["operator"]
    assert portal.actor("market").groups == frozenset({1})
    form = operator.get(f"{JOINT}/change").text
    assert form.count("checked") == 2
    refs = [organisation_ref("cyber"), organisation_ref("intake")]
    answer = operator.post(f"{JOINT}/change", name_zh="联席组", purpose="Together.", members=refs)
    assert answer.status_code == 303, said(answer)
    assert (portal.actor("market").groups, portal.actor("intake").groups) == (frozenset(), frozenset({1}))
    assert who["market"].get(JOINT).status_code == 404
    event = last_event(portal)
    assert event is not None
    with portal.store.reading() as session:
        facts = session.get_one(Event, 1).facts
    assert facts == {"added": [organisation_id("intake")], "removed": [organisation_id("market")]}
    assert who["cyber"].get(f"{JOINT}/change").status_code == 404


def test_two_changes_of_members_meet(portal: Portal) -> None:
    one, two = portal.browser("operator"), portal.browser("operator")
    two.open(f"{JOINT}/change")
    fields = {"name_zh": "联席组", "name_en": "joint", "purpose": "x"}
    assert one.post(f"{JOINT}/change", members=[organisation_ref("cyber")], **fields).status_code == 303
    answer = two.send(f"{JOINT}/change", members=[organisation_ref("market")], **fields)
    assert answer.status_code == 409


def test_a_retired_group_opens_nothing(portal: Portal, who: Cast) -> None:
    assert who["operator"].post(f"{JOINT}/retire").status_code == 303
    assert portal.actor("cyber").groups == frozenset()
    assert "The group is retired" in said(who["cyber"].get(JOINT))
    assert who["operator"].post(f"{JOINT}/change").status_code in (409, 422)
    assert who["operator"].post(f"{JOINT}/retire").status_code == 409


def test_the_portal_itself_opens_groups(portal: Portal) -> None:
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, CLOCK, GroupVerb.FOUND)
        circle = commands.Circle(
            "组", "", "", frozenset({organisation_id("cyber"), organisation_id("market")})
        )
        key = commands.found(permit, circle).id
    assert portal.actor("market").groups == frozenset({1, key})
