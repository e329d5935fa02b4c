"""An officer with a conflict of interest reads that a case is there, and nothing sealed or internal of it."""

from __future__ import annotations

import shutil

import pytest

import portal as house
from portal.access import Gate
from portal.access import rules as r
from portal.cases import commands
from portal.cases.commands import Heard
from portal.cases.model import Case, Part
from portal.cases.verbs import CaseVerb, ComplainantVerb, NoteVerb, StatementVerb
from portal.policy import POLICY
from tests import people, postgres
from tests.factories import case_in, do, samples
from tests.people import said

NAME, CONTACT = "Amy Zhang 张爱美", "amy.private@example.org"
CONFLICT = {"ground": "related", "body": "My brother drives for them."}
HELD = Heard("yes", True, True, "satisfied")
GATE = house.make_gate()
PARTS = [
    verb for verb in POLICY if verb.action == "read" and issubclass(GATE.models.get(verb.kind, Case), Part)
]
OPEN = {
    "relation.read"
}  # a side of a link says no more than that another case, which the reader knows of, is there


@pytest.fixture
def path(portal):
    return f"/en/cases/{case_in(portal, 'handling', name=NAME, contact=CONTACT)}"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def furnished(request, sqlite_template, tmp_path_factory):
    """A portal with rows of every kind and state on either database, which are only looked at."""
    folder = tmp_path_factory.mktemp("furnished")
    if request.param == "sqlite":
        shutil.copyfile(sqlite_template, folder / "portal.db")
        url = f"sqlite:///{folder}/portal.db"
    else:
        postgres.template("portal", people.build)
        url = postgres.fresh_database("portal")
    portal = people.start(url, folder)
    with portal.store.engine.begin() as connection:
        samples(connection, GATE)
    yield portal
    portal.store.close()
    if request.param == "postgresql":
        postgres.drop_database(url)


def still_read(portal, gate):
    """The kinds of parts that an officer with a conflict reads of cases that are not public."""
    actor = portal.actor("intake_head")
    with portal.store.reading() as session:
        return {
            str(verb)
            for verb in PARTS
            for model in [gate.models[verb.kind]]
            if session.scalars(
                gate.visible(actor, verb)
                .join(Case, Case.id == model.case_id)
                .where(Case.published.is_(False))
            ).all()
        }


def test_no_part_of_a_case_is_read_by_who_has_a_conflict(furnished):
    assert {"complainant.read", "statement.read", "note.read", "message.read", "disclosure.read"} <= {
        *map(str, PARTS)
    }
    assert still_read(furnished, GATE) - OPEN == set()


@pytest.mark.parametrize("verb", [ComplainantVerb.READ, StatementVerb.READ, NoteVerb.READ])
def test_a_rule_that_forgets_conflicts_is_noticed(furnished, verb):
    forgetful = r.through(r.organisation("intake_org_id"), lambda: Case, "case_id")
    gate = Gate({**POLICY, verb: forgetful}, GATE.models, GATE.moves)
    assert still_read(furnished, gate) - OPEN == {str(verb)}


def test_who_declares_a_conflict_reads_the_case_no_more(portal, who, path):
    who["cyber"].post(f"{path}/note", body="They answered by phone.")
    before = said(who["cyber"].get(path))
    assert "The price rose." in before
    assert "They answered by phone." in before
    assert "sealed" in before
    assert who["cyber"].post(f"{path}/recuse", **CONFLICT).status_code == 303
    page = who["cyber"].get(path)
    after = said(page)
    assert page.status_code == 200
    assert "You have declared a conflict of interest." in after
    for closed in ("The price rose.", "A dear ride", "They answered by phone.", "My brother", "Complainant"):
        assert closed not in after, closed
    assert "A dear ride" not in said(who["cyber"].get("/en/cases/"))
    colleague = said(who["cyber_member"].get(path))
    assert "They answered by phone." in colleague
    assert "You have declared a conflict" not in colleague


def test_search_and_inbox_keep_it_from_them_too(portal, who, path):
    portal.follow()
    assert "A dear ride" in said(who["cyber"].get("/en/search/?q=ride"))
    who["cyber"].post(f"{path}/recuse", **CONFLICT)
    who["amy"].post(f"{path}/message", body="Is there news?")
    portal.follow()
    assert "A dear ride" not in said(who["cyber"].get("/en/search/?q=ride"))
    assert "A dear ride" in said(who["cyber_member"].get("/en/search/?q=ride"))
    mine, theirs = (said(who[name].get("/en/inbox/")) for name in ("cyber", "cyber_member"))
    assert ("wrote a message" in mine, "Handle and answer it" in mine) == (False, False)
    assert ("wrote a message" in theirs, "Handle and answer it" in theirs) == (True, True)


def test_no_step_is_open_to_them(who, path):
    who["cyber"].post(f"{path}/recuse", **CONFLICT)
    for step in ("note", "answer", "hold", "ask-identity", "link", "split", "message"):
        assert who["cyber"].get(f"{path}/{step}").status_code == 404, step


def test_what_everybody_may_read_is_open_to_them_too(portal, who):
    address = f"/en/cases/{case_in(portal, 'callback')}"
    assert who["intake_head"].post(f"{address}/recuse", **CONFLICT).status_code == 303
    do(portal, "intake", CaseVerb.CALL_BACK, address[-13:], commands.call_back, HELD)
    summary = {"title": "Dear rides", "body": "A price was explained.", "checked": "y"}
    assert who["cyber"].post(f"{address}/publish", **summary).status_code == 303
    assert "A price was explained." in said(who["visitor"].get(address))
    seen = said(who["intake_head"].get(address))
    assert "A price was explained." in seen
    assert "The price rose." not in seen
