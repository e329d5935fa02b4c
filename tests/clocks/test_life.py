"""The clocks of a case through its life: when they start, stand still, are met, are late, and who hears of it."""

from __future__ import annotations

from datetime import date

import pytest

from portal import clocks
from portal.access import Refused
from portal.store import at
from tests.clocks.keeping import city, clock_of, clocks_of, on, tick, verbs
from tests.factories import case, case_in, filed
from tests.people import said, statements

MONDAY = city("2026-11-23 10:00")


def test_the_decision_whether_to_accept_is_due_seven_working_days_after_filing(portal):
    with at(MONDAY):
        ref = filed(portal)
    clock = clock_of(portal, ref, "acceptance")
    assert (clock.due_on, clock.due_at) == (date(2026, 12, 2), city("2026-12-03 00:00"))
    assert (clock.status, clock.provisional, clock.calendar) == ("running", False, "2026/1")
    assert case(portal, ref).due_on == date(2026, 12, 2)


def test_handling_starts_at_acceptance_and_dispatching_late_gives_no_more_time(portal):
    with at(MONDAY):
        ref = case_in(portal, "accepted")
    due = clock_of(portal, ref, "handling").due_on
    assert due == date(2026, 12, 14)
    assert clock_of(portal, ref, "acceptance").status == "met"
    with at(city("2026-12-04 10:00")):
        on(portal, ref, clocks.start, "return_dispatch", "dispatched")
    assert (clock_of(portal, ref, "handling").due_on, case(portal, ref).due_on) == (due, due)


def test_a_window_is_nobodys_duty(portal):
    with at(MONDAY):
        ref = case_in(portal, "handling")
        assert on(portal, ref, lambda _s, row: clocks.is_open(row, "return_dispatch"))
    with at(city("2026-11-26 09:00")):
        assert not on(portal, ref, lambda _s, row: clocks.is_open(row, "return_dispatch"))
        assert tick(portal) == 0


@pytest.mark.parametrize(
    ("state", "windows"), [("refused", ["refusal_window"]), ("withdrawn", []), ("closed", [])]
)
def test_nothing_but_a_window_runs_on_a_case_that_is_over(portal, state, windows):
    with at(MONDAY):
        ref = case_in(portal, state)
    running = [clock.regime for clock in clocks_of(portal, ref) if clock.status in ("running", "paused")]
    assert running == windows
    assert case(portal, ref).due_on is None


def test_a_pause_puts_the_due_date_off_by_the_days_after_it_began(portal):
    with at(MONDAY):
        ref = case_in(portal, "handling")
    with at(city("2026-11-25 17:00")):
        assert [c.regime for c in on(portal, ref, clocks.pause, "needs_info")] == ["handling"]
    assert case(portal, ref).due_on is None
    with at(city("2026-12-02 09:00")):
        on(portal, ref, clocks.resume)
    clock = clock_of(portal, ref, "handling")
    assert clock.due_on == date(2026, 12, 21)  # five working days later: 26, 27, 30 November, 1, 2 December
    assert [item["why"] for item in clock.pauses] == ["needs_info"]


def test_a_duty_that_has_fallen_due_is_not_paused_nor_extended(portal):
    with at(MONDAY):
        ref = case_in(portal, "handling")
    with at(city("2026-12-15 00:00")):
        assert on(portal, ref, clocks.pause, "appraisal") == []
        with pytest.raises(Refused, match="has passed"):
            on(portal, ref, clocks.extend, "handling", 1, "complex")


def test_an_extension_stays_within_what_the_rule_allows(portal):
    with at(MONDAY):
        ref = case_in(portal, "handling")
        on(portal, ref, clocks.extend, "handling", 4, "complex")
        assert clock_of(portal, ref, "handling").due_on == date(2026, 12, 18)
        with pytest.raises(Refused, match="so long"):
            on(portal, ref, clocks.extend, "handling", 7, "complex")
        on(portal, ref, clocks.extend, "handling", 6, "complex")
    assert [item["amount"] for item in clock_of(portal, ref, "handling").extensions] == [4, 6]


def test_time_reminds_falls_due_and_escalates_each_once(portal, who):
    with at(MONDAY):
        case_in(portal, "handling")
    told = []
    for moment in (
        "2026-12-08 10:00",
        "2026-12-09 09:00",
        "2026-12-14 23:59",
        "2026-12-15 00:00",
        "2026-12-17 09:00",
    ):
        with at(city(moment)):
            told.append(tick(portal))
            assert tick(portal) == 0
    assert told == [0, 1, 0, 1, 1]
    assert verbs(portal, "remind", "fall_due", "escalate_late") == [
        "case.remind",
        "case.fall_due",
        "case.escalate_late",
    ]
    portal.follow()
    page = {name: said(who[name].get("/en/inbox/")) for name in ("cyber", "intake", "amy")}
    assert ["reminded of a deadline" in page[name] for name in page] == [True, False, False]
    assert ["a deadline has passed" in page[name] for name in page] == [True, False, True]
    assert ["escalated the delay" in page[name] for name in page] == [False, True, False]


def test_lateness_stays_whoever_answers_when(portal, who):
    with at(MONDAY):
        ref = case_in(portal, "handling")
    with at(city("2026-12-15 00:00")):
        tick(portal)
    with at(city("2026-12-15 10:00")):
        assert portal.browser("cyber").post(f"/en/cases/{ref}/answer", body="At last.").status_code == 303
    clock = clock_of(portal, ref, "handling")
    assert (clock.status, clock.fell_due_at, clock.next_at) == ("late", city("2026-12-15 00:00"), None)
    page = said(who["amy"].get(f"/en/cases/{ref}"))
    assert "Met late" in page
    assert "The deadline passed without it being done" in page


def test_lateness_that_nobody_recorded_in_time_is_kept_all_the_same(portal):
    with at(MONDAY):
        ref = case_in(portal, "handling")
    with at(city("2026-12-16 10:00")):
        assert portal.browser("amy").post(f"/en/cases/{ref}/withdraw").status_code == 303
    assert clock_of(portal, ref, "handling").fell_due_at is not None


def test_after_a_standstill_a_reminder_that_is_of_no_use_is_left_out(portal):
    with at(MONDAY):
        ref = case_in(portal, "handling")
    with at(city("2026-12-20 10:00")):
        assert [tick(portal) for _ in range(4)] == [1, 1, 0, 0]
    assert verbs(portal, "remind", "fall_due", "escalate_late") == ["case.fall_due", "case.escalate_late"]
    assert clock_of(portal, ref, "handling").stage == 3


def test_a_rule_that_does_not_apply_says_why(portal, who):
    with at(MONDAY):
        ref = case_in(portal, "handling")
        on(portal, ref, clocks.not_applicable, "petition", "other_law")
    page = said(who["amy"].get(f"/en/cases/{ref}"))
    assert "Handling of a petition Does not apply How it is reckoned (Handling of a petition)" in page
    assert "Another rule applies instead" in page


def test_a_window_that_is_over_is_not_called_overdue(portal):
    with at(MONDAY):
        ref = case_in(portal, "handling")
        assert "Time to return a dispatch Still open" in said(portal.browser("amy").get(f"/en/cases/{ref}"))
    with at(city("2026-11-30 10:00")):
        page = said(portal.browser("amy").get(f"/en/cases/{ref}"))
    assert "Time to return a dispatch Over Until 25 November 2026 How it is reckoned" in page


def test_the_page_shows_each_clock_with_its_rule_in_both_languages(portal, who):
    with at(MONDAY):
        ref = case_in(portal, "handling")
        page = said(portal.browser("amy").get(f"/en/cases/{ref}"))
        assert "Handling and answer Running Until 14 December 2026 · 15 working days left" in page
        assert "Interim Measures on Market Supervision Complaints and Reports, art. 14" in page
        assert "Working days of 2026, edition 1" in page
        chinese = said(portal.browser("amy").get(f"/zh-hans/cases/{ref}"))
        assert "办理答复 计时中 截止2026年12月14日 · 剩余15个工作日" in chinese
        on(portal, ref, clocks.pause, "appraisal")
        page = said(portal.browser("amy").get(f"/en/cases/{ref}"))
        assert "Handling and answer Paused" in page
        assert "15 working days left when it goes on" in page
        assert "Testing or appraisal, which is not counted" in page


def test_the_page_costs_one_statement_for_its_clocks_however_many(portal, who):
    ref = case_in(portal, "handling")
    who["cyber"].get(f"/en/cases/{ref}")
    few = statements(portal, lambda: who["cyber"].get(f"/en/cases/{ref}"))
    for code in ("petition", "review", "company_first", "cyber_4h"):
        on(portal, ref, clocks.start, code, "test")
    many = statements(portal, lambda: who["cyber"].get(f"/en/cases/{ref}"))
    assert len(many) == len(few)
    assert len([statement for statement in many if "FROM clock" in statement]) == 1
