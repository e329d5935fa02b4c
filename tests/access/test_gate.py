"""What the gate answers: by rule, by row and by state, in few questions."""

from __future__ import annotations

import pytest

from portal.access import CLOCK, VISITOR, Actor, Denied, IllegalMove, Kind, Role, advance, badges
from portal.access import rules as r
from portal.cases import commands
from portal.cases.model import MOVES, Case
from portal.cases.verbs import CaseVerb, NoteVerb
from tests.factories import case, case_in, do
from tests.people import Portal, account_id, statements

OFFERED = (CaseVerb.ACCEPT, CaseVerb.DISPATCH, CaseVerb.ANSWER, CaseVerb.NOTE, CaseVerb.WITHDRAW)
OFFICER = Actor(Kind.AGENCY, 3, org_id=7, role=Role.OFFICER, groups=frozenset({2}))


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        (VISITOR, {"public"}),
        (CLOCK, {"public", "clock"}),
        (Actor(Kind.CITIZEN, 5), {"public", "people", "account:5", "!account:5"}),
        (Actor(Kind.VISITOR, receipts=frozenset({"x"})), {"public", "receipt:x"}),
        (
            OFFICER,
            {
                "public",
                "people",
                "account:3",
                "!account:3",
                "agencies",
                "org:7",
                "org:7/member",
                "org:7/officer",
                "group:2",
            },
        ),
    ],
)
def test_badges_say_who_somebody_is(actor: Actor, words: set[str]) -> None:
    assert badges(actor) == words


def test_a_permit_is_given_for_the_row_that_is_named(portal: Portal) -> None:
    ref = case_in(portal, "received")
    with portal.store.reading() as session:
        permit = portal.gate.admit(session, portal.actor("intake"), CaseVerb.READ, ref)
        assert (permit.subject.ref, permit.verb, permit.actor.id) == (
            ref,
            CaseVerb.READ,
            account_id("intake"),
        )
        assert permit.find(CaseVerb.NOTE, ref) is permit.subject
        with pytest.raises(Denied):
            permit.find(CaseVerb.ANSWER, "C-2026-999999")
        with pytest.raises(Denied):
            portal.gate.admit(session, portal.actor("bob"), CaseVerb.READ, ref)


@pytest.mark.parametrize(
    ("state", "name", "offered"),
    [
        ("received", "intake", [CaseVerb.ACCEPT, CaseVerb.NOTE]),
        ("handling", "intake", [CaseVerb.DISPATCH, CaseVerb.NOTE]),
        ("handling", "cyber", [CaseVerb.ANSWER, CaseVerb.NOTE]),
        ("handling", "cyber_member", [CaseVerb.NOTE]),
        ("handling", "amy", [CaseVerb.WITHDRAW]),
        ("refused", "intake", []),
        ("handling", "bob", []),
    ],
)
def test_what_is_offered_may_be_done(portal: Portal, state: str, name: str, offered: list[CaseVerb]) -> None:
    row = case(portal, case_in(portal, state))
    with portal.store.reading() as session:
        assert portal.gate.offers(session, portal.actor(name), OFFERED, row) == offered


def test_all_buttons_cost_one_question(portal: Portal) -> None:
    row, actor = case(portal, case_in(portal, "handling")), portal.actor("cyber")

    def ask() -> None:
        with portal.store.reading() as session:
            portal.gate.offers(session, actor, OFFERED, row)

    assert len([sql for sql in statements(portal, ask) if sql.startswith("SELECT")]) == 1


def test_a_move_leads_only_from_where_it_may() -> None:
    row = Case(status="received")
    assert (advance(row, CaseVerb.ACCEPT, MOVES), row.status) == ("received", "accepted")
    with pytest.raises(IllegalMove):
        advance(row, CaseVerb.ACCEPT, MOVES)
    with pytest.raises(IllegalMove):
        advance(row, CaseVerb.FILE, MOVES)
    assert row.status == "accepted"
    assert (advance(row, CaseVerb.NOTE, MOVES), row.status) == ("accepted", "accepted")


def test_a_rule_narrowed_by_another_has_no_words() -> None:
    assert (r.author | r.anyone).words is not None
    assert (r.author & r.when("status", {"open"})).words is not None
    assert (r.author & r.officer).words is None
    assert (r.officer & r.agency).test is not None
    assert (r.anyone & r.when("status", {"open"})).test is None


@pytest.mark.parametrize(
    ("actor", "may"), [(OFFICER, True), (VISITOR, False), (Actor(Kind.AGENCY, 3, 7, Role.MEMBER), False)]
)
def test_rules_about_the_actor_join_as_they_read(actor: Actor, may: bool) -> None:  # noqa: FBT001
    both, either = r.agency & r.officer, r.officer | r.administrator
    assert both.test is not None
    assert either.test is not None
    assert (both.test(actor), either.test(actor)) == (may, may)


def test_a_part_follows_its_record(portal: Portal) -> None:
    ref = case_in(portal, "handling")
    do(portal, "cyber", CaseVerb.NOTE, ref, commands.note, "Between us.")
    with portal.store.reading() as session:
        held = {name: portal.actor(name) for name in ("cyber_member", "intake", "amy", "market")}
        read = {
            name: list(session.scalars(portal.gate.visible(who, NoteVerb.READ))) for name, who in held.items()
        }
        assert {name for name, notes in read.items() if notes} == {"cyber_member", "intake"}
        words = portal.gate.words(session, NoteVerb.READ, read["intake"][0])
        assert words == {"org:1/member", "org:2/member"}
