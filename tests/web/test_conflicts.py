"""Two people at once: the second is told what the first has done, and nothing typed is lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import event

from tests.factories import case_in
from tests.organisations.test_joining import apply
from tests.people import said


def test_the_second_of_two_officers_sees_both_texts(portal, who):
    path = f"/en/cases/{case_in(portal, 'handling')}"
    second = portal.browser("cyber")
    second.open(f"{path}/answer")
    assert who["cyber"].post(f"{path}/answer", body="It was switched off.").status_code == 303
    late = second.send(f"{path}/answer", body="It is being looked into.")
    page = said(late)
    assert late.status_code == 409
    assert "State now Answered" in page
    assert "Cyberspace Office gave the official answer It was switched off." in page
    assert "It is being looked into." in page
    assert path in late.text


def test_who_comes_too_late_is_told_before_they_type(portal, who):
    path = f"/zh-hans/cases/{case_in(portal, 'closed')}"
    page = who["cyber"].get(f"{path}/answer")
    assert page.status_code == 409
    assert "当前状态 已办结" in said(page)
    assert "市人工智能投诉受理中心 回访了投诉人" in said(page)
    assert "<textarea" not in page.text


def test_the_words_of_the_first_are_shown_to_readers_only(portal, who):
    path = f"/en/cases/{case_in(portal, 'handling')}"
    assert who["cyber"].post(f"{path}/note", body="Ask for the logs.").status_code == 303
    page = who["amy"].get(f"{path}/accept")
    assert page.status_code == 404
    withdrawn = who["amy"].post(f"{path}/withdraw")
    assert withdrawn.status_code == 303
    late = said(who["amy"].get(f"{path}/message"))
    assert "State now Withdrawn" in late
    assert "Ask for the logs." not in late


class _Meeting:
    """Lets two transactions write at the same moment where the database allows two to write."""

    def __init__(self, portal, statement):
        self.engine, self.statement = portal.store.engine, statement
        self.barrier = threading.Barrier(2)

    def wait(self, _connection, _cursor, statement, *_):
        if statement.startswith(self.statement):
            with suppress(threading.BrokenBarrierError):
                self.barrier.wait(1)

    def __enter__(self):
        event.listen(self.engine, "before_cursor_execute", self.wait)

    def __exit__(self, *_):
        event.remove(self.engine, "before_cursor_execute", self.wait)


@pytest.mark.parametrize("turn", [("amy", "bob"), ("bob", "amy")])
def test_two_operators_approve_one_credit_code_at_the_same_instant(portal, who, turn):
    pages = [apply(who[name]) for name in turn]
    operators = [portal.browser("operator") for _ in pages]
    for operator, page in zip(operators, pages, strict=True):
        operator.open(f"{page}/approve")
    with _Meeting(portal, "UPDATE organisation"), ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda o, p: o.send(f"{p}/approve"), operators, pages))
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    late = next(answer for answer in answers if answer.status_code == 422)
    assert "has this credit code by now" in said(late)
