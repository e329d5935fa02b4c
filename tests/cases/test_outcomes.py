"""How cases end, and whether that holds: through the web door, by everybody concerned."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.cases import commands
from portal.cases.verbs import CaseVerb
from portal.i18n import local
from portal.store import at, now
from tests.factories import case, case_in, do
from tests.people import organisation_id, said

HEARD = {"reached": "yes", "contacted": "yes", "solved": "yes", "satisfaction": "satisfied"}
UNSOLVED = HEARD | {"solved": "no", "satisfaction": "dissatisfied", "missing": "The price still rises."}
REFERRED = {"outcome": "referred", "body": "It is registered elsewhere.", "next_step": "elsewhere"}


@pytest.fixture
def path(portal):
    """The address of a case in a state."""
    return lambda state, **changes: f"/en/cases/{case_in(portal, state, **changes)}"


def day_after(days: int) -> str:
    return (local(now()).date() + timedelta(days=days)).isoformat()


def test_a_closing_is_checked_with_the_complainant_before_the_case_is_over(portal, who, path):
    where = path("answered")
    assert who["cyber"].post(f"{where}/close", outcome="resolved").status_code == 303
    assert "Being checked with the complainant" in said(who["amy"].get(where))
    assert "Call the complainant back" in said(who["intake"].get("/en/inbox/"))
    assert who["intake"].post(f"{where}/call-back", **HEARD, body="She thanked us.").status_code == 303
    assert case(portal, where[-13:]).status == "closed"
    assert "She thanked us." in said(who["intake"].get(where))
    assert "She thanked us." in said(who["amy"].get(where))


def test_the_department_never_reads_what_was_said_when_it_was_called_back(who, path):
    where = path("callback")
    who["intake"].post(f"{where}/call-back", **HEARD | {"satisfaction": "basically"}, body="So so.")
    for name in ("cyber", "cyber_member"):
        page = said(who[name].get(where))
        assert "So so." not in page
        assert "Basically satisfied" not in page
        assert "called the complainant back" in page


def test_what_did_not_hold_goes_back_for_three_working_days(portal, who, path):
    where = path("callback")
    assert who["intake"].post(f"{where}/call-back", **UNSOLVED).status_code == 303
    again = case(portal, where[-13:])
    assert (again.status, again.outcome) == ("redo", "")
    assert again.due_on is not None
    assert 3 <= (again.due_on - local(now()).date()).days <= 12  # over the longest holidays
    assert "The price still rises." in said(who["cyber"].get(where))
    assert "Handle it again" in said(who["cyber"].get("/en/inbox/"))
    assert who["cyber"].post(f"{where}/answer", body="Now it is off.").status_code == 303
    assert who["cyber"].post(f"{where}/close", outcome="resolved").status_code == 303
    assert who["intake"].post(f"{where}/call-back", **HEARD).status_code == 303
    assert case(portal, where[-13:]).status == "closed"


HALF = [
    ({"reached": ""}, "Choose one of the options."),
    (HEARD | {"satisfaction": ""}, "Ask how satisfied the complainant is."),
    (UNSOLVED | {"missing": ""}, "Tell the department what is still to be done."),
    (HEARD | {"satisfaction": "dissatisfied"}, "Tell the department what is still to be done."),
    (HEARD | {"satisfaction": "\x00"}, "Not a valid choice"),
]


def test_half_a_call_back_is_not_kept(portal, who, path):
    where = path("callback")
    for fields, message in HALF:
        page = who["intake"].post(f"{where}/call-back", **fields, body="I typed this.")
        kept, told = "I typed this." in page.text, message in said(page)
        assert (page.status_code, kept, told) == (422, True, True), fields
        assert case(portal, where[-13:]).status == "callback", fields


def test_three_calls_in_vain_end_it(portal, who, path):
    where, states = path("callback"), []
    for _attempt in range(3):
        assert who["intake"].post(f"{where}/call-back", reached="no").status_code == 303
        states.append(case(portal, where[-13:]).status)
    assert states == ["callback", "callback", "closed"]


def test_calls_in_vain_are_counted_for_each_closing_anew(portal, who, path):
    where = path("callback")
    for fields in ({"reached": "no"}, {"reached": "no"}, UNSOLVED):
        who["intake"].post(f"{where}/call-back", **fields)
    who["cyber"].post(f"{where}/answer", body="Now it is off.")
    who["cyber"].post(f"{where}/close", outcome="resolved")
    who["intake"].post(f"{where}/call-back", reached="no")
    assert case(portal, where[-13:]).status == "callback"


def test_only_the_intake_centre_calls_back(who, path):
    where = path("callback")
    for name in ("amy", "bob", "cyber", "cyber_member", "market", "acme", "operator"):
        assert who[name].get(f"{where}/call-back").status_code == 404, name
        assert who[name].post(f"{where}/call-back", **HEARD).status_code == 404, name


def test_who_handled_a_case_does_not_call_back_for_it(portal, who):
    ref = case_in(portal, "accepted")
    where = f"/en/cases/{ref}"
    do(portal, "intake", CaseVerb.DISPATCH, ref, commands.dispatch, organisation_id("intake"))
    who["intake"].post(f"{where}/answer", body="We looked into it.")
    assert who["intake"].post(f"{where}/close", outcome="resolved").status_code == 303
    assert case(portal, ref).status == "closed"
    assert who["intake"].get(f"{where}/call-back").status_code == 404


NO_ENDING = [
    ({"outcome": "not_supported", "next_step": "review"}, "Explain this outcome to the complainant."),
    ({"outcome": "explained", "body": "It is allowed."}, "Say what is open to the complainant now."),
    (REFERRED, "Name the body, or the number of the other case."),
    ({"outcome": "promised"}, "A promise has a day, and only a promise has one."),
    ({"outcome": "resolved", "promised_on": "2026-12-31"}, "only a promise has one."),
    ({"outcome": "promised", "promised_on": "2020-01-01"}, "Give a day after today, within a year."),
    ({"outcome": "promised", "promised_on": "9999-12-31"}, "Give a day after today, within a year."),
    ({"outcome": "promised", "promised_on": "soon"}, "Not a valid date value."),
    ({"outcome": "promise_kept"}, "Not a valid choice."),
]


def test_an_ending_without_reason_way_on_or_day_is_refused(portal, who, path):
    where = path("answered")
    for fields, message in NO_ENDING:
        page = who["cyber"].post(f"{where}/close", **fields)
        assert (page.status_code, message in said(page)) == (422, True), fields
        assert case(portal, where[-13:]).status == "answered", fields


def test_a_negative_ending_tells_its_reason_and_the_way_on(who, path):
    where = path("answered")
    sent = who["cyber"].post(f"{where}/close", **REFERRED, whereto="The regulator of Hubin")
    assert sent.status_code == 303
    page = said(who["amy"].get(where))
    for text in (
        "Referred elsewhere",
        "It is registered elsewhere.",
        "The regulator of Hubin",
        "You can turn to",
    ):
        assert text in page
    zh = said(who["amy"].get(where.replace("/en/", "/zh-hans/")))
    assert "您可以向上述单位反映" in zh


def test_a_promise_is_followed_until_it_is_kept(portal, who, path):
    where = path("answered")
    sent = who["cyber"].post(f"{where}/close", outcome="promised", promised_on=day_after(30))
    assert sent.status_code == 303
    who["intake"].post(f"{where}/call-back", **HEARD)
    assert "30 days left" in said(who["amy"].get(where))
    assert "Keep the promise" in said(who["cyber"].get("/en/inbox/"))
    with at(now() + timedelta(days=31)):
        assert "1 day overdue" in said(portal.browser("amy").get(where))
    assert who["cyber"].post(f"{where}/keep-promise", body="All of it is done.").status_code == 303
    assert case(portal, where[-13:]).outcome == "promise_kept"
    assert "Done as promised" in said(who["amy"].get(where))
    assert "Keep the promise" not in said(who["cyber"].get("/en/inbox/"))
    assert who["cyber"].get(f"{where}/keep-promise").status_code == 404


def test_nothing_is_kept_that_was_not_promised(who, path):
    assert who["cyber"].get(f"{path('closed')}/keep-promise").status_code == 404
