"""Who reads an evaluation in which state, who may do what to it, and who hears of it."""

from __future__ import annotations

import pytest

from tests.evaluations.test_life import FORM, NEW, PAGE, announced, drafted, publish, replied
from tests.people import EVERYBODY, YEAR, said

CLOSED = {"draft": {"guild"}, "announced": {"guild", "acme", "acme_admin"}}
LIST = "/en/evaluations/"


def reach(who, path):
    return {name for name in EVERYBODY if who[name].get(path).status_code == 200}


@pytest.mark.parametrize("state", ["draft", "announced", "published"])
def test_who_reads_it_in_which_state(who, state):
    drafted(who) if state == "draft" else announced(who)
    if state == "published":
        replied(who)
        publish(who)
    assert reach(who, PAGE) == CLOSED.get(state, set(EVERYBODY))
    listed = {name for name in EVERYBODY if "How fair is the price?" in who[name].get(LIST).text}
    assert listed == CLOSED.get(state, set(EVERYBODY))


def test_only_associations_evaluate(who):
    assert reach(who, NEW) == {"guild"}


def test_nobody_learns_of_a_draft_by_trying(who):
    drafted(who)
    for name in ("acme", "beta", "bob", "cyber"):
        for action in ("reply", "edit", "announce", "publish", "withdraw"):
            absent = who[name].get(f"/en/evaluations/E-{YEAR}-000999/{action}")
            tried = who[name].get(f"{PAGE}/{action}")
            assert (tried.status_code, len(tried.data)) == (404, len(absent.data))


def test_only_the_enterprise_itself_replies(who):
    announced(who)
    assert reach(who, f"{PAGE}/reply") == {"acme", "acme_admin"}
    replied(who)
    publish(who)
    assert reach(who, f"{PAGE}/reply") == {"acme", "acme_admin"}


def test_a_reply_is_between_the_two_until_publication(who):
    announced(who)
    replied(who)
    for name in ("acme", "guild"):
        assert "Our members get other" in who[name].get(PAGE).text
    assert "Our members get other" not in who["cyber"].get(PAGE).text


def test_search_finds_it_for_those_who_may_read_it(who, portal):
    announced(who)
    replied(who)
    portal.follow()
    for words in ("members", "notebook", "gifts"):
        assert f"E-{YEAR}-000001" in who["acme"].get(f"/en/search/?q={words}").text
        assert f"E-{YEAR}-000001" not in who["bob"].get(f"/en/search/?q={words}").text
    publish(who)
    portal.follow()
    for words in ("members", "notebook", "gifts"):
        assert f"E-{YEAR}-000001" in who["bob"].get(f"/en/search/?q={words}").text


def test_each_side_is_told_what_the_other_did(who, portal):
    drafted(who)
    who["guild"].post(f"{PAGE}/edit", **(FORM | {"title": "How fair is the fare?"}))
    portal.follow()
    assert "How fair" not in said(who["acme"].get("/en/inbox/"))
    who["guild"].post(f"{PAGE}/announce")
    portal.follow()
    inbox = said(who["acme"].get("/en/inbox/"))
    assert "AI Industry Guild showed the draft to the enterprise" in inbox
    assert "edited the draft" not in inbox
    assert "Reply before it is published" in inbox
    replied(who)
    portal.follow()
    inbox = said(who["guild"].get("/en/inbox/"))
    assert "Acme Technology replied to the evaluation" in inbox
    assert "Weigh the reply and publish it" in inbox
    assert "Reply before it is published" not in said(who["acme"].get("/en/inbox/"))
    assert "How fair" not in said(who["beta"].get("/en/inbox/"))


def test_it_is_told_in_chinese(who):
    announced(who)
    replied(who)
    publish(who)
    page = said(who["visitor"].get(PAGE.replace("/en/", "/zh-hans/")))
    for words in (
        "高风险",
        "企业的回应",
        "对评估结论有异议",
        "2.0分（满分4分）",
        "歧视与有害内容",
        "利益冲突与经费",
    ):
        assert words in page
