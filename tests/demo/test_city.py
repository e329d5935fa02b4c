"""The demonstration is played through the portal's own commands, whole, in order, and always the same."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

import portal
from portal import demo
from portal.access import trusted
from portal.cases.model import (
    CATEGORIES,
    CHANNELS,
    MATTERS,
    OPEN,
    SEVERITIES,
    STANDINGS,
    Case,
    Complainant,
    Particulars,
)
from portal.cases.model import OUTCOMES as CASE_OUTCOMES
from portal.cases.model import STATUSES as CASE_STATUSES
from portal.clocks import Clock
from portal.clocks.model import DUTY, LIVE
from portal.codes.model import Code, Edition
from portal.evaluations.model import DOMAINS, POSITIONS, RISKS, Evaluation, Reply
from portal.evaluations.model import STATUSES as EVALUATION_STATUSES
from portal.files.model import Attachment
from portal.identity.model import Account, Group, Membership, Organisation
from portal.ledger import Event, verify
from portal.notices.model import LEVELS, NATURES, OUTCOMES, Feedback, Notice
from portal.notices.model import STATUSES as NOTICE_STATUSES
from portal.registry.model import System
from portal.statutes.model import Provision
from portal.store import now
from tests.demo.playing import City, heard
from tests.people import said

CHINA = ZoneInfo("Asia/Shanghai")
# A case stays there for days, so that a moment of the city shows few of them.
PASSING = {
    *("dispatched", "needs_info", "appealed", "objected", "appraisal"),
    *("callback", "redo", "under_review", "awaiting_company"),
}


def counts(city: City, column: Any) -> dict[Any, int]:
    with city.portal.store.reading() as session:
        query = trusted(select(column, func.count()).group_by(column), "tests")
        return {line[0]: line[1] for line in session.execute(query)}


def events(city: City) -> list[Event]:
    with city.portal.store.reading() as session:
        found = list(session.scalars(select(Event).order_by(Event.id)))
        session.expunge_all()
        return found


def test_the_ledger_of_a_case_tells_of_every_part_of_it(city: City) -> None:
    """The page of a case asks nothing of kinds that no event of the case has touched."""
    told = {
        (event.subject_id, kind)
        for event in events(city)
        if event.kind == Case.kind
        for kind, _id in event.rows
    }
    parts = [kind.model for kind in portal.SLICES["cases"].kinds if hasattr(kind.model, "case_id")]
    there: set[tuple[int, str]] = set()
    for model in parts:
        there |= {(case_id, model.kind) for case_id in counts(city, model.case_id)}
    with city.portal.store.reading() as session:
        query = select(Case.id).join(Attachment, Attachment.record_ref == Case.ref)
        files = {(case_id, Attachment.kind) for case_id in session.scalars(trusted(query, "tests"))}
    assert files
    there |= files
    assert len({kind for _case, kind in there}) > 10
    assert there - told == set()


def test_every_step_is_played(postgresql_city: City) -> None:
    assert heard(postgresql_city) == (demo.length(), postgresql_city.played)


def test_the_ledger_holds(city: City) -> None:
    with city.portal.store.reading() as session:
        verdict = verify(session)
    assert verdict.flaw is None
    assert verdict.events >= demo.length()


def test_time_runs_forward_and_ends_within_the_last_week(city: City) -> None:
    times = [event.at for event in events(city)]
    assert times == sorted(times)
    assert timedelta(0) <= now() - times[-1] < timedelta(days=7)
    assert times[-1] - times[0] > timedelta(days=365)


def test_officials_work_on_weekdays_and_in_office_hours(city: City) -> None:
    official = [event.at.astimezone(CHINA) for event in events(city) if event.actor_kind == "agency"]
    assert len(official) > 500
    assert {at.weekday() for at in official} == {0, 1, 2, 3, 4}
    assert min(at.hour for at in official) >= 8
    assert max(at.hour for at in official) < 19


def test_the_city_is_large_enough(city: City) -> None:
    sorts = counts(city, Organisation.sort)
    assert sorts["agency"] >= 6
    assert sorts["enterprise"] >= 12
    assert sorts["association"] >= 5
    records = [sum(counts(city, model.status).values()) for model in (Case, Notice, Code, Evaluation)]
    assert sum(records) >= 300
    assert min(records) >= 30
    assert sum(counts(city, System.status).values()) >= 30
    assert sum(counts(city, Provision.status).values()) >= 90


STATES: tuple[tuple[Any, Any, int], ...] = (
    (Case.status, set(CASE_STATUSES) - PASSING, 9),
    (Case.status, PASSING, 2),
    (Case.outcome, set(CASE_OUTCOMES), 1),
    (Case.category, CATEGORIES, 3),
    (Case.matter, MATTERS, 2),
    (Case.channel, {*CHANNELS, "web"}, 1),
    (Complainant.standing, STANDINGS, 1),
    (Particulars.severity, set(SEVERITIES) - {"unknown", "serious_incident", "disaster"}, 1),
    (Notice.status, NOTICE_STATUSES, 2),
    (Notice.level, LEVELS, 2),
    (Notice.nature, NATURES, 2),
    (Feedback.outcome, set(OUTCOMES) - {"disagree_risk", "not_competent"}, 1),
    (Code.status, {"draft", "published", "withdrawn"}, 1),
    (Edition.status, {"draft", "published", "superseded"}, 4),
    (Evaluation.status, EVALUATION_STATUSES, 1),
    (Evaluation.risk, RISKS, 1),
    (Evaluation.domain, DOMAINS, 4),
    (Reply.position, POSITIONS, 2),
    (Organisation.status, {"applied", "active", "refused"}, 1),
    (Membership.status, {"requested", "active", "ended"}, 1),
    (Account.duty, {"", "operator", "auditor"}, 1),
    (Group.status, {"active"}, 3),
)


def test_every_state_is_there(city: City) -> None:
    missing = {}
    for column, wanted, least in STATES:
        found = counts(city, column)
        missing[str(column), least] = {value for value in wanted if found.get(value, 0) < least}
    assert {name: values for name, values in missing.items() if values} == {}


def test_time_has_acted_in_the_city_and_no_duty_runs_on_a_case_that_is_over(city: City) -> None:
    verbs = Counter(event.verb for event in events(city))
    assert min(verbs["case.remind"], verbs["case.fall_due"]) > 0
    with city.portal.store.reading() as session:
        over = (
            Clock.kind == "case",
            Clock.status.in_(LIVE),
            Clock.nature == DUTY,
            Case.status.not_in(OPEN.split()),
        )
        query = select(func.count()).select_from(Clock).join(Case, Case.id == Clock.subject_id).where(*over)
        assert session.scalar(trusted(query, "tests")) == 0
        late = select(func.count()).where(Clock.fell_due_at.is_not(None))
        assert session.scalar(late) == verbs["case.fall_due"]


def test_every_kind_of_matter_is_filed_in_the_language_of_those_who_file_it(city: City) -> None:
    with city.portal.store.reading() as session:
        lines = session.execute(trusted(select(Case.matter, Case.lang), "tests")).all()
    both = {matter for matter, lang in lines if lang == "en"} & {m for m, lang in lines if lang == "zh-hans"}
    assert both == set(MATTERS) - {"finding"}  # the city's departments write Chinese
    assert max(counts(city, Case.supporters)) >= 3


def test_some_enterprises_reply_before_publication_and_some_after(city: City) -> None:
    waited = counts(city, Evaluation.waited)
    assert waited[True] >= 10
    assert waited[False] >= 10


def test_the_same_scenario_gives_the_same_ledger_on_either_database(
    postgresql_city: City, sqlite_city: City
) -> None:
    one, other = events(postgresql_city), events(sqlite_city)
    assert [event.hash for event in other[: len(one)]] == [event.hash for event in one]
    assert {event.actor_kind for event in other[len(one) :]} <= {"clock"}  # it went on for a moment
    assert counts(sqlite_city, Case.ref) == counts(postgresql_city, Case.ref)
    assert sqlite_city.played == postgresql_city.played


def test_the_anonymous_case_can_be_followed_with_its_code(sqlite_city: City) -> None:
    visitor = sqlite_city.portal.browser()
    path = f"/en/cases/{sqlite_city.played.case_ref}"
    sent = visitor.post(
        "/en/cases/track", reference=sqlite_city.played.case_ref, code=sqlite_city.played.code
    )
    assert (sent.status_code, sent.headers.get("Location")) == (303, path)
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize("room", ["cases", "notices", "codes", "evaluations", "organisations", "search"])
def test_the_lists_are_full_for_everybody(sqlite_city: City, room: str) -> None:
    for lang in ("en", "zh-hans"):
        page = sqlite_city.portal.browser().get(f"/{lang}/{room}/")
        assert page.status_code == 200
        assert page.text.count(f"/{lang}/") > 20


def test_the_demo_people_find_work_when_they_sign_in(sqlite_city: City) -> None:
    portal, found = sqlite_city.portal, {}
    with portal.store.reading() as session:
        accounts = session.execute(trusted(select(Account.email, Account.id), "tests"))
        ids = {line.email.partition("@")[0]: line.id for line in accounts}
    for name in ("zhou.wei", "he.yan", "fang.ting", "feng.lin", "gao.peng"):
        browser = portal.browser()
        browser.sign_in(ids[name])
        found[name] = "Nothing waits" not in said(browser.get("/en/"))
    assert found == dict.fromkeys(found, True)


def test_one_password_opens_every_account(sqlite_city: City) -> None:
    hashes = counts(sqlite_city, Account.password)
    assert len(hashes) == 1
    sent = sqlite_city.portal.browser().post(
        "/en/account/sign-in", email="lin.jing@demo.example", password=demo.PASSWORD
    )
    assert sent.status_code == 303
