"""Who reads a notice: at every level, in every state, for every kind of person."""

from __future__ import annotations

import html
import re

from sqlalchemy import delete, insert, update

from portal.identity.model import Account, Group, GroupMember, Membership, Organisation
from portal.identity.people import people
from portal.notices.verbs import NoticeVerb
from portal.store import now
from tests.notices.writing import AUDIENCES, IN_STATE, address, draft, issued, listed, readers
from tests.people import EVERYBODY, Cast, Portal, account_id, organisation_id

HOME = {"cyber", "cyber_member"}
OTHERS = {"market", "industry", "intake", "intake_head"}  # officers of the other departments
READERS = {
    "org": HOME,
    "named": HOME | {"market"},
    "group": HOME | {"market"},
    "gov": HOME | OTHERS,
    "public": set(EVERYBODY),
}


def test_a_notice_is_read_by_exactly_its_readers(who: Cast) -> None:
    made = {
        (state, level): make(who["cyber"], **AUDIENCES[level])
        for state, make in IN_STATE.items()
        for level in AUDIENCES
    }
    wanted = {of: HOME if of[0] == "draft" else READERS[of[1]] for of in made}
    assert {of: readers(who, ref) for of, ref in made.items()} == wanted
    assert dict(zip(made, listed(who, *made.values()), strict=True)) == wanted


def test_only_recipients_are_asked_for_an_answer(who: Cast) -> None:
    for level in AUDIENCES:
        ref = issued(who["cyber"], **AUDIENCES[level])
        officers = {"org": set(), "named": {"market"}, "group": {"market"}}.get(level, OTHERS)
        for action in ("acknowledge", "feedback"):
            found = {name for name in who if who[name].get(address(ref, action)).status_code == 200}
            assert found == officers, (level, action)


def test_only_officers_of_the_issuer_work_on_a_notice(who: Cast) -> None:
    ref = issued(who["cyber"], level="public")
    for action in ("edit", "issue", "withdraw"):
        found = {name: who[name].get(address(ref, action)).status_code for name in who}
        open_now = 200 if action == "withdraw" else 409  # it has been issued already
        let = {name: code for name, code in found.items() if code not in (303, 404)}
        assert let == {"cyber": open_now}, action


def test_only_officers_of_departments_draft(who: Cast) -> None:
    found = {name for name in who if who[name].get("/en/notices/new").status_code == 200}
    assert found == {"cyber"} | OTHERS


def test_who_leaves_a_group_loses_its_notices_at_once(portal: Portal, who: Cast) -> None:
    ref = issued(who["cyber"], **AUDIENCES["group"])
    assert who["market"].get(address(ref)).status_code == 200
    with portal.store.engine.begin() as connection:
        connection.execute(delete(GroupMember).where(GroupMember.org_id == organisation_id("market")))
    assert who["market"].get(address(ref)).status_code == 404
    assert ref not in who["market"].get("/en/notices/").text


def test_a_retired_group_opens_nothing(portal: Portal, who: Cast) -> None:
    ref = issued(who["cyber"], **AUDIENCES["group"])
    with portal.store.engine.begin() as connection:
        connection.execute(update(Group).values(status="retired"))
    assert readers(who, ref) == HOME


def add_strangers(portal: Portal) -> None:
    """Add people whom a careless count would take for readers."""
    plain = {"version": 1, "lang": "en", "created_at": now()}
    with portal.store.engine.begin() as connection:
        hidden = insert(Organisation).values(
            ref="O-x", sort="agency", name_zh="停", status="suspended", **plain
        )
        org = connection.execute(hidden).inserted_primary_key[0]
        group = {"kind": "group", "subject_id": 1, "org_id": org}
        connection.execute(insert(GroupMember).values(**group))
        market = organisation_id("market")
        odd = [
            (market, "ended", "active", ""),
            (market, "requested", "active", ""),
            (market, "active", "closed", ""),
            (market, "active", "active", "auditor"),
            (market, "active", "active", ""),
            (org, "active", "active", ""),
        ]
        for number, (org_id, membership, status, duty) in enumerate(odd):
            name = f"odd{number}"
            person = {
                "ref": name,
                "email": name,
                "name": name,
                "password": "",
                "duty": duty,
                "status": status,
            }
            key = connection.execute(insert(Account).values(**person, **plain)).inserted_primary_key[0]
            place = {"ref": name, "account_id": key, "org_id": org_id, "status": membership}
            connection.execute(insert(Membership).values(**place, **plain))


def real_readers(portal: Portal, ref: str) -> dict[str, int]:
    """Ask the gate for every account there is; return how many may read, by organisation."""
    found: dict[str, int] = {}
    with portal.store.reading() as session:
        for person in people(session, range(1, 60)).values():
            query = portal.gate.visible(person.actor, NoticeVerb.READ)
            if ref in {notice.ref for notice in session.scalars(query)}:
                found[person.org_en] = found.get(person.org_en, 0) + 1
    return found


def test_the_preview_names_exactly_the_readers(portal: Portal, who: Cast) -> None:
    add_strangers(portal)
    for level in ("org", "named", "group", "gov"):
        ref = draft(who["cyber"], **AUDIENCES[level])
        page = who["cyber"].get(address(ref, "issue")).text
        shown = re.findall(r'<th scope="row"[^>]*>([^<]*)</th><td[^>]*>(\d+)</td>', page)
        assert who["cyber"].post(address(ref, "issue")).status_code == 303
        counted = {html.unescape(name): int(count) for name, count in shown}
        assert counted == real_readers(portal, ref), level


def test_the_preview_of_a_public_notice_says_everybody(who: Cast) -> None:
    page = who["cyber"].get(address(draft(who["cyber"], level="public"), "issue")).text
    assert "Everybody will read it" in page


def test_what_is_issued_is_what_was_shown(portal: Portal, who: Cast) -> None:
    """Somebody widens the audience while a colleague looks at the list of readers."""
    ref = draft(who["cyber"], **AUDIENCES["named"])
    who["cyber"].open(address(ref, "issue"))
    portal.browser("cyber").post(address(ref, "edit"), title="T", body="B", nature="alert", urgency="urgent",
                                 level="public", ack_days="0")  # fmt: skip
    refused = who["cyber"].send(address(ref, "issue"))
    assert refused.status_code == 422
    assert "Everybody will read it" in refused.text
    assert readers(who, ref) == HOME


def test_a_group_that_grows_meanwhile_is_shown_again(portal: Portal, who: Cast) -> None:
    ref = draft(who["cyber"], **AUDIENCES["group"])
    who["cyber"].open(address(ref, "issue"))
    with portal.store.engine.begin() as connection:
        more = {"kind": "group", "subject_id": 1, "org_id": organisation_id("intake")}
        connection.execute(insert(GroupMember).values(**more))
    assert who["cyber"].send(address(ref, "issue")).status_code == 422
    assert who["cyber"].post(address(ref, "issue")).status_code == 303
    assert readers(who, ref) == HOME | {"market", "intake", "intake_head"}


def test_a_suspended_person_reads_no_more(portal: Portal, who: Cast) -> None:
    ref = issued(who["cyber"], **AUDIENCES["named"])
    with portal.store.engine.begin() as connection:
        ended = update(Membership).where(Membership.account_id == account_id("market")).values(status="ended")
        connection.execute(ended)
    assert readers(who, ref) == HOME
