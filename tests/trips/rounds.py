"""Which pages there are, and who of the demonstration may see each: every address of the URL map, on real rows.

An address that names a row is tried on one row of each state, with everybody in turn, until the portal says
yes; so each page is seen in each of its states by somebody whose page it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from portal.access import VISITOR, Actor, Denied, Kind
from portal.identity.model import Account
from portal.identity.people import people as known_people
from portal.identity.tokens import token_for
from tests import people
from tests.laws.test_shape import ANSWERS_ITSELF

_TEMPLATES = Path(__file__).parents[2] / "templates"
FRAGMENTS = {"search.complete"}  # words for the search box, not a page
_CITIZENS = 6
_OLDEST = 60  # rows of a state that are tried before the state is given up


@dataclass(frozen=True)
class Visit:
    """A page, its address below the language, and whose it is: an account, or nobody's.

    `thorough` asks to see it in every language, width and light: it is the one visit of a page that is drawn by a
    template of its own, to the person who may do most there.
    """

    endpoint: str
    path: str
    account: int | None = None
    thorough: bool = False


def visits(portal: people.Portal) -> list[Visit]:
    """Return a visit to every page that can be opened, in each state of its row."""
    with portal.store.reading() as session:
        found = list(_Rounds(portal, session).all())
    last = {visit.endpoint: visit for visit in found}
    return [
        replace(visit, thorough=visit is last[visit.endpoint] and drawn(visit.endpoint)) for visit in found
    ]


def is_page(endpoint: str) -> bool:
    """Whether it is a page that is drawn; a feed is not."""
    return endpoint not in FRAGMENTS and f"{endpoint.replace('.', '/')}.html" not in ANSWERS_ITSELF


def drawn(endpoint: str) -> bool:
    """Whether the page's template draws more than the one form that most pages of an action share."""
    room, _dot, view = endpoint.partition(".")
    source = (_TEMPLATES / room / f"{view}.html").read_text("utf-8")
    return "block content" in source or '_action.html" %}' not in source


def _one_of_each(everybody: list[Actor]) -> list[Actor]:
    """Return one of those who may do the same, and some of those who act for themselves."""
    citizens = [actor for actor in everybody if actor.kind is Kind.CITIZEN]
    others = {(actor.kind, actor.org_id, actor.role): actor for actor in everybody if actor not in citizens}
    return [*others.values(), *citizens[:_CITIZENS]]


class _Rounds:
    def __init__(self, portal: people.Portal, session: Session) -> None:
        self.portal, self.session = portal, session
        session.info["consumer"] = "tests"
        keys = session.scalars(select(Account.id).where(Account.status == "active")).all()
        known = known_people(session, keys)
        self.actors = _one_of_each([VISITOR, *(known[key].actor for key in keys)])
        self._refs = cache(self._of_rows)
        self._clients: dict[int | None, FlaskClient] = {}

    def all(self) -> Iterator[Visit]:
        for rule in self.portal.app.url_map.iter_rules():
            if (
                rule.rule.startswith("/<lang:lang>/")
                and "GET" in (rule.methods or ())
                and is_page(rule.endpoint)
            ):
                yield from self._of(rule)

    def _of(self, rule: Rule) -> Iterator[Visit]:
        view: Any = self.portal.app.view_functions[rule.endpoint]
        verb = view.portal_verb
        named = sorted(rule.arguments - {"lang"})
        if not named:
            yield from self._plain(rule, verb)
        elif named == ["ref"]:
            states = self._by_status(self.portal.gate.models[verb.kind])
            if "POST" in (rule.methods or ()):
                yield from self._form(rule, verb, states)
            else:
                for refs in states.values():
                    yield from self._row(rule, verb, refs)
        else:
            somebody = self._officers()[0] if "token" not in named else VISITOR
            yield from self._open(rule, self._special(named), somebody)

    def _by_status(self, model: Any) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for ref, status in self.session.execute(select(model.ref, model.status).order_by(model.id.desc())):
            found.setdefault(status, []).append(ref)
        return {status: refs[:_OLDEST] for status, refs in found.items()}

    def _row(self, rule: Rule, verb: Any, refs: list[str]) -> Iterator[Visit]:
        """Find the first row that somebody may open; a page that visitors read is seen by its people as well."""
        for ref in refs:
            allowed = [actor for actor in self.actors if self._may(actor, verb, ref)]
            strangers = [actor for actor in allowed if actor.id is None]
            home = max(allowed, key=lambda actor: self._offers(actor, verb, ref), default=VISITOR)
            found = [visit for actor in (*strangers, home) for visit in self._open(rule, {"ref": ref}, actor)]
            yield from dict.fromkeys(found)
            if found:
                return

    def _form(self, rule: Rule, verb: Any, states: dict[str, list[str]]) -> Iterator[Visit]:
        """Find somebody who may do this to a row in a state in which it can be done."""
        legal = self.portal.gate.moves.get(verb, states)
        for status, refs in states.items():
            for ref in refs if status in legal else ():
                for actor in self.actors:
                    if self._may(actor, verb, ref) and (found := list(self._open(rule, {"ref": ref}, actor))):
                        yield from found
                        return

    def _may(self, actor: Actor, verb: Any, ref: str) -> bool:
        return ref in self._refs(actor, verb)

    def _of_rows(self, actor: Actor, verb: Any) -> frozenset[str]:
        """Return what the rows are called to which somebody may do this: asked once, not of each."""
        gate = self.portal.gate
        with suppress(Denied):
            query = gate.visible(actor, verb).with_only_columns(gate.models[verb.kind].ref)
            return frozenset(self.session.scalars(query))
        return frozenset()

    def _offers(self, actor: Actor, verb: Any, ref: str) -> int:
        """Return how much somebody may do with a row; who may do most is most at home there."""
        gate = self.portal.gate
        row = gate.admit(self.session, actor, verb, ref).subject
        return len(gate.offers(self.session, actor, [v for v in gate.policy if v.kind == verb.kind], row))

    def _plain(self, rule: Rule, verb: Any) -> Iterator[Visit]:
        """Visit a page that is about no row: as a visitor, and when it only shows something, signed in too."""
        may = self.portal.gate.policy[verb].test or (lambda _actor: True)
        for somebody in (VISITOR, *self._officers(), *self.actors):
            if may(somebody) and (found := list(self._open(rule, {}, somebody))):
                yield from found
                if somebody.id is not None or "POST" in (rule.methods or ()):
                    return

    def _officers(self) -> list[Actor]:
        return [actor for actor in self.actors if actor.kind is Kind.AGENCY]

    def _open(self, rule: Rule, values: dict[str, str], actor: Actor) -> Iterator[Visit]:
        """Visit the page if the portal shows it to this person."""
        with self.portal.app.test_request_context("/en/"):
            path = self.portal.app.url_for(rule.endpoint, lang="en", **values).removeprefix("/en/")
        if self._client(actor.id).get(f"/en/{path}").status_code == 200:
            yield Visit(rule.endpoint, path, actor.id)

    def _client(self, account: int | None) -> FlaskClient:
        if account not in self._clients:
            browser = people.Browser(self.portal)
            if account is not None:
                browser.sign_in(account)
            self._clients[account] = browser.client
        return self._clients[account]

    def _special(self, named: list[str]) -> dict[str, str]:
        """Return what stands in an address that names no row by its reference alone."""
        key = self.portal.settings.secret_key
        own = {"token": token_for(key, "0" * 32), "which": "here", "step": "harm"}
        followed = {
            "kind": "evaluation",
            "number": self._by_status(self.portal.gate.models["evaluation"])["published"][0],
        }
        return {name: (own | followed)[name] for name in named}
