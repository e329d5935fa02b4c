"""The front door: languages, errors, headers, the ledger's readers."""

from __future__ import annotations

import pytest

from tests.factories import case_in
from tests.people import said

PAGES = (
    "",
    "about",
    "privacy",
    "accessibility",
    "systems/",
    "laws/",
    "cases/",
    "notices/",
    "codes/",
    "evaluations/",
)


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_public_page_stands_in_both_languages(who, lang, page):
    answer = who["visitor"].get(f"/{lang}/{page}")
    assert answer.status_code == 200
    assert f'<html lang="{"zh-Hans" if lang == "zh-hans" else "en"}"' in answer.text
    assert 'hreflang="zh-Hans"' in answer.text


def test_the_root_leads_to_the_readers_language(who):
    assert who["visitor"].get("/", headers={"Accept-Language": "en-GB,en;q=0.9"}).location == "/en/"
    assert who["visitor"].get("/", headers={"Accept-Language": "zh-CN"}).location == "/zh-hans/"
    assert who["visitor"].get("/", headers={"Accept-Language": "," * 5000}).status_code == 302


@pytest.mark.parametrize("path", ["/nothing", "/en/nothing", "/en/cases/x/y/z", "/xx/", "/en/%00"])
def test_an_unknown_address_is_a_page_with_a_way_on(who, path):
    answer = who["amy"].get(path)
    assert answer.status_code == 404
    assert "/search/" in answer.text


def test_every_answer_carries_the_headers(who):
    for path in ("/en/", "/en/nothing", "/en/inbox/", "/"):
        headers = who["visitor"].get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_has_a_style_or_a_script_in_it(who):
    for name in ("visitor", "cyber", "operator", "auditor"):
        page = who[name].get("/zh-hans/").text
        assert "style=" not in page
        assert "onclick" not in page


def test_signing_out_kills_the_session_on_the_server(portal, who):
    browser = portal.browser("amy")
    stolen = browser.token
    browser.post("/en/account/sign-out")
    thief = portal.browser()
    thief.client.set_cookie(portal.app.config["PORTAL_COOKIE"], stolen)
    assert thief.get("/en/inbox/").status_code == 303


def test_the_auditor_reads_the_ledger_and_nobody_else_does(portal, who):
    case_in(portal, "answered")
    page = said(who["auditor"].get("/en/ledger/"))
    assert "Answer" in page
    assert "A dear ride" not in page
    assert "unbroken" in said(who["auditor"].get("/en/ledger/verify"))
    assert who["operator"].get("/en/ledger/").status_code == 404
