"""Coming to the portal as an organisation, and to an organisation as a person."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.access import CLOCK, Kind, Refused, Role, trusted
from portal.identity.model import Membership, Organisation
from portal.organisations import commands, queries
from portal.organisations.verbs import OrganisationVerb
from tests.mail.postbox import letters
from tests.people import Browser, Cast, Portal, organisation_id, organisation_ref, said, statements

USCC = "91110000802100433B"
NOVA = {
    "sort": "enterprise",
    "name_zh": "新星智能有限公司",
    "name_en": "Nova",
    "uscc": " 9111 0000-802100433b ",
    "email": "Office@Nova.example",
    "entitled": "y",
}
ACME = f"/en/organisations/{organisation_ref('acme')}"


def apply(browser: Browser, **changes: str) -> str:
    answer = browser.post("/en/organisations/apply", **(NOVA | changes))
    assert answer.status_code == 303, said(answer)
    return str(answer.location).partition("?")[0]


def enrol(portal: Portal, **values: str) -> str:
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, CLOCK, OrganisationVerb.ENROL)
        details = commands.Details("enterprise", **{"name_zh": "新星智能有限公司", **values})
        return commands.enrol(permit, details, listed=True).ref


def places(portal: Portal) -> list[Membership]:
    with portal.store.reading() as session:
        found = session.scalars(trusted(select(Membership).order_by(Membership.id), "test")).all()
        session.expunge_all()
    return list(found)[-1:]


def test_an_application_is_between_applicant_and_operators_until_it_is_approved(
    portal: Portal, who: Cast
) -> None:
    page = apply(who["amy"])
    assert {name: who[name].get(page).status_code for name in ("amy", "bob", "operator", "cyber")} == {
        "amy": 200,
        "bob": 404,
        "operator": 200,
        "cyber": 404,
    }
    assert "Nova" not in said(who["visitor"].get("/en/organisations/"))
    assert "Approve or refuse the application" in said(who["operator"].get("/en/inbox/"))
    assert who["operator"].post(f"{page}/approve").status_code == 303
    assert "Nova" in said(who["visitor"].get("/en/organisations/?sort=enterprise"))
    actor = portal.actor("amy")
    assert (actor.kind, actor.role) == (Kind.ENTERPRISE, Role.ADMIN)
    assert "Let in" not in said(who["amy"].get(f"{page}/members"))
    assert who["amy"].post(f"{page}/describe", about_en="We build stars.").status_code == 303
    assert "We build stars." in said(who["visitor"].get(page))
    assert [(m["To"], m["Subject"]) for m in letters(portal)] == [
        ("Amy <amy@example.org>", "Your organisation has been approved – Gongzhi")
    ]


def test_a_refused_applicant_reads_why_and_may_apply_again(portal: Portal, who: Cast) -> None:
    page = apply(who["amy"])
    again = who["amy"].post("/en/organisations/apply", **NOVA)
    assert (again.status_code, "is being examined" in said(again)) == (422, True)
    assert who["operator"].post(f"{page}/refuse", ground="No such licence.").status_code == 303
    assert "No such licence." in said(who["amy"].get(page))
    assert who["visitor"].get(page).status_code == 303
    assert "No such licence." not in letters(portal)[0].get_content()
    assert who["operator"].post(f"{page}/approve").status_code == 409
    apply(who["amy"])


@pytest.mark.parametrize("by", [{"uscc": USCC}, {"name_zh": "新星智能有限公司"}])
def test_a_listed_enterprise_is_claimed_by_code_or_name(
    portal: Portal, who: Cast, by: dict[str, str]
) -> None:
    listed = enrol(portal, **by)
    page = apply(who["amy"])
    assert "claims an enterprise that is listed" in said(who["operator"].get(page))
    answer = who["operator"].post(f"{page}/approve")
    assert answer.location is not None
    assert f"/organisations/{listed}" in answer.location
    assert "On the portal" in said(who["visitor"].get(f"/en/organisations/{listed}"))
    assert "was approved" in said(who["amy"].get(page))
    assert listed in who["amy"].get("/en/organisations/mine").text
    with portal.store.reading() as session:
        found = queries.enrolled(session, "", USCC)
        assert found is not None
        assert (found.ref, found.status, found.email) == (listed, "active", "office@nova.example")


def test_a_code_is_one_organisations_and_applying_blocks_nobody(portal: Portal, who: Cast) -> None:
    squatter, owner = apply(who["bob"]), apply(who["amy"])
    assert who["operator"].post(f"{owner}/approve").status_code == 303
    late = who["operator"].post(f"{squatter}/approve")
    assert (late.status_code, "has this credit code by now" in said(late)) == (422, True)
    portal.browser("bob")
    assert who["operator"].post(f"{squatter}/refuse", ground="x").status_code == 303
    third = who["bob"].post("/en/organisations/apply", **NOVA)
    assert (third.status_code, "on the portal already" in said(third)) == (422, True)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"uscc": "123"}, "has 18 characters"),
        ({"uscc": USCC[:-1] + "A"}, "does not agree with its last character"),
        ({"uscc": ""}, "An enterprise gives its credit code"),
        ({"email": "x"}, "Enter an e-mail address"),
        ({"entitled": ""}, "entitled to act"),
        ({"sort": "king"}, "Not a valid choice"),
        ({"name_zh": "新" * 121}, "120 characters or fewer"),
    ],
)
def test_a_wrong_application_says_why(who: Cast, changes: dict[str, str], why: str) -> None:
    typed = {name: value for name, value in (NOVA | changes).items() if value}
    answer = who["amy"].post("/en/organisations/apply", **typed)
    assert (answer.status_code, why in said(answer)) == (422, True), said(answer)


def test_granting_ending_and_changing_hold_from_the_next_request(portal: Portal, who: Cast) -> None:
    amy, admin = who["amy"], who["acme_admin"]
    assert amy.post(f"{ACME}/join", about="I write the safety reports.").status_code == 303
    assert amy.get(f"{ACME}/members").status_code == 404
    assert "Let the person in" in said(admin.get("/en/inbox/"))
    page = admin.get(f"{ACME}/members")
    assert "I write the safety reports." in said(page)
    assert "amy@example.org" in said(page)
    place = places(portal)[0].ref
    base = f"/en/organisations/places/{place}"
    assert {
        name: who[name].get(f"{base}/grant").status_code for name in ("acme", "beta", "operator", "amy")
    } == {
        "acme": 404,
        "beta": 404,
        "operator": 404,
        "amy": 404,
    }
    assert admin.post(f"{base}/grant", role="officer").status_code == 303
    assert amy.get(f"{ACME}/members").status_code == 200  # the cookie is the one from before
    assert amy.get("/en/codes/new").status_code == 200
    assert admin.post(f"{base}/assign", role="member").status_code == 303
    assert amy.get("/en/codes/new").status_code == 404
    assert admin.post(f"{base}/end").status_code == 303
    assert amy.get(f"{ACME}/members").status_code == 404
    assert [m["Subject"] for m in letters(portal)] == ["You are a member now – Gongzhi"]
    assert amy.post(f"{ACME}/join", about="Once more.").status_code == 303


def test_one_person_is_in_one_place(who: Cast, portal: Portal) -> None:
    amy = who["amy"]
    assert amy.post(f"{ACME}/join", about="x").status_code == 303
    beta = f"/en/organisations/{organisation_ref('beta')}"
    second = amy.post(f"{beta}/join", about="x")
    assert (second.status_code, "asked to join one" in said(second)) == (422, True)
    assert amy.post("/en/organisations/apply", **NOVA).status_code == 422
    place = places(portal)[0].ref
    assert "Take the request back" in said(amy.get("/en/organisations/mine"))
    assert amy.post(f"/en/organisations/places/{place}/leave").status_code == 303
    assert amy.post(f"{beta}/join", about="x").status_code == 303
    assert who["acme"].get(f"{beta}/join").status_code == 404


def test_the_last_administrator_stays(who: Cast) -> None:
    admin = who["acme_admin"]
    base = "/en/organisations/places/membership"
    for action, fields in (("leave", {}), ("assign", {"role": "officer"}), ("end", {})):
        answer = admin.post(f"{base}-acme_admin/{action}", **fields)
        assert (answer.status_code, "needs an administrator" in said(answer)) == (422, True), action
    assert admin.post(f"{base}-acme/assign", role="admin").status_code == 303
    assert admin.post(f"{base}-acme_admin/leave").status_code == 303
    assert "You act for yourself" in said(admin.get("/en/organisations/mine"))


def test_a_suspended_organisations_people_act_for_themselves_until_it_is_reinstated(
    portal: Portal, who: Cast
) -> None:
    assert portal.actor("acme").kind is Kind.ENTERPRISE
    assert who["operator"].post(f"{ACME}/suspend", ground="Its licence has expired.").status_code == 303
    assert portal.actor("acme").kind is Kind.CITIZEN
    assert "Its licence has expired." in said(who["visitor"].get(ACME))
    assert "The organisation is suspended" in said(who["acme"].get("/en/organisations/mine"))
    assert who["acme_admin"].get(f"{ACME}/describe").status_code == 404
    assert who["operator"].post(f"{ACME}/reinstate").status_code == 303
    assert portal.actor("acme").org_id == organisation_id("acme")
    assert "Its licence has expired." not in said(who["visitor"].get(ACME))


def test_one_department_is_the_intake_centre(portal: Portal, who: Cast) -> None:
    cyber, acme = f"/en/organisations/{organisation_ref('cyber')}", ACME
    assert who["operator"].get(f"{acme}/appoint").status_code == 404
    assert who["cyber"].get(f"{cyber}/appoint").status_code == 404
    assert who["operator"].post(f"{cyber}/appoint").status_code == 303
    with portal.store.reading() as session:
        query = select(Organisation.id).where(Organisation.intake.is_(True))
        assert session.scalars(trusted(query, "test")).all() == [organisation_id("cyber")]


def test_the_directory_is_searched_by_name_and_code(portal: Portal, who: Cast) -> None:
    enrol(portal, uscc=USCC)
    visitor = who["visitor"]
    found = said(visitor.get("/en/organisations/?name=acme"))
    assert "Acme Technology" in found
    assert "Beta" not in found
    assert "新星" in said(visitor.get("/zh-hans/organisations/?name=智能有限"))
    assert "新星" in said(visitor.get(f"/zh-hans/organisations/?name={USCC.lower()}"))
    assert "No organisation was found" in said(visitor.get("/en/organisations/?name=%25%25"))
    assert "Known from public filings" in said(visitor.get("/en/organisations/?status=listed"))
    assert len(statements(portal, lambda: visitor.get("/en/organisations/"))) <= 7


def test_details_changed_by_two_are_shown_side_by_side(portal: Portal, who: Cast) -> None:
    one, two = portal.browser("acme_admin"), portal.browser("acme_admin")
    two.open(f"{ACME}/describe")
    assert one.post(f"{ACME}/describe", about_en="First").status_code == 303
    answer = two.send(f"{ACME}/describe", about_en="Second")
    assert answer.status_code == 409
    assert "First" in answer.text
    assert "Second" in answer.text
    assert who["acme"].get(f"{ACME}/describe").status_code == 404


def test_only_the_portal_enrols(portal: Portal) -> None:
    enrol(portal, uscc=USCC)
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, CLOCK, OrganisationVerb.ENROL)
        org = commands.enrol(permit, commands.Details("agency", "某局"), intake=False)
        assert (org.status, org.author_id) == ("active", None)
    with portal.store.writing() as session:
        permit = portal.gate.admit(session, portal.actor("amy"), OrganisationVerb.APPLY)
        commands.apply(permit, commands.Details("enterprise", "新星智能有限公司", uscc=USCC), "en")
        with pytest.raises(Refused):
            commands.apply(permit, commands.Details("enterprise", "另一家有限公司"), "en")
