"""The form of an edition: clause by clause, without a script, whatever is sent to it."""

from __future__ import annotations

import re

import pytest

from tests.codes.test_life import CODE, ONE, PLAIN, TWO, drafted, keys
from tests.people import said

NEW = "/en/codes/new"


def values(response, name):
    """Return the values of the inputs whose name ends so, in the order of the page."""
    return re.findall(rf'name="clauses-\d+-{name}"[^>]*value="([^"]*)"', response.text)


def test_another_clause_is_added_and_everything_typed_is_kept(who):
    answer = who["acme"].post(NEW, **(PLAIN | ONE | {"title": "", "preview": "add"}))
    assert answer.status_code == 200
    assert values(answer, "number") == ["1.1", "1.2"]
    assert "We report a serious incident within **15 days**." in answer.text
    assert who["acme"].get(CODE).status_code == 404


def test_saving_comes_before_adding_so_that_enter_saves(who):
    buttons = re.findall(r"<button[^>]*>([^<]*)", who["acme"].get(NEW).text.partition("gz-form")[2])
    assert buttons[:2] == ["Save the draft", "Add another clause"]


def test_a_clause_is_removed_and_another_moved(who):
    drafted(who)
    three = {
        "clauses-2-number": "1.0",
        "clauses-2-heading": "First of all",
        "clauses-2-body": "We obey the law.",
    }
    who["acme"].post(
        f"{CODE}/edit", **(PLAIN | ONE | TWO | three | keys(who["acme"]) | {"clauses-1-remove": "y"})
    )
    page = said(who["acme"].get(CODE))
    assert "Labels" not in page
    assert page.index("1.0 First of all") < page.index("1.1 Incidents are reported")


def test_errors_keep_everything_and_say_where(who):
    bad = {"clauses-1-number": "one", "clauses-1-heading": "", "clauses-0-number": "1.1"}
    answer = who["acme"].post(NEW, **(PLAIN | ONE | TWO | bad | {"title": ""}))
    assert answer.status_code == 422
    assert 'href="#clauses-1-number"' in answer.text
    assert 'href="#clauses-1-heading"' in answer.text
    assert 'href="#title"' in answer.text
    assert "Generated pictures carry a label." in answer.text


def test_two_clauses_do_not_share_a_number(who):
    answer = who["acme"].post(NEW, **(PLAIN | ONE | TWO | {"clauses-1-number": "1.1。"}))
    assert answer.status_code == 422
    assert "Another clause has this number already." in said(answer)


def test_numbers_are_read_as_people_type_them(who):
    drafted(who, **{"clauses-1-number": " １．２。"})
    assert "1.2 Labels" in said(who["acme"].get(CODE))


def test_an_empty_clause_is_not_kept(who):
    drafted(who, **{"clauses-2-number": "1.3", "clauses-2-heading": "", "clauses-2-body": ""})
    assert "1.3" not in said(who["acme"].get(CODE))


@pytest.mark.parametrize(
    "fields",
    [
        {"clauses-²-body": "x"},
        {"clauses-" + "9" * 6000 + "-body": "x"},
        {"clauses-9999-body": "x", "clauses-٣-body": "x"},
        {"clauses--1-body": "x", "clauses": "x", "clauses-0": "x", "clauses-0-": "x"},
        {"clauses-0-key": "x" * 500, "clauses-0-position": "7"},
        {"clauses-0-number": "9" * 5000},
        {"clauses-0-heading": "\x00\ud800"},
        {"lang": "fr"},
        {"title": "x" * 5000},
        {"clauses-0-body": "x" * 20_001},
        {"clauses-0-measure": "x" * 2_001},
        {"preamble": "x" * 20_001},
        {"title": " \u200b "},
    ],
    ids=range(13),
)
def test_made_up_fields_are_no_error_of_ours(who, fields):
    typed = {name: value.encode("utf-8", "surrogatepass") for name, value in (PLAIN | ONE | fields).items()}
    assert who["acme"].post(NEW, **typed).status_code in (303, 422)
    assert who["acme"].get(NEW, query_string=typed).status_code in (200, 404)


def test_a_thousand_clauses_are_refused_with_a_word(who):
    many = {}
    for n in range(1000):
        many |= {
            f"clauses-{n}-number": f"{n % 999}.{n // 999}",
            f"clauses-{n}-heading": "h",
            f"clauses-{n}-body": "b",
        }
    answer = who["acme"].post(NEW, **(PLAIN | many))
    assert answer.status_code == 422
    assert "Use 120 clauses or fewer." in said(answer)


def test_hostile_words_are_shown_as_words(who):
    evil = '<script>alert(1)</script> "onload=x [a](javascript:alert(1)) \u202e {{ 7777*7777 }}'
    fields = dict.fromkeys(("title", "preamble", "note"), evil)
    fields |= {f"clauses-0-{name}": evil for name in ("heading", "body", "responsible", "measure")}
    assert drafted(who, **fields).status_code == 303
    for path in (CODE, f"{CODE}/edit", f"{CODE}/publish", f"{CODE}/compare", "/en/codes/"):
        page = who["acme"].get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert 'href="javascript' not in page.text
        assert "60481729" not in said(page)


def test_without_its_token_nothing_is_saved_or_shown_as_saved(who):
    who["acme"].open(NEW)
    answer = who["acme"].send(NEW, **(PLAIN | ONE | {"csrf_token": "made up"}))
    assert answer.status_code == 422
    assert who["acme"].get(CODE).status_code == 404
    assert (
        who["acme"].send(NEW, **(PLAIN | ONE | {"csrf_token": "made up", "preview": "add"})).status_code
        == 422
    )


def test_blanks_are_no_answer(who):
    for name in ("title", "clauses-0-heading", "clauses-0-body"):
        assert drafted(who, **{name: " \u3000 "}).status_code == 422, name
