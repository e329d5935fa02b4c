"""What everybody is told of a case that was split off or merged: that it was, and never from or into which one."""

from __future__ import annotations

import pytest

from portal.cases import commands
from portal.cases.commands import Heard
from portal.cases.verbs import CaseVerb
from tests.cases.test_life import COMPLAINT, code_in
from tests.cases.test_merging import ONE_DATABASE, WHY, path
from tests.cases.test_splitting import PART, SECOND, STORY, split_off
from tests.factories import case_in, do
from tests.files.test_files import NEW
from tests.people import YEAR, said

SUMMARY = {"title": "A dear ride", "body": "It was explained.", "checked": "y"}
BORN, WHERE = (
    "split a matter off the filing into a case of its own",
    "This case begins here: the filing held several",
)
MERGED, BEFORE = "put it together with another case", "The same matter had been filed before"


def public(who, ref, by="cyber"):
    """Publish the summary of a case that is over; return its page as a stranger reads it."""
    assert who[by].post(f"{path(ref)}/publish", **SUMMARY).status_code == 303
    return said(who["visitor"].get(path(ref)))


def over(portal, ref):
    """Bring a case that is handled to its end."""
    do(portal, "cyber", CaseVerb.ANSWER, ref, commands.answer, "It is settled.")
    do(portal, "cyber", CaseVerb.CLOSE, ref, commands.close, commands.Ending("resolved"))
    do(portal, "intake", CaseVerb.CALL_BACK, ref, commands.call_back, Heard("yes", True, True, "satisfied"))


def test_the_public_page_of_what_was_split_off_begins_with_its_birth(portal, who):
    first = case_in(portal, "handling", **STORY)
    split_off(who, first, by="cyber", keeps="yes", category="pricing")
    over(portal, SECOND)
    told = public(who, SECOND)
    assert (BORN in told, WHERE in told) == (True, True)
    assert [hidden for hidden in (first, PART["why"], PART["body"]) if hidden in told] == []


@ONE_DATABASE
def test_the_anonymous_read_of_the_birth_on_their_page(who):
    code = code_in(who["visitor"].post(NEW, **COMPLAINT))
    split_off(who, f"C-{YEAR}-000001")
    holder = who["visitor"]
    assert holder.post("/en/cases/track", reference=SECOND, code=code).status_code == 303
    told = said(holder.get(path(SECOND)))
    assert (BORN in told, PART["why"] in told) == (True, True)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_public_page_of_a_merged_case_says_so_and_names_no_other(portal, who):
    first, twin = case_in(portal, "handling"), case_in(portal, "accepted", by="bob")
    who["intake"].post(f"{path(twin)}/merge", other=first, **WHY)
    told = public(who, twin, by="intake")
    assert (MERGED in told, BEFORE in told) == (True, True)
    assert [hidden for hidden in (first, WHY["body"]) if hidden in told] == []
    who["bob"].post(f"{path(twin)}/withdraw-consent")
    over(portal, first)
    assert MERGED not in public(who, first)  # whose readers may not know of the other one any more
