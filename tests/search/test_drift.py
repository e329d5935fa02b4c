"""Index and database agree after whatever happens to records and people, and to the process that writes the index."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from portal import SLICES
from portal.access import Denied, IllegalMove, Refused, Verb
from portal.cases import commands
from portal.cases.model import Case, Summary
from portal.cases.verbs import CaseVerb, SummaryVerb
from portal.identity.model import Membership
from portal.ledger import Event
from portal.organisations import commands as places
from portal.organisations.verbs import MembershipVerb, OrganisationVerb
from portal.search.consumer import projected
from portal.search.engine import Document, Query, Question, parse
from portal.search.engine.port import COUNTABLE
from tests.cases.test_retention import HELD
from tests.factories import do, filed, load
from tests.killing import running
from tests.people import Portal, organisation_id, organisation_ref

WORD = "zebrafish"
PATIENCE, PROMISED = 240.0, 5.0  # seconds: before we give up; within which they agree


@dataclass
class Known:
    """What the tests know of a case: enough to say who may find it, without asking the portal."""

    author: str
    handler: str = ""
    published: bool = False
    hidden: bool = False


@dataclass
class Life:
    """Random things that people do, one at a time, each by the command of its own button."""

    portal: Portal
    luck: random.Random
    most: int  # cases: few, so that many of them come to their end
    cases: dict[str, Known] = field(default_factory=dict)
    officer: bool = True  # whether the officer of intake, a reader, belongs to it now
    done: Counter[str] = field(default_factory=Counter)

    def step(self) -> None:
        """Do one thing that can be done now."""
        while True:
            name = self.luck.choice(_ACTS) if len(self.cases) > 5 else "file"
            try:
                _HOW[name](self, self.luck.choice(list(self.cases) or [""]))
            except (IllegalMove, Refused, Denied):  # not now
                continue
            self.done[name] += 1
            return

    def may_find(self, reader: str) -> set[str]:
        """Return the numbers of the cases that this reader may find."""
        return {
            ref
            for ref, one in self.cases.items()
            if (one.published and not one.hidden)
            or one.author == reader
            or (reader == "market" and one.handler == "market")
            or (reader == "intake" and self.officer)
        }

    def file(self, _ref: str) -> None:
        if len(self.cases) >= self.most:
            raise Refused("", "enough")
        author, number = self.luck.choice(("amy", "bob")), len(self.cases)
        ref = filed(
            self.portal, author, title=f"{WORD} t{number}x", body=f"A {WORD} that tells of t{number}x."
        )
        self.cases[ref] = Known(author)

    def on(self, ref: str) -> None:
        """Bring a case a step further."""
        with self.portal.store.reading() as session:
            status = load(session, Case, ref).status
        one = self.cases[ref]
        if status == "received":
            self.case("intake_head", ref, CaseVerb.ACCEPT)
        elif status == "accepted":
            self.send(ref)
        elif status == "answered":
            self.case(one.handler, ref, CaseVerb.CLOSE, commands.Ending("resolved"))
        elif status == "callback":
            self.case("intake", ref, CaseVerb.CALL_BACK, HELD)
        elif status == "handling":
            self.case(one.handler, ref, CaseVerb.ANSWER, f"About the {WORD}.")
        else:
            self.case(one.handler or "cyber", ref, CaseVerb.TAKE_UP)

    def send(self, ref: str) -> None:
        """Give a case to one department or the other."""
        to = self.luck.choice(("cyber", "market"))
        self.case("intake_head", ref, CaseVerb.DISPATCH, organisation_id(to))
        self.cases[ref].handler = to

    def say(self, ref: str) -> None:
        self.case(self.cases[ref].author, ref, CaseVerb.MESSAGE, f"Is there news of my {WORD}?")

    def note(self, ref: str) -> None:
        self.case(self.cases[ref].handler or "intake_head", ref, CaseVerb.NOTE, f"Another {WORD}.")

    def withdraw(self, ref: str) -> None:
        self.case(self.cases[ref].author, ref, CaseVerb.WITHDRAW)

    def publish(self, ref: str) -> None:
        one = self.cases[ref]
        self.case(one.handler or "cyber", ref, CaseVerb.PUBLISH, f"A {WORD}", "It was settled.")
        one.published, one.hidden = True, False

    def agree(self, ref: str) -> None:
        self.case(self.cases[ref].author, ref, CaseVerb.GIVE_CONSENT)

    def disagree(self, ref: str) -> None:
        self.case(self.cases[ref].author, ref, CaseVerb.WITHDRAW_CONSENT)
        self.cases[ref].published = False

    def hide(self, ref: str) -> None:
        one = self.cases[ref]
        self.summary(one.handler or "cyber", ref, SummaryVerb.HIDE, commands.hide, "wrong", "It is wrong.")
        one.hidden = True

    def restore(self, ref: str) -> None:
        one = self.cases[ref]
        self.summary(one.author, ref, SummaryVerb.APPEAL_HIDING, commands.appeal_hiding, "It is right.")
        self.summary("intake_head", ref, SummaryVerb.RESTORE, commands.restore, "It is.")
        one.hidden = False

    def leave(self, _ref: str) -> None:
        do(self.portal, "intake", MembershipVerb.LEAVE, self.place(), places.leave)
        self.officer = False

    def come_back(self, _ref: str) -> None:
        if self.officer:
            raise Refused("", "they are here")
        do(self.portal, "intake", OrganisationVerb.JOIN, organisation_ref("intake"), places.join, "")
        do(self.portal, "intake_head", MembershipVerb.GRANT, self.place(), places.grant, "officer")
        self.officer = True

    def place(self) -> str:
        """Return the reference of the officer's latest place in an organisation."""
        with self.portal.store.reading() as session:
            session.info["consumer"] = "tests"
            query = select(Membership.ref).where(Membership.account_id == self.portal.actor("intake").id)
            return session.scalars(query.order_by(Membership.id.desc())).first() or ""

    def case(self, by: str, ref: str, verb: Verb, *values: object) -> None:
        do(self.portal, by, verb, ref, getattr(commands, verb.action), *values)

    def summary(self, by: str, ref: str, verb: Verb, command: Callable[..., object], *values: object) -> None:
        with self.portal.store.reading() as session:
            case = load(session, Case, ref).id
            found = session.scalars(select(Summary.ref).where(Summary.case_id == case)).first()
        do(self.portal, by, verb, found or "none", command, *values)


_HOW: dict[str, Callable[[Life, str], None]] = {
    name: getattr(Life, name)
    for name in (
        *("file", "on", "send", "say", "note", "withdraw", "publish", "agree", "disagree"),
        *("hide", "restore", "leave", "come_back"),
    )
}
_ACTS = [*_HOW, *["on"] * 4, *["file"] * 3, *["publish"] * 3]


_CASES = {"kind": frozenset({"case"})}
_COLUMNS = tuple(name for name in COUNTABLE if name != "kind")


def shown(portal: Portal, reader: str, page: int) -> set[str]:
    """Return the numbers of the cases on a page of a search, as this reader has it."""
    answer = portal.browser(reader).get(f"/en/search/?q={WORD}&order=newest&page={page}")
    assert answer.status_code == 200
    return set(re.findall(r"C-\d{4}-\d{6}", answer.text.partition("<main")[2]))


def disagreements(life: Life) -> list[str]:
    """Hold the index against what the rows say now: who finds what, under which values, by which words."""
    portal = life.portal
    kinds = {kind.model.kind: kind for capability in SLICES.values() for kind in capability.kinds}
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        keys = [(name, row) for name, kind in kinds.items() for row in session.scalars(select(kind.model.id))]
        every = projected(session, portal.gate, kinds, keys).values()
    owed = [one for one in every if one.kind == "case"]  # the cast was there before the ledger
    engine = portal.app.extensions["portal"].services["search"]
    wrong = []
    for badge in sorted({badge for one in owed for badge in one.audience}):
        mine = [one for one in owed if badge in one.audience]
        query = parse(f"t{life.luck.randrange(life.most)}x")
        for asked, there in ((Query(), mine), (query, _having(mine, query))):
            question = Question(asked, frozenset({badge}), only=_CASES, facets=_COLUMNS, limit=10**6)
            answer = engine.ask(question)
            if {hit.group: hit.parts for hit in answer.hits} != Counter(one.group for one in there):
                wrong.append(f"{badge} finds other records by {asked}")
            if {name: dict(counts) for name, counts in answer.facets.items()} != _counts(there):
                wrong.append(f"{badge} finds other values by {asked}")
    return wrong


def _having(documents: list[Document], query: Query) -> list[Document]:
    word = query.root.pieces[0].term
    return [one for one in documents if re.search(rf"\b{word}\b", f"{one.title} {one.text}")]


def _counts(documents: list[Document]) -> dict[str, dict]:
    found: dict[str, dict] = {}
    for name in _COLUMNS:
        pairs = set()
        for one in documents:
            value = getattr(one, name)
            pairs |= {(one.group, each) for each in (value if isinstance(value, tuple) else (value,))}
        found[name] = dict(Counter(value for _group, value in pairs if value != ""))
    return found


def level(portal: Portal, begun: float) -> float:
    """Wait until the index has all that has happened; return the seconds since `begun`."""
    engine, last = portal.app.extensions["portal"].services["search"], 0
    with portal.store.reading() as session:
        last = session.scalar(select(Event.id).order_by(Event.id.desc()).limit(1))
    while engine.position() < last:
        assert time.monotonic() - begun < PATIENCE, "the index does not come level"
        time.sleep(0.02)
    return time.monotonic() - begun


@pytest.mark.parametrize(
    ("database", "operations", "every"),
    [
        ("sqlite", 120, 60),
        pytest.param("sqlite", 10_000, 100, marks=pytest.mark.torture),
        pytest.param("postgresql", 10_000, 100, marks=pytest.mark.torture),
    ],
    indirect=["database"],
)
def test_index_and_database_agree_however_often_the_follower_is_killed(
    portal: Portal, operations: int, every: int
) -> None:
    """At no moment is a hit shown to somebody who may not find it, and soon after each death all is found."""
    luck = random.Random(17)
    life, waits = Life(portal, luck, most=min(operations // 10, 250)), []
    with running(portal, "follow") as follower:
        for number in range(1, operations + 1):
            life.step()
            if number % 8 == 0:
                reader = luck.choice(("visitor", "bob", "market", "intake"))
                assert shown(portal, reader, luck.choice((1, 1, 2))) <= life.may_find(reader), (
                    number,
                    reader,
                )
            if number % every == 0:
                time.sleep(luck.random() * 0.1)
                follower.kill()
                begun = time.monotonic()
                follower.start()
                waits.append(level(portal, begun))
                assert disagreements(life) == [], number
    for reader in ("visitor", "bob", "market", "intake"):
        owed = life.may_find(reader)
        pages = [shown(portal, reader, page) for page in range(1, 2 + len(owed) // 20)]
        assert set().union(*pages) == owed, reader
    with portal.store.reading() as session:
        session.info["consumer"] = "tests"
        assert "closed" in session.scalars(select(Case.status)).all()
    if operations > 1000:
        assert life.done.keys() == _HOW.keys()
        assert sorted(waits)[len(waits) // 2] < PROMISED, waits
    (portal.settings.instance / "drift.txt").write_text(f"{life.done} {sorted(waits)}")
