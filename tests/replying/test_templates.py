"""Reply templates: kept by a department, filled with the facts of a case, and put into what officers write."""

from __future__ import annotations

import html
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.i18n import day
from portal.i18n.language import using
from portal.replying.model import PLACEHOLDERS, filled, unfilled, unknown
from tests.factories import case, case_in
from tests.people import last_event, said

ROOM = "/en/reply-templates"
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PRICE = {
    "name": "Price put right",
    "purpose": "answer",
    "body_zh": "您的投诉（受理编号：{受理编号}）已经办结。\n{本单位}",
    "body_en": "Your complaint ｛Number｝ of {filed} is settled.\n{organisation}",
}
NONE = 'Your organisation keeps no template for this yet. <a class="govuk-link" href="/en/reply-templates/?purpose='


def add(who, by="cyber", **changes):
    answer = who[by].post(f"{ROOM}/new", **{**PRICE, **changes})
    assert answer.status_code == 303, said(answer)
    return re.search(r"/reply-templates/([\w-]+)", answer.location)[1]


def start(browser, path, key, **typed):
    """Press the button beside the choice: the form comes back, and nothing else happens."""
    browser.open(path)
    answer = browser.send(path, **{"start": key, "start-from": "y", **typed})
    assert answer.status_code == 200, said(answer)
    return answer.text


def written(page, name="body"):
    return html.unescape(
        re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)[1]
    )


def offered(page):
    """Return the titles of the groups and the keys in each, in order."""
    found = re.findall(r'<optgroup label="([^"]*)">(.*?)</optgroup>', page, re.DOTALL)
    return [(title, re.findall(r'value="([^"]+)"', inside)) for title, inside in found if title]


# --- keeping them ---


def test_an_officer_keeps_templates_and_colleagues_read_them(portal, who):
    ref = add(who)
    assert last_event(portal).facts == {"purpose": "answer"}
    page = said(who["cyber_member"].get(f"{ROOM}/{ref}"))
    assert all(text in page for text in ("Price put right", "Official answer", "Version 1", "已经办结"))
    assert "Change the template" not in page
    listed = said(who["cyber_member"].get(f"{ROOM}/"))
    assert "Price put right" in listed
    assert "Add a template" not in listed


def test_older_wordings_are_kept_compared_and_restored(portal, who):
    ref = add(who)
    path = f"{ROOM}/{ref}"
    changed = {**PRICE, "body_en": "Your complaint {number} is settled."}
    assert who["cyber"].post(f"{path}/change", **changed).status_code == 303
    page = who["cyber"].get(path)
    told = said(page)
    assert ("Wording 2," in told, "Wording 1," in told, "by Cyber" in told) == (True, True, True)
    assert "Removed: " in told
    restore = re.findall(r"/reply-templates/wordings/[\w-]+/restore", page.text)
    assert len(restore) == 1
    address = f"/en{restore[0]}"
    assert "Added: " in said(who["cyber"].get(address))
    assert who["cyber"].post(address).status_code == 303
    assert last_event(portal).facts == {"purpose": "answer", "restored": 1}
    now = said(who["cyber_member"].get(path))
    assert ("｛Number｝ of {filed}" in now, "restored an older wording" in now, "Wording 3," in now) == (
        True,
        True,
        False,
    )
    assert "stands exactly so already" in said(who["cyber"].post(address))
    assert "Wording 3," in said(who["cyber"].get(path))
    for name in ("cyber_member", "market", "intake", "amy", "operator"):
        assert who[name].get(address).status_code == 404, name
    assert who["cyber"].post(f"{path}/retire").status_code == 303
    assert "Put it back into use first." in said(who["cyber"].post(address))


@ONE_DATABASE
@pytest.mark.parametrize("name", ["intake", "market", "acme", "guild", "amy", "operator", "auditor"])
def test_nobody_outside_the_organisation_sees_one(who, name):
    ref = add(who)
    assert [who[name].get(f"{ROOM}/{ref}{page}").status_code for page in ("", "/change", "/retire")] == [
        404
    ] * 3
    assert "Price put right" not in who[name].get(f"{ROOM}/").text


def test_members_and_other_organisations_keep_none(who):
    for name in ("cyber_member", "acme", "guild", "amy", "operator"):
        assert who[name].get(f"{ROOM}/new").status_code == 404, name


def test_without_a_template_the_page_says_what_to_do(who):
    assert who["cyber"].get(f"{ROOM}/").text.count(f'href="{ROOM}/new"') == 2
    assert "Officers of your organisation can add templates." in said(who["cyber_member"].get(f"{ROOM}/"))
    assert f'href="{ROOM}/"' in who["cyber_member"].get("/en/cases/").text
    assert f'href="{ROOM}/"' not in who["amy"].get("/en/cases/").text


@ONE_DATABASE
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"body_zh": "", "body_en": ""}, "Write the text in at least one of the two languages."),
        ({"body_en": "Dear {name},"}, "{name} is not a placeholder."),
        ({"body_zh": "尊敬的{投诉人}："}, "{投诉人} is not a placeholder."),
        ({"body_en": "{number.__class__}"}, "{number.__class__} is not a placeholder."),
        ({"body_en": "{0}"}, "{0} is not a placeholder."),
        ({"body_en": "{number!r}"}, "{number!r} is not a placeholder."),
        ({"body_en": "{{number}}"}, "The brace { stands alone."),
        ({"body_en": "until {due"}, "The brace { stands alone."),
        ({"body_en": f"{{{'x' * 500}}}"}, "is not a placeholder."),
        ({"name": ""}, "Fill in this field."),
        ({"purpose": "nonsense"}, "Not a valid choice"),
        ({"body_en": "x" * 8001}, "Use 8000 characters or fewer."),
    ],
)
def test_what_could_never_be_filled_in_is_refused_and_kept(who, changes, message):
    page = who["cyber"].post(f"{ROOM}/new", **{**PRICE, **changes})
    assert (page.status_code, message in said(page)) == (422, True), said(page)
    typed = PRICE | changes
    assert [written(page.text, name) for name in ("body_zh", "body_en")] == [
        typed["body_zh"],
        typed["body_en"],
    ]


def test_two_of_one_name_for_one_purpose_are_one_too_many(who):
    ref = add(who)
    twin = who["cyber"].post(f"{ROOM}/new", **PRICE)
    assert (twin.status_code, "There is a template of this name" in said(twin)) == (422, True)
    add(who, purpose="progress")
    add(who, "market")
    assert who["cyber"].post(f"{ROOM}/{ref}/retire").status_code == 303
    add(who)
    again = who["cyber"].post(f"{ROOM}/{ref}/revive")
    assert (again.status_code, "There is a template of this name" in said(again)) == (422, True)


def test_who_changes_one_second_sees_both_texts(portal, who):
    ref = add(who)
    first, second = portal.browser("cyber"), portal.browser("cyber")
    for browser in (first, second):
        browser.open(f"{ROOM}/{ref}/change")
    assert first.send(f"{ROOM}/{ref}/change", **PRICE | {"body_en": "Theirs."}).status_code == 303
    late = second.send(f"{ROOM}/{ref}/change", **PRICE | {"body_en": "Mine.", "purpose": "progress"})
    assert late.status_code == 409
    assert all(text in said(late) for text in ("Theirs.", "Mine.", "Official answer", "Progress"))
    assert "Theirs." in said(who["cyber"].get(f"{ROOM}/{ref}"))
    assert "Version 2" in said(who["cyber"].get(f"{ROOM}/{ref}"))


# --- starting from one ---

FORMS = {
    "answer": ("handling", "cyber", "answer"),
    "closing": ("answered", "cyber", "close"),
    "refusal": ("received", "intake", "refuse"),
    "request": ("handling", "cyber", "ask-info"),
    "progress": ("handling", "cyber", "progress"),
    "message": ("handling", "cyber", "message"),
    "appeal": ("appealed", "intake_head", "decide-appeal"),
}


@ONE_DATABASE
@pytest.mark.parametrize("purpose", FORMS)
def test_every_form_that_writes_to_a_complainant_starts_from_a_template(portal, who, purpose):
    state, name, page = FORMS[purpose]
    path = f"/en/cases/{case_in(portal, state)}/{page}"
    assert f"{NONE}{purpose}" in who[name].get(path).text
    ref, before = add(who, name, purpose=purpose), None
    before = last_event(portal).id
    shown = start(who[name], path, f"{ref}.en")
    assert written(shown).startswith(f"Your complaint {path.split('/')[3]} of ")
    assert "The text of the template stands in the form." in shown
    assert "govuk-error-summary" not in shown
    assert last_event(portal).id == before


def test_the_language_of_the_case_comes_first_and_the_other_can_be_chosen(portal, who):
    ref = add(who)
    zh, en = f"{ref}.zh-hans", f"{ref}.en"
    english = who["cyber"].get(f"/en/cases/{case_in(portal, 'handling')}/answer").text
    assert offered(english) == [("In English, in which the case was filed", [en]), ("In Chinese", [zh])]
    number = case_in(portal, "handling", lang="zh-hans")
    chinese = who["cyber"].get(f"/en/cases/{number}/answer").text
    assert offered(chinese) == [("In Chinese, in which the case was filed", [zh]), ("In English", [en])]
    text = written(start(who["cyber"], f"/en/cases/{number}/answer", zh))
    assert text == f"您的投诉（受理编号：{number}）已经办结。\n市网信办"


def test_the_facts_are_in_the_language_of_the_text(portal, who):
    ref, number = add(who), case_in(portal, "handling")
    with using("en"):
        filed = day(case(portal, number).filed_at)
    text = written(start(who["cyber"], f"/zh-hans/cases/{number}/answer", f"{ref}.en"))
    assert text == f"Your complaint {number} of {filed} is settled.\nCyberspace Office"


def test_what_was_typed_stays_and_nothing_is_sent(portal, who):
    ref = add(who, purpose="closing", body_en="Explained.")
    other = add(who, purpose="closing", body_en="Settled.", name="Settled")
    path = f"/en/cases/{case_in(portal, 'answered')}/close"
    typed = {"outcome": "explained", "next_step": "review", "whereto": "the court", "promised_on": "x"}
    page = start(who["cyber"], path, f"{ref}.en", body="My own words.", **typed)
    assert written(page) == "My own words.\n\nExplained."
    assert all(f'value="{typed[name]}" selected' in page for name in ("outcome", "next_step"))
    assert 'value="the court"' in page
    replaced = start(who["cyber"], path, f"{other}.en", body="Explained.", **typed)
    assert written(replaced) == "Settled."
    assert written(start(who["cyber"], path, "nothing", body="My own words.")) == "My own words."
    assert case(portal, path.split("/")[3]).status == "answered"


def test_files_are_kept_and_the_answer_goes_the_usual_way(portal, who):
    ref, number = add(who), case_in(portal, "handling")
    path = f"/en/cases/{number}/answer"
    page = start(who["cyber"], path, f"{ref}.en", files=(io.BytesIO(b"what was found"), "found.txt"))
    assert "found.txt" in page
    token = re.search(r'name="files-token" value="([^"]+)"', page)[1]
    sent = who["cyber"].send(path, **{"body": written(page), "start": f"{ref}.en", "files-token": token})
    assert (sent.status_code, last_event(portal).verb) == (303, "case.answer")
    told = said(who["amy"].get(f"/en/cases/{number}"))
    assert f"Your complaint {number}" in told
    assert "found.txt" in told


def test_a_fact_that_is_not_known_is_never_sent_as_a_placeholder(portal, who):
    ref = add(who, body_en="{enterprise} has answered by {due}.")
    number = case_in(portal, "handling", subject_org_id=None)
    path = f"/en/cases/{number}/answer"
    page = start(who["cyber"], path, f"{ref}.en")
    assert "still to be written by you: {enterprise}" in said(who["cyber"].get(path + f"?start={ref}.en"))
    assert written(page).startswith("{enterprise} has answered by ")
    refused = who["cyber"].post(path, body=written(page))
    assert refused.status_code == 422
    assert "Write what belongs in the place of {enterprise}, or leave it out." in said(refused)
    assert case(portal, number).status == "handling"


def test_complainants_write_as_before(portal, who):
    add(who, purpose="message")
    path = f"/en/cases/{case_in(portal, 'handling')}/message"
    assert "template" not in said(who["amy"].get(path))
    assert who["amy"].post(path, body="It said {due} on the page.").status_code == 303


def test_one_that_is_out_of_use_is_not_offered(portal, who):
    ref = add(who)
    path = f"/en/cases/{case_in(portal, 'handling')}/answer"
    assert who["cyber"].post(f"{ROOM}/{ref}/retire").status_code == 303
    assert f"{NONE}answer" in who["cyber"].get(path).text
    assert written(start(who["cyber"], path, f"{ref}.en")) == ""
    assert who["cyber"].post(path, body="Done.", start=f"{ref}.en").status_code == 303


def test_enter_sends_the_form_and_not_the_choice(portal, who):
    add(who, purpose="closing")
    page = who["cyber"].get(f"/en/cases/{case_in(portal, 'answered')}/close").text
    form = page[page.index('<form class="gz-form"') :]
    assert 'class="gz-first"' in re.search(r'<button type="submit"[^>]*>', form)[0]


# --- what a placeholder is ---

FACTS = {code: f"<{code}>" for code in PLACEHOLDERS}
PIECES = st.lists(
    st.sampled_from(["{", "}", "｛", "｝", "number", "due", "受理编号", " ", "%s", "{0}", "x"]), max_size=12
)


@given(PIECES)
def test_what_is_accepted_is_filled_and_nothing_of_it_is_left(pieces):
    text = "".join(pieces)
    if not list(unknown(text)):
        done = filled(text, FACTS)
        assert unfilled(done) == []
        assert not re.search("[{}｛｝]", done)


def test_a_fact_is_put_in_as_it_is():
    assert filled("{enterprise}", {"enterprise": "{number} Ltd", "number": "C-1"}) == "{number} Ltd"
    assert filled("%(number)s {number}", {"number": r"\1 %s"}) == r"%(number)s \1 %s"
