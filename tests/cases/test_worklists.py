"""The lists that departments work by, and one step for several cases."""

from __future__ import annotations

from datetime import timedelta

from portal.cases import commands
from portal.cases.verbs import CaseVerb
from portal.i18n import local
from portal.store import at, now
from tests.factories import case, case_in, do
from tests.people import last_event, organisation_id, organisation_ref, said, statements


def titles(who, name, work):
    page = who[name].get(f"/en/cases/?work={work}")
    assert page.status_code == 200
    return sorted(word for word in ("Alpha", "Bravo", "Charlie", "Delta") if word in said(page))


def test_each_list_has_what_it_says(portal, who):
    start = now()
    case_in(portal, "handling", title="Alpha")
    watched = case_in(portal, "handling", title="Bravo")
    until = local(start).date() + timedelta(days=30)
    do(portal, "intake", CaseVerb.SUPERVISE, watched, commands.supervise, "urged", until, "Late again.")
    case_in(portal, "received", title="Charlie")
    due = local(start).date() + timedelta(days=3)
    do(
        portal,
        "cyber",
        CaseVerb.INVOLVE,
        watched,
        commands.involve,
        [organisation_id("market")],
        due,
        "Yours?",
    )
    case_in(portal, "closed", title="Delta")
    assert titles(who, "cyber", "ours") == titles(who, "cyber", "next") == ["Alpha", "Bravo"]
    assert titles(who, "intake", "next") == ["Charlie"]
    assert "days left" in said(who["intake"].get("/en/cases/?work=next"))
    assert titles(who, "cyber", "watched") == titles(who, "intake", "watched") == ["Bravo"]
    assert titles(who, "market", "helping") == ["Bravo"]
    assert titles(who, "cyber", "overdue") == titles(who, "cyber", "soon") == []
    with at(start + timedelta(days=25)):
        assert titles({"cyber": portal.browser("cyber")}, "cyber", "overdue") == ["Alpha", "Bravo"]


def test_what_nobody_has_taken_up_is_seen_where_it_waits_and_at_the_intake_centre(portal, who):
    case_in(portal, "received", title="Alpha")
    sent = case_in(portal, "dispatched", title="Bravo")
    case_in(portal, "handling", title="Charlie")
    assert titles(who, "intake", "untaken") == ["Alpha", "Bravo"]
    assert titles(who, "cyber", "untaken") == ["Bravo"]
    do(portal, "cyber", CaseVerb.TAKE_UP, sent, commands.take_up)
    assert titles(who, "intake", "untaken") == ["Alpha"]
    assert titles(who, "cyber", "untaken") == titles(who, "market", "untaken") == []


def test_who_belongs_to_no_department_has_no_lists(portal, who):
    case_in(portal, "handling", title="Alpha")
    for name in ("amy", "acme", "visitor", "operator"):
        page = who[name].get("/en/cases/?work=ours")
        assert (page.status_code, "Our work" in said(page)) == (200, False), name


def test_a_list_that_does_not_exist_is_the_list_of_all(portal, who):
    case_in(portal, "handling", title="Alpha")
    assert titles(who, "cyber", "nonsense") == ["Alpha"]


# --- several at once ---


def bulk(who, name="intake", **fields):
    return who[name].post("/en/cases/bulk", **fields)


def test_several_cases_are_accepted_after_a_look(portal, who):
    refs = [case_in(portal, "received", title=title) for title in ("Alpha", "Bravo")]
    case_in(portal, "received", title="Charlie")
    looked = bulk(who, step="accept", refs=refs, preview="1")
    assert looked.status_code == 200
    assert "You are about to take this step with 2 cases:" in said(looked)
    assert {case(portal, ref).status for ref in refs} == {"received"}
    assert bulk(who, step="accept", refs=refs).status_code == 303
    assert {case(portal, ref).status for ref in refs} == {"accepted"}
    assert last_event(portal).verb == "case.accept"
    assert titles(who, "intake", "next") == ["Alpha", "Bravo", "Charlie"]


def test_each_goes_where_the_table_says_or_where_it_is_sent(portal, who):
    lines = {"pricing": "market", "privacy": "cyber"}
    for category, name in lines.items():
        who["intake"].post("/en/routing/add", category=category, department=organisation_ref(name), basis="")
    refs = {case_in(portal, "accepted", category=category): name for category, name in lines.items()}
    assert bulk(who, step="dispatch", refs=list(refs)).status_code == 303
    assert {ref: case(portal, ref).handler_org_id for ref in refs} == {
        ref: organisation_id(name) for ref, name in refs.items()
    }
    other = case_in(portal, "accepted", category="labour")
    bare = bulk(who, step="dispatch", refs=[other])
    assert (bare.status_code, "choose a department" in said(bare)) == (422, True)
    sent = bulk(who, step="dispatch", refs=[other], department=organisation_ref("industry"))
    assert sent.status_code == 303
    assert case(portal, other).handler_org_id == organisation_id("industry")


def test_all_of_them_or_none(portal, who):
    accepted, received = case_in(portal, "accepted"), case_in(portal, "received")
    page = bulk(who, step="accept", refs=[received, accepted])
    assert (page.status_code, "Nothing was done." in said(page)) == (422, True)
    assert case(portal, received).status == "received"


def test_nobody_does_to_many_what_they_may_not_do_to_one(portal, who):
    ref = case_in(portal, "received")
    assert bulk(who, "cyber", step="accept", refs=[ref]).status_code == 422
    assert who["amy"].get("/en/cases/bulk").status_code == 404
    assert bulk(who, step="accept").status_code == 422
    assert case(portal, ref).status == "received"


def test_the_page_costs_the_same_whatever_waits(portal, who):
    case_in(portal, "received")
    who["intake"].get("/en/cases/bulk")
    few = len(statements(portal, lambda: who["intake"].get("/en/cases/bulk")))
    for _number in range(6):
        case_in(portal, "received")
    assert len(statements(portal, lambda: who["intake"].get("/en/cases/bulk"))) == few


def test_an_official_has_one_button_above_the_list_and_finds_the_rest_behind_it(who):
    page = who["intake"].get("/en/cases/").text
    above = page.partition('class="gz-actions"')[2].partition("</p>")
    assert (above[0].count("<a "), "Take a matter in for somebody" in above[0]) == (1, True)
    behind = above[2].partition("</details>")[0]
    assert all(
        way in behind for way in ("File a complaint", "Follow my case", "Routing table", "Reply templates")
    )
    assert "Other steps" not in said(who["amy"].get("/en/cases/"))
