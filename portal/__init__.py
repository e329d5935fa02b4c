"""The portal: the only module that knows every room of the house."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import (
    accounts,
    audit,
    cases,
    codes,
    evaluations,
    files,
    groups,
    home,
    inbox,
    notices,
    organisations,
    regimes,
    registry,
    replying,
    routing,
    search,
    statutes,
    terms,
    watches,
)
from portal.access import Actor, Gate, Kind, Permit, Verb
from portal.cases.commands import fix_due
from portal.cases.model import CATEGORIES
from portal.clocks import Acts
from portal.config import Settings
from portal.files.commands import FORM_BYTES
from portal.i18n import LANGS, N_, chinese, set_zone
from portal.identity import sessions
from portal.identity.correspondents import Correspondent
from portal.identity.sealing import Seal
from portal.inbox.consumer import consumer as inbox_consumer
from portal.inbox.queries import follows, unread
from portal.ledger import Consumer, Event
from portal.mail import Writer
from portal.mail import consumer as mail_consumer
from portal.policy import POLICY
from portal.search.consumer import consumer as search_consumer
from portal.search.engine import open_engine
from portal.search.finder import Finder
from portal.search.lineage import Lineage
from portal.slice import Slice
from portal.store import Governed, Store, open_store
from portal.watches.projections import consumer as watches_consumer
from portal.watches.projections import writer as alert_writer
from portal.web import errors, headers, language, static, templating
from portal.web.addresses import Addressing
from portal.web.guard import refuse_unguarded
from portal.web.house import House, NavItem
from portal.web.page import say_done

SLICES: Mapping[str, Slice] = {
    s.name: s
    for s in (
        accounts.SLICE,
        cases.SLICE,
        files.SLICE,
        notices.SLICE,
        codes.SLICE,
        evaluations.SLICE,
        registry.SLICE,
        regimes.SLICE,
        statutes.SLICE,
        organisations.SLICE,
        groups.SLICE,
        routing.SLICE,
        replying.SLICE,
        terms.SLICE,
        watches.SLICE,
    )
}
_ROOMS = (home.pages, search.pages, inbox.pages, audit.pages)
_NAV = (
    NavItem("home.start", N_("Home")),
    NavItem("cases.browse", N_("Complaints")),
    NavItem("notices.browse", N_("Notices")),
    NavItem("codes.browse", N_("Codes of conduct")),
    NavItem("evaluations.browse", N_("Evaluations")),
    NavItem("registry.browse", N_("AI systems")),
    NavItem("statutes.browse", N_("Laws")),
    NavItem("organisations.browse", N_("Organisations")),
    NavItem("search.ask", N_("Search")),
    NavItem("accounts.people", N_("Accounts"), lambda actor: actor.kind is Kind.OPERATOR),
    NavItem("regimes.browse", N_("Time limits"), lambda actor: actor.kind is Kind.OPERATOR),
    NavItem("audit.browse", N_("Ledger"), lambda actor: actor.kind is Kind.AUDITOR),
)
_LARGEST_TEXT, _LARGEST_BODY = 16 * 2**20, FORM_BYTES + 4 * 2**20
_ROOT = Path(__file__).parent.parent


def make_gate(slices: Mapping[str, Slice] = SLICES) -> Gate:
    """Return the gate over every kind of row in the house."""
    models: dict[str, type[Governed]] = {k.model.kind: k.model for s in slices.values() for k in s.kinds}
    moves = {verb: move.before for s in slices.values() for verb, move in s.moves.items() if move.before}
    return Gate(POLICY, models, moves)


def clock_acts() -> Acts:
    """Return what time does to records, by kind and moment."""
    clocked = [(verb, act) for capability in SLICES.values() for verb, act in capability.clocked.items()]
    return {(verb.kind, verb.action): (verb, act) for verb, act in clocked}


def create_app(settings: Settings | None = None, store: Store | None = None) -> Flask:
    """Build the portal. Raises WrongSetting or RuntimeError rather than start half-made."""
    settings = settings or Settings.from_env()
    set_zone(settings.zone)
    chinese()  # a catalogue that contradicts itself stops the start
    app = Addressing(__name__, template_folder=str(_ROOT / "templates"))
    app.config.update(
        MAX_CONTENT_LENGTH=_LARGEST_BODY, MAX_FORM_MEMORY_SIZE=_LARGEST_TEXT, MAX_FORM_PARTS=500
    )
    store = store or open_store(settings.database_url)
    app.extensions["portal"] = _house(settings, store)
    for room in (language, headers, errors, templating, static):
        room.install(app)
    sessions.install(app, store, secure=settings.secure)
    for pages in (*_ROOMS, *(s.pages for s in SLICES.values())):
        app.register_blueprint(pages, url_prefix=f"/<lang:lang>{pages.url_prefix or ''}")
    app.add_url_rule("/", "to_preferred", language.to_preferred)
    _say_what_was_done()
    refuse_unguarded(app, frozenset({"static", "to_preferred"}))
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    return app


def consumers(settings: Settings, store: Store) -> list[Consumer]:
    """Return everything that follows the ledger, for the one process that does."""
    gate, slices = make_gate(), list(SLICES.values())
    index = open_engine(settings.index_dir, store)
    lineage = Lineage(settings.index_dir.with_suffix(".mark")) if settings.index_dir else None
    finder = Finder(gate, slices, index, terms.queries.rings)
    return [
        search_consumer(gate, slices, index, lineage),
        watches_consumer(finder.news),
        inbox_consumer(gate, slices),
        mail_consumer(),
    ]


def alarms() -> list[Callable[[Store], None]]:
    """Return what the clock looks at every second, in the one process that follows the ledger."""
    gate = make_gate()
    return [lambda store: watches.ring(store, gate), lambda store: fix_due(store, gate)]


def writers(settings: Settings, store: Store) -> Mapping[str, Writer]:
    """Return what writes the mails that slices write themselves, by the name of their template."""
    gate, slices = make_gate(), list(SLICES.values())
    finder = Finder(gate, slices, open_engine(settings.index_dir, store), terms.queries.rings)
    return {"alert": alert_writer(settings, gate, finder.cards)}


def correspondents() -> dict[str, Callable[[Session, Event, Seal], Correspondent | None]]:
    """Return who is written to that has no account, by the name of the mail."""
    return {name: whom for s in SLICES.values() for name, whom in s.letters.items()}


def _house(settings: Settings, store: Store) -> House:
    gate, slices, index = make_gate(), list(SLICES.values()), open_engine(settings.index_dir, store)
    return House(
        settings=settings,
        store=store,
        gate=gate,
        nav=_NAV,
        waiting=unread,
        demo=(settings.instance / "demo").exists(),
        services={
            "search": index,
            "finder": Finder(gate, slices, index, terms.queries.rings),
            "slices": slices,
            "categories": CATEGORIES,
            "suggest_department": _department,
            "reply_templates": replying.queries.ready,
            "fill_in": replying.filled,
            "unfilled": replying.unfilled,
            "work": inbox.work,
            "latest": search.latest,
            "rings": terms.queries.rings,
            "alike": search.alike,
            "region": search.region,
            "follows": _follows,
        },
    )


def _department(permit: Permit[Any], category: str, district: str) -> Any:
    """Return the line of the routing table for such a case; a district goes by all of its names."""
    return routing.queries.suggested(permit, category, search.also_called(permit, district))


def _follows(session: Session, actor: Actor, row: Governed) -> bool | None:
    """Return whether the actor follows the record; None for a row that is no record of its own."""
    followable = {kind.model for s in SLICES.values() for kind in s.kinds if kind.series}
    return follows(session, actor, row) if type(row) in followable else None


def _say_what_was_done() -> None:
    sentences: dict[Verb, str] = dict(inbox.DONE)
    sentences |= {verb: wording.done for s in SLICES.values() for verb, wording in s.words.items()}
    for verb, sentence in sentences.items():
        say_done(verb, sentence)


__all__ = [
    "LANGS",
    "SLICES",
    "Verb",
    "alarms",
    "clock_acts",
    "consumers",
    "create_app",
    "make_gate",
    "writers",
]
