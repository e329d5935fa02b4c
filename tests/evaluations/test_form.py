"""The form of an evaluation: criterion by criterion, without a script, whatever is sent to it."""

from __future__ import annotations

import re

import pytest

from tests.evaluations.test_life import FORM, NEW, PAGE, announced, drafted, publish, replied
from tests.people import YEAR, said

HOSTILE = "<script>alert(1)</script> \x00 \u202eabc \U0001f600 {{ 7*7 }} ' OR 1=1 -- " + "長" * 20


def names(response):
    return re.findall(r'name="criteria-\d+-name"[^>]*value="([^"]*)"', response.text)


def test_another_criterion_is_added_and_everything_typed_is_kept(who):
    answer = who["guild"].post(NEW, **(FORM | {"title": "", "preview": "add"}))
    assert answer.status_code == 200
    assert names(answer) == ["Rules are public", "Prices are alike", "Old orders", ""]
    assert "Sixty accounts bought" in answer.text
    assert who["guild"].get(PAGE).status_code == 404


def test_a_criterion_is_removed_and_empty_ones_are_not_kept(who):
    drafted(who)
    empty = {"criteria-7-name": "", "criteria-7-weight": "1"}
    who["guild"].post(f"{PAGE}/edit", **(FORM | empty | {"criteria-1-remove": "y"}))
    page = said(who["guild"].get(PAGE))
    assert "Prices are alike" not in page
    assert "Old orders" in page
    assert names(who["guild"].get(f"{PAGE}/edit")) == ["Rules are public", "Old orders"]


def test_errors_keep_everything_and_say_where(who):
    bad = {"criteria-1-reason": "", "criteria-2-grade": "9", "interests": "", "system_ref": "X-1"}
    answer = who["guild"].post(NEW, **(FORM | bad))
    assert answer.status_code == 422
    for field in ("criteria-1-reason", "criteria-2-grade", "interests", "system_ref"):
        assert f'href="#{field}"' in answer.text
    assert names(answer) == ["Rules are public", "Prices are alike", "Old orders"]
    assert "Members pay **more**." in answer.text


UNFIT = [
    ({"subject": ""}, "Say which enterprise the evaluation is about."),
    ({"subject_name": "Faraway"}, "Choose the enterprise or write its name, not both."),
    ({"nature": "incident"}, "Say on which day it happened."),
    ({"system_ref": f"S-{YEAR}-999999"}, "There is no system with this number in the register."),
    ({f"criteria-{n}-name": "x" for n in range(3, 99)}, ""),
]


def test_what_does_not_fit_is_refused_beside_its_field(who):
    for changes, sentence in UNFIT:
        answer = who["guild"].post(NEW, **(FORM | changes))
        assert (answer.status_code, sentence in said(answer)) == (422, True), changes


def test_a_day_is_typed_in_three_fields(who):
    day = {"nature": "incident", "occurred_on": ["3", "9", "2026"], "subject": ""}
    assert drafted(who, **day).status_code == 303
    assert "Day of the incident 3 September 2026" in said(who["guild"].get(PAGE))
    assert drafted(who, **(day | {"occurred_on": ["31", "2", "2026"]})).status_code == 422


def test_who_comes_second_overwrites_nothing(who, portal):
    drafted(who)
    other = portal.browser("guild")
    other.open(f"{PAGE}/edit")
    who["guild"].post(f"{PAGE}/edit", **(FORM | {"criteria-0-grade": "3"}))
    answer = other.send(f"{PAGE}/edit", **(FORM | {"criteria-0-grade": "0", "title": "Mine"}))
    assert answer.status_code == 409
    page = said(answer)
    assert "1. Rules are public / 3: good" in page
    assert "1. Rules are public / 0: absent" in page
    assert "Mine" in page
    assert "How fair is the price?" in said(who["guild"].get(PAGE))


@pytest.mark.parametrize("action", ["announce", "publish"])
def test_only_what_was_looked_at_goes_out(who, portal, action):
    drafted(who) if action == "announce" else announced(who)
    other = portal.browser("guild")
    other.open(f"{PAGE}/{action}")
    who["guild"].post(f"{PAGE}/edit", **(FORM | {"findings": "Something else."}))
    assert other.send(f"{PAGE}/{action}", checked="y").status_code == 409


def test_a_second_click_sends_nothing_twice(who):
    browser = who["guild"]
    browser.open(NEW)
    assert browser.send(NEW, **FORM).location == browser.send(NEW, **FORM).location
    assert browser.get(f"/en/evaluations/E-{YEAR}-000002").status_code == 404
    browser.post(f"{PAGE}/announce")
    acme, words = who["acme"], {"position": "disputes", "body": "Said once."}
    acme.open(f"{PAGE}/reply")
    acme.send(f"{PAGE}/reply", **words)
    acme.send(f"{PAGE}/reply", **words)
    assert acme.get(PAGE).text.count("Said once.") == 1


def test_hostile_text_is_shown_as_text(who):
    texts = ("title", "findings", "method", "evidence", "recommendation", "interests", "period")
    hostile = dict.fromkeys((*texts, "criteria-0-name", "criteria-0-reason"), HOSTILE)
    hostile["evidence"] = f'{HOSTILE}\njavascript:alert(1)\nhttps://example.org/"onclick=x'
    announced(who, **hostile)
    replied(who, body=HOSTILE)
    assert publish(who).status_code == 303
    page = who["visitor"].get(PAGE).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "onclick=x" not in re.sub(r">[^<]*<", "><", page)
    assert "{{ 7*7 }}" in page


ODD = ["criteria=x", "occurred_on=x", "title=%ff&subject=zz&risk=q&nature=", "criteria-0-name=a", "lang=xx"]


def test_an_address_cannot_break_the_form(who):
    for query in ODD:
        assert who["guild"].get(f"{NEW}?{query}").status_code == 200, query


def test_any_filter_may_be_asked_for(who):
    announced(who)
    for query in ("nature=x", "risk=%ff", "domain=9&page=99999", "nature=evaluation&nature=incident"):
        assert who["guild"].get(f"/en/evaluations/?{query}").status_code == 200


def test_evidence_leads_to_where_it_is(who):
    announced(who)
    page = who["acme"].get(PAGE).text
    assert 'href="https://example.org/data.csv"' in page
    assert "</a>." in page
