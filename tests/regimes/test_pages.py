"""Time limits and the calendar: everybody reads them, operators keep them, and no edition is lost."""

from __future__ import annotations

from datetime import date

import pytest

from portal.clocks import Regime
from portal.store import at
from tests.clocks.keeping import city, clock_of
from tests.factories import filed, load
from tests.people import last_event, said

PAGE = "/en/limits/acceptance-1"
EDITION = {
    "name_zh": "是否受理的决定",
    "name_en": "Decision whether to accept",
    "amount": "5",
    "unit": "working_days",
    "rolls": "y",
    "extension": "0",
    "remind": "1",
    "escalate": "2",
    "basis_zh": "新规第十条",
    "basis_en": "The new measures, art. 10",
    "valid_from": "2026-12-01",
}


def regime(portal, ref):
    with portal.store.reading() as session:
        found = load(session, Regime, ref)
        session.expunge_all()
        return found


def test_everybody_reads_how_long_everything_takes_and_who_says_so(who):
    page = said(who["visitor"].get("/en/limits/"))
    assert "Decision whether to accept" in page
    assert "7 working days" in page
    page = said(who["visitor"].get("/zh-hans/limits/petition-1"))
    assert "60个自然日" in page
    assert "《信访工作条例》第三十四条" in page


def test_an_operator_enacts_an_edition_and_the_one_before_ends(portal, who):
    with at(city("2026-11-23 10:00")):
        running = filed(portal)
    sent = who["operator"].post(f"{PAGE}/enact", **EDITION)
    assert (sent.status_code, sent.location) == (303, "/en/limits/acceptance-2?done=regime.enact")
    old, new = regime(portal, "acceptance-1"), regime(portal, "acceptance-2")
    assert (old.status, old.valid_until, new.status) == ("superseded", date(2026, 12, 1), "in_force")
    assert last_event(portal).facts["amount"] == 5
    with at(city("2026-11-30 10:00")):
        before = filed(portal)
    with at(city("2026-12-01 10:00")):
        after = filed(portal)
    assert [clock_of(portal, ref, "acceptance").amount for ref in (running, before, after)] == [7, 7, 5]
    assert "Superseded" in said(who["visitor"].get(PAGE))
    assert "Decision whether to accept" in said(who["visitor"].get("/en/limits/acceptance-2"))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"amount": "0"}, "Number must be between 1 and 1000."),
        ({"amount": "soon"}, "Not a valid integer value."),
        ({"unit": "weeks"}, "choice"),
        ({"valid_from": "2019-01-01"}, "It must come into force after the edition before it."),
        ({"valid_from": "tomorrow"}, "Not a valid date value."),
        ({"basis_en": "x" * 301}, "Use 300 characters or fewer."),
    ],
)
def test_what_is_no_edition_is_refused_and_kept(portal, who, fields, says):
    page = who["operator"].post(f"{PAGE}/enact", **EDITION | fields)
    assert page.status_code == 422
    assert says in page.text
    assert "The new measures, art. 10" in page.text or "basis_en" in fields
    assert regime(portal, "acceptance-1").status == "in_force"


def test_two_operators_do_not_overwrite_each_other(portal, who):
    first, second = who["operator"], portal.browser("operator")
    second.open(f"{PAGE}/enact")
    first.post(f"{PAGE}/enact", **EDITION)
    assert second.send(f"{PAGE}/enact", **EDITION).status_code == 409


def test_a_repealed_limit_starts_no_clock_any_more(portal, who):
    assert who["operator"].post(f"{PAGE}/repeal", valid_until="2026-12-01").status_code == 303
    with at(city("2026-12-01 10:00")):
        ref = filed(portal)
        page = said(portal.browser("amy").get(f"/en/cases/{ref}"))
    assert "Deadlines" not in page
    assert "Repealed" in said(who["visitor"].get(PAGE))


@pytest.mark.parametrize("name", ["amy", "cyber", "intake", "acme", "auditor"])
def test_nobody_else_keeps_them(who, name):
    for path in (f"{PAGE}/enact", f"{PAGE}/repeal", "/en/limits/years/publish"):
        assert who[name].get(path).status_code == 404


def test_the_form_of_a_year_begins_with_what_is_known_of_it(who):
    page = who["operator"].get("/en/limits/years/publish?year=2026").text
    assert "2026-02-16" in page
    assert "2026-02-14" in page
    assert who["operator"].get("/en/limits/years/publish?year=1").status_code == 200


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"off": "2027-02-30"}, "2027-02-30 is not a day of this year."),
        ({"off": "2026-05-01"}, "2026-05-01 is not a day of this year."),
        ({"off": "soon"}, "soon is not a day of this year."),
        ({"off": ""}, "Fill in this field."),
        ({"worked": "2027-05-10"}, "2027-05-10 is not a weekend day that can be worked."),
        (
            {"off": "2027-05-01", "worked": "2027-05-01"},
            "2027-05-01 is not a weekend day that can be worked.",
        ),
        ({"year": "2050"}, "choice"),
        ({"source": ""}, "Fill in this field."),
        (
            {"off": " ".join(f"2027-{m:02}-{d:02}" for m in (1, 3, 5) for d in range(1, 29))},
            "more days than a year",
        ),
    ],
)
def test_what_is_no_year_is_refused(who, fields, says):
    with at(city("2026-11-26 10:00")):
        whole = {"year": "2027", "off": "2027-05-01", "worked": "", "source": "Notice"}
        page = who["operator"].post("/en/limits/years/publish", **whole | fields)
    assert page.status_code == 422
    assert says in page.text


def test_a_published_year_says_where_it_is_from_and_keeps_what_was_there_before(portal):
    with at(city("2026-11-26 10:00")):
        operator = portal.browser("operator")
        assert "Working days of 2027" in said(operator.get("/en/inbox/"))
        for source in ("Notice 1", "Notice 2"):
            fields = {"year": "2027", "off": "2027-05-01", "worked": "", "source": source}
            assert operator.post("/en/limits/years/publish", **fields).status_code == 303
        page = said(portal.browser().get("/en/limits/years"))
        assert "Working days of 2027" not in said(operator.get("/en/inbox/"))
    assert "2027 Edition 2" in page
    assert "Notice 2" in page
    assert "holidays 0." in page
