"""The life of a code of conduct, through the web door."""

from __future__ import annotations

from itertools import product

from tests.people import YEAR, organisation_ref, said, statements

CODE = f"/en/codes/K-{YEAR}-000001"
ONE = {
    "clauses-0-number": "1.1",
    "clauses-0-heading": "Incidents are reported",
    "clauses-0-body": "We report a serious incident within **15 days**.",
    "clauses-0-responsible": "Safety office",
    "clauses-0-measure": "Days from incident to report",
}
TWO = {
    "clauses-1-number": "1.2",
    "clauses-1-heading": "Labels",
    "clauses-1-body": "Generated pictures carry a label.",
}
PLAIN = {"lang": "en", "title": "Acme's promise", "preamble": "It binds all of us.", "note": ""}


def drafted(who, by="acme", **changes):
    return who[by].post("/en/codes/new", **(PLAIN | ONE | TWO | changes))


def published(who, by="acme"):
    drafted(who, by)
    return who[by].post(f"{CODE}/publish", checked="y")


def keys(browser, path=f"{CODE}/edit"):
    """Return the hidden keys of the clauses in a form, as a browser would send them back."""
    page = browser.get(path).text
    found = {}
    for tag in page.split("<input")[1:]:
        if 'name="clauses-' in tag.partition(">")[0] and '-key"' in tag.partition(">")[0]:
            found[tag.partition('name="')[2].partition('"')[0]] = tag.partition('value="')[2].partition('"')[
                0
            ]
    return found


def test_a_code_from_draft_to_withdrawal(who):
    assert drafted(who).location == f"{CODE}?done=code.draft"
    assert said(who["acme"].get(CODE)).startswith(f"K-{YEAR}-000001 Draft Acme's promise")
    assert who["acme"].post(f"{CODE}/publish", checked="y").location == f"{CODE}?done=code.publish"
    page = said(who["visitor"].get(CODE))
    assert "Published Acme's promise" in page
    assert (
        "1.1 Incidents are reported We report a serious incident within 15 days . Responsible Safety office"
        in page
    )
    assert who["acme"].post(f"{CODE}/revise").location == f"{CODE}?edition=2&done=code.revise"
    change = ONE | TWO | keys(who["acme"]) | {"clauses-0-body": "We report within 5 days."}
    who["acme"].post(
        f"{CODE}/edit", **(PLAIN | change | {"note": "The city asked for it.", "title": "New promise"})
    )
    who["acme"].post(f"{CODE}/publish", checked="y")
    page = said(who["visitor"].get(CODE))
    assert "Published New promise" in page
    assert "We report within 5 days." in page
    assert "What changed, and why The city asked for it." in page
    old = said(who["visitor"].get(f"{CODE}?edition=1"))
    assert "Superseded Acme's promise This is an earlier edition." in old
    assert "within 15 days" in old
    assert who["acme"].post(f"{CODE}/withdraw", reason="We no longer do this.").status_code == 303
    page = said(who["visitor"].get(CODE))
    assert "Withdrawn New promise" in page
    assert "We no longer do this." in page
    assert who["acme"].post(f"{CODE}/revise").status_code == 409


def test_the_public_timeline_tells_publications_only(who):
    published(who)
    who["acme"].post(f"{CODE}/revise")
    page = said(who["visitor"].get(CODE))
    assert page.count("published an edition") == 1
    assert "draft" not in page
    assert "began a revision" not in page
    assert "began a revision" in said(who["acme"].get(CODE))


def test_a_draft_is_not_there_for_anybody_else(who):
    drafted(who)
    for name in ("visitor", "amy", "beta", "cyber", "guild", "operator", "auditor"):
        browser = who[name]
        gone = 303 if name == "visitor" else 404
        for path in (CODE, f"{CODE}/edit", f"{CODE}/compare"):
            assert browser.get(path).status_code == gone, (name, path)
            assert browser.get(path.replace("000001", "000009")).status_code == gone, (name, path)
        assert "K-2026" not in said(browser.get("/en/codes/")), name


def test_the_next_draft_of_a_published_code_is_hidden_too(who):
    published(who)
    who["acme"].post(f"{CODE}/revise")
    assert who["acme"].get(f"{CODE}?edition=2").status_code == 200
    for name, query in product(("visitor", "beta"), ("?edition=2", "/compare?from=1&to=2", "?edition=7")):
        assert who[name].get(f"{CODE}{query}").status_code == 404, (name, query)


def test_members_read_the_draft_and_officers_act(who):
    drafted(who)
    assert who["acme_admin"].get(f"{CODE}/edit").status_code == 200
    for verb in ("edit", "publish", "revise", "withdraw"):
        assert who["beta"].get(f"{CODE}/{verb}").status_code == 404


def test_only_enterprises_and_associations_bind_themselves(who):
    for name, code in (("amy", 404), ("cyber", 404), ("operator", 404), ("visitor", 303)):
        assert who[name].get("/en/codes/new").status_code == code, name


def test_an_association_publishes_a_code(who):
    published(who, "guild")
    assert "AI Industry Guild" in said(who["visitor"].get("/en/codes/"))


def test_a_published_edition_cannot_be_edited(who):
    published(who)
    before = said(who["visitor"].get(CODE))
    assert who["acme"].get(f"{CODE}/edit").status_code == 409
    assert who["acme"].send(f"{CODE}/edit", **(PLAIN | ONE | {"title": "Changed"})).status_code == 409
    assert who["acme"].send(f"{CODE}/publish", checked="y", once="another").status_code == 409
    assert said(who["visitor"].get(CODE)) == before


def test_editing_the_next_draft_leaves_the_edition_before_alone(who):
    published(who)
    before = said(who["visitor"].get(CODE))
    who["acme"].post(f"{CODE}/revise")
    who["acme"].post(f"{CODE}/edit", **(PLAIN | ONE | {"clauses-0-body": "Nothing.", "title": "Other"}))
    assert said(who["visitor"].get(CODE)) == before


def test_the_second_edition_must_say_what_changed(who):
    published(who)
    who["acme"].post(f"{CODE}/revise")
    refused = who["acme"].post(f"{CODE}/publish", checked="y")
    assert refused.status_code == 422
    assert "Say in the draft what changed and why" in said(refused)


def test_a_code_without_clauses_is_not_published(who):
    who["acme"].post("/en/codes/new", **PLAIN)
    refused = who["acme"].post(f"{CODE}/publish", checked="y")
    assert refused.status_code == 422
    assert "at least one clause" in said(refused)


def test_the_draft_somebody_changed_meanwhile_is_not_published_unseen(who):
    drafted(who)
    who["acme"].open(f"{CODE}/publish")
    who["acme_admin"].post(f"{CODE}/edit", **(PLAIN | ONE | {"title": "Changed"}))
    assert who["acme"].send(f"{CODE}/publish", checked="y").status_code == 409


def test_a_stale_edit_shows_both_texts(who):
    drafted(who)
    who["acme"].open(f"{CODE}/edit")
    sent = who["acme_admin"].post(f"{CODE}/edit", **(PLAIN | ONE | {"clauses-0-body": "Hers stands."}))
    assert sent.status_code == 303
    answer = who["acme"].send(f"{CODE}/edit", **(PLAIN | ONE | {"clauses-0-body": "Mine was later."}))
    assert answer.status_code == 409
    assert "Hers stands." in said(answer)
    assert "Mine was later." in said(answer)
    assert "Hers stands." in said(who["acme"].get(CODE))


def test_sending_the_same_form_twice_does_it_once(who):
    drafted(who)
    again = who["acme"].send("/en/codes/new", **(PLAIN | ONE | TWO))
    assert again.location == f"{CODE}?done=code.draft"
    assert who["acme"].get(f"/en/codes/K-{YEAR}-000002").status_code == 404
    who["acme"].post(f"{CODE}/publish", checked="y")
    assert who["acme"].send(f"{CODE}/publish", checked="y").location == f"{CODE}?done=code.publish"
    who["acme"].post(f"{CODE}/revise")
    assert who["acme"].send(f"{CODE}/revise").location == f"{CODE}?edition=2&done=code.revise"


def test_codes_are_filtered_by_organisation_and_status(who):
    published(who)
    who["beta"].post("/en/codes/new", **(PLAIN | ONE | {"title": "Beta's promise"}))
    who["beta"].post(f"/en/codes/K-{YEAR}-000002/publish", checked="y")
    drafted(who, title="Acme's second")
    page = said(who["visitor"].get(f"/en/codes/?organisation={organisation_ref('beta')}"))
    assert "Beta's promise" in page
    assert "Acme's promise" not in page
    assert said(who["acme"].get("/en/codes/?status=draft")).count(f"K-{YEAR}-") == 1
    for odd in ("organisation=nobody", "organisation=" + "9" * 999, "status=%F0%9F", "page=x"):
        assert who["visitor"].get(f"/en/codes/?{odd}").status_code == 200


def test_the_pages_speak_chinese(who):
    drafted(who)
    page = said(who["acme"].get(f"/zh-hans/codes/K-{YEAR}-000001"))
    assert "这是草稿，发布前仅贵单位可见。" in page
    assert "责任分工" in page


def found(portal, browser, word):
    """Search after everything has followed."""
    portal.follow()
    return said(browser.get(f"/en/search/?q={word}"))


def test_search_knows_the_latest_edition_and_forgets_the_one_before(portal, who):
    drafted(who, title="Quokka rules")
    assert "Quokka rules" in found(portal, who["acme"], "quokka")
    assert "Quokka rules" not in found(portal, who["beta"], "quokka")
    who["acme"].post(f"{CODE}/publish", checked="y")
    assert "Quokka rules" in found(portal, who["visitor"], "quokka")
    who["acme"].post(f"{CODE}/revise")
    who["acme"].post(f"{CODE}/edit", **(PLAIN | ONE | {"title": "Wombat rules", "note": "A new animal."}))
    who["acme"].post(f"{CODE}/publish", checked="y")
    assert "Wombat rules" in found(portal, who["visitor"], "wombat")
    assert "rules" not in found(portal, who["visitor"], "quokka")


def test_a_draft_waits_for_its_officers_and_publication_is_told_at_home(portal, who):
    drafted(who)
    portal.follow()
    assert "Finish the draft and publish it" in said(who["acme"].get("/en/inbox/"))
    assert "Finish the draft" not in said(who["beta"].get("/en/inbox/"))
    who["acme"].post(f"{CODE}/publish", checked="y")
    portal.follow()
    assert "Finish the draft" not in said(who["acme"].get("/en/inbox/"))
    assert "Acme Technology published an edition" in said(who["acme_admin"].get("/en/inbox/"))
    assert "published an edition" not in said(who["beta"].get("/en/inbox/"))


def test_the_number_of_statements_does_not_grow_with_the_code(portal, who):
    published(who)
    few = len(statements(portal, lambda: who["visitor"].get(CODE)))
    for number in range(2, 5):
        who["acme"].post(f"{CODE}/revise")
        who["acme"].post(f"{CODE}/edit", **(PLAIN | ONE | TWO | {"note": f"Reason {number}"}))
        who["acme"].post(f"{CODE}/publish", checked="y")
        who["beta"].post("/en/codes/new", **(PLAIN | ONE | {"title": f"Beta {number}"}))
        who["beta"].post(f"/en/codes/K-{YEAR}-00000{number}/publish", checked="y")
    assert len(statements(portal, lambda: who["visitor"].get(CODE))) == few
    listed = len(statements(portal, lambda: who["visitor"].get("/en/codes/?organisation=O-2026-000004")))
    assert (
        len(statements(portal, lambda: who["visitor"].get("/en/codes/?organisation=O-2026-000005"))) == listed
    )
