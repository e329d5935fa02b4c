"""Every door of the house: no form without its token, and nobody learns what is behind a closed one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.access import Actor, Denied, Verb
from portal.ledger import Event
from portal.web.guard import GUARD
from tests.laws.furniture import furnish
from tests.people import EVERYBODY, Cast, Portal, hidden_fields

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ABSENT = "nothing-has-this-name"


@dataclass(frozen=True)
class Door:
    """A route, the verb that guards it, and whether it is about a row."""

    rule: Rule
    verb: Verb

    @property
    def about_a_row(self) -> bool:
        return "ref" in self.rule.arguments

    @property
    def posts(self) -> bool:
        return "POST" in (self.rule.methods or ())

    def path(self, ref: str = "") -> str:
        """Return the address in English, with `ref` in its place."""
        filled = self.rule.rule.replace("<lang:lang>", "en").replace("<ref>", ref)
        return re.sub(r"<[^>]*>", ABSENT, filled)


def doors(portal: Portal) -> list[Door]:
    views = portal.app.view_functions
    guarded = (rule for rule in portal.app.url_map.iter_rules() if hasattr(views[rule.endpoint], GUARD))
    return [Door(rule, getattr(views[rule.endpoint], GUARD)) for rule in guarded]


@dataclass(frozen=True)
class Rooms:
    """Rows of every kind and state, and who may do what to them."""

    portal: Portal
    actors: dict[str, Actor]
    known: dict[tuple[Verb, str], tuple[list[str], list[str]]]  # the same in every copy

    def refs(self, verb: Verb, name: str) -> tuple[list[str], list[str]]:
        """Return the references of the rows that one of the cast may do the verb to, and of the others."""
        if (verb, name) not in self.known:
            self.known[verb, name] = self._refs(verb, name)
        return self.known[verb, name]

    def _refs(self, verb: Verb, name: str) -> tuple[list[str], list[str]]:
        model = self.portal.gate.models[verb.kind]
        with self.portal.store.reading() as session:
            query = self.portal.gate.visible(self.actors[name], verb).with_only_columns(model.ref)
            let = set(session.scalars(query))
            session.info["consumer"] = "tests"
            every = session.scalars(select(model.ref).order_by(model.id)).all()
        return [ref for ref in every if ref in let], [ref for ref in every if ref not in let]

    def ready(self, verb: Verb) -> set[str]:
        """Return the references of the rows in a state in which the verb may be done."""
        model, states = self.portal.gate.models[verb.kind], self.portal.gate.moves.get(verb)
        with self.portal.store.reading() as session:
            session.info["consumer"] = "tests"
            query = select(model.ref).where(model.status.in_(sorted(states))) if states else select(model.ref)
            return set(session.scalars(query))

    def may(self, verb: Verb, name: str) -> bool:
        with self.portal.store.reading() as session:
            try:
                self.portal.gate.admit(session, self.actors[name], verb)
            except Denied:
                return False
        return True


@pytest.fixture(scope="session")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rooms]:
    """Rooms that are only looked at, made once a worker: the others are copies of them."""
    portal, _ = furnish(sqlite_template, tmp_path_factory, "furnished")
    yield Rooms(portal, {name: portal.actor(name) for name in EVERYBODY}, {})
    portal.store.close()


@pytest.fixture
def rooms(portal: Portal, furnished: Rooms) -> Rooms:
    portal.store.close()
    shutil.copyfile(furnished.portal.settings.instance / "portal.db", portal.settings.instance / "portal.db")
    return replace(furnished, portal=portal)


def entries(rooms: Rooms, door: Door) -> Iterator[tuple[str, str]]:
    """Yield (name, path) of whoever is let in, to a row in a state in which the verb may be done."""
    ready = rooms.ready(door.verb) if door.about_a_row else set()
    for name in EVERYBODY:
        if door.about_a_row:
            refs = [ref for ref in rooms.refs(door.verb, name)[0] if ref in ready]
            yield from ((name, door.path(ref)) for ref in refs[-1:])
        elif rooms.may(door.verb, name):
            yield name, door.path()


def events(portal: Portal) -> int:
    with portal.store.reading() as session:
        return session.scalar(select(func.count(Event.id))) or 0


@ONE_DATABASE
def test_no_form_is_taken_without_its_token(portal: Portal, rooms: Rooms, who: Cast) -> None:
    untried, wrong = [], {}
    for door in doors(portal):
        entry = next(entries(rooms, door), None) if door.posts else ("", "")
        if entry is None:
            untried.append(str(door.verb))
        elif door.posts:
            browser = who[entry[0]]
            answers = [browser.client.post(entry[1], data=data) for data in ({}, {"csrf_token": "1.a"})]
            if [answer.status_code for answer in answers] != [422, 422]:
                wrong[entry] = answers
    assert wrong == {}
    assert events(portal) == 0
    assert [verb for verb in untried if verb not in ENTERED_BY_NOBODY_HERE] == []


# Doors that need somebody the cast has not: they are tried by the tests of their slice.
ENTERED_BY_NOBODY_HERE: dict[str, str] = {}


@ONE_DATABASE
def test_a_token_is_good_in_its_own_browser_only(portal: Portal, who: Cast) -> None:
    amy, bob, visitor = who["amy"], who["bob"], who["visitor"]
    filing = {"category": "pricing", "title": "t", "body": "b"}
    for lender in (bob, visitor):
        lender.open("/en/cases/new")
        assert amy.client.post("/en/cases/new", data=lender.hidden | filing).status_code == 422
    amy.open("/en/cases/new")
    assert visitor.client.post("/en/cases/new", data=amy.hidden | filing).status_code == 422
    assert events(portal) == 0
    assert amy.send("/en/cases/new", **filing).status_code == 303


SENDERS = ("visitor", "amy", "cyber", "acme_admin")  # one of each sort also sends what is denied


def scrubbed(answer: TestResponse, ref: str) -> tuple[int, list[tuple[str, str]], str]:
    """Return all of an answer that could tell two apart, without what differs in any two."""
    body = re.sub(r'(name="(?:csrf_token|once)"[^>]*value=")[^"]*', r"\1", answer.text)
    request_id = re.search(r"[0-9a-f]{16}", body)
    body = body.replace(request_id[0], "request") if request_id else body
    headers = [(k, v.replace(ref, "REF")) for k, v in answer.headers if k not in ("Date", "Content-Length")]
    return answer.status_code, headers, body.replace(ref, "REF")


@ONE_DATABASE
@pytest.mark.parametrize("name", EVERYBODY)
def test_denied_and_absent_look_the_same(portal: Portal, rooms: Rooms, who: Cast, name: str) -> None:
    browser, tried = who[name], 0
    if name == "visitor":
        browser = portal.browser()
    browser.open("/en/cases/new")
    token = hidden_fields(browser.get("/en/account/sign-in").text) | browser.hidden
    for door in (door for door in doors(portal) if door.about_a_row):
        for ref in rooms.refs(door.verb, name)[1][-1:]:
            path, absent = door.path(ref), door.path(ABSENT)
            assert scrubbed(browser.get(path), ref) == scrubbed(browser.get(absent), ABSENT), path
            if door.posts and name in SENDERS:
                one, other = (browser.client.post(where, data=token) for where in (path, absent))
                assert scrubbed(one, ref) == scrubbed(other, ABSENT), path
            tried += 1
    assert tried > 2


@ONE_DATABASE
@pytest.mark.parametrize("name", ["visitor", "amy"])
def test_denied_to_a_visitor_is_a_way_to_sign_in_and_to_others_nothing(
    portal: Portal, rooms: Rooms, who: Cast, name: str
) -> None:
    ref = rooms.refs(verb_of(portal, "cases.note"), name)[1][0]
    answer = who[name].get(f"/en/cases/{ref}/note")
    if name == "visitor":
        assert (answer.status_code, answer.location) == (
            303,
            f"/en/account/sign-in?next=/en/cases/{ref}/note",
        )
    else:
        assert answer.status_code == 404


def verb_of(portal: Portal, endpoint: str) -> Verb:
    return getattr(portal.app.view_functions[endpoint], GUARD)


@ONE_DATABASE
def test_a_page_of_the_house_says_how_it_may_be_kept_and_framed(who: Cast) -> None:
    for name, path in (
        ("visitor", "/en/"),
        ("amy", "/en/"),
        ("amy", "/en/nothing"),
        ("visitor", "/en/cases/new"),
    ):
        answer = who[name].get(path)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        kept = "public, no-cache" if (name, path) == ("visitor", "/en/") else "no-store"
        assert answer.headers["Cache-Control"] == kept, (name, path)
        assert ("Set-Cookie" in answer.headers) == ((name, path) == ("visitor", "/en/cases/new"))
