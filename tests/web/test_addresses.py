"""An address that is remembered is the one that Flask makes, and it is remembered."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, url_for

from tests.people import Portal

ASKED: list[dict[str, Any]] = [
    {"endpoint": "home.start"},
    {"endpoint": "home.start", "lang": "en"},
    {"endpoint": "cases.read", "ref": "C-2026-000001"},
    {"endpoint": "cases.read", "ref": "C-2026-000001", "_anchor": "谁"},
    {"endpoint": "search.ask", "q": "a&b 数据", "page": None},
    {"endpoint": "static", "filename": "brand.css", "v": "1"},
]
ANEW: list[dict[str, Any]] = [
    {"endpoint": "home.start", "_external": True},
    {"endpoint": "home.start", "_scheme": "https", "_external": True},
    {"endpoint": "search.ask", "q": "long" * 100},
    {"endpoint": "search.ask", "q": ["a", "b"]},
    {"endpoint": "search.ask", "page": 2},
]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_addresses_are_those_of_flask_and_made_once(portal: Portal) -> None:
    kept = portal.app._path
    for path in ("/en/", "/zh-hans/"):
        for root in ("", "/portal"):
            with portal.app.test_request_context(path, environ_overrides={"SCRIPT_NAME": root}):
                portal.app.preprocess_request()
                plain = [Flask.url_for(portal.app, **asked) for asked in ASKED]
                assert [url_for(**asked) for asked in ASKED] == plain
                made = kept.cache_info().misses
                assert [url_for(**asked) for asked in ASKED] == plain
                assert kept.cache_info().misses == made

    assert kept.cache_info().currsize == 4 * len(ASKED)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("asked", ANEW, ids=str)
def test_what_is_long_or_whole_is_made_anew(portal: Portal, asked: dict[str, Any]) -> None:
    with portal.app.test_request_context("/en/"):
        portal.app.preprocess_request()
        before = portal.app._path.cache_info()
        assert url_for(**asked) == Flask.url_for(portal.app, **asked)
        assert portal.app._path.cache_info() == before
