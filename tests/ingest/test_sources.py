"""What each kind of file becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portal.cases.model import Case, Message, Statement
from portal.evaluations.model import Evaluation
from portal.identity.model import Organisation
from portal.ledger import verify
from portal.registry.model import System
from portal.statutes.model import Provision
from portal.store import open_store
from portal.store.migrate import migrate
from tests.ingest import rows
from tests.people import Portal, organisation_id, start


def test_a_complaint_with_its_answer_is_a_case_that_was_answered(portal: Portal, tmp_path: Path) -> None:
    html = "<p>三盏灯&nbsp;不亮。</p>"
    row = rows.answered(7, detail=html, _set="a2", 一级分类="城乡建设")
    rows.bring_rows(portal, "complaints", tmp_path / "in", row)
    (case,), (statement,), (message,) = (rows.every(portal, model) for model in (Case, Statement, Message))
    assert (case.status, case.source, case.topic, case.channel) == ("answered", "a2:7", "城乡建设", "import")
    assert case.filed_at == datetime(2020, 3, 1, 1, 30, tzinfo=UTC)  # 9:30 in the city
    assert case.answered_at == datetime(2020, 3, 5, 2, 0, tzinfo=UTC)
    assert case.intake_org_id == organisation_id("intake")
    assert "<" not in statement.body
    assert "三盏灯" in statement.body
    assert (message.nature, message.body) == ("answer", "已修好。")


def test_complaints_without_anybody_to_receive_them_get_a_department(tmp_path: Path) -> None:
    """A fresh portal has no organisation at all."""
    portal = fresh(tmp_path)
    rows.bring_rows(portal, "complaints", tmp_path / "in", rows.answered())
    rows.bring_rows(portal, "complaints", tmp_path / "in2", rows.answered(2))
    assert [(org.name_en, org.intake, org.sort) for org in rows.every(portal, Organisation)] == [
        ("Imported cases", True, "agency")
    ]
    portal.store.close()


def fresh(folder: Path) -> Portal:
    url = f"sqlite:///{folder}/fresh.db"
    store = open_store(url)
    migrate(store)
    store.close()
    return start(url, folder)


def test_an_incident_is_a_report_of_its_publisher_with_its_credit(portal: Portal, tmp_path: Path) -> None:
    rows.bring_rows(portal, "incidents", tmp_path / "in", rows.incident(23))
    rows.bring_rows(portal, "incidents", tmp_path / "in2", rows.incident(24))
    report, _other = rows.every(portal, Evaluation)
    publishers = [org for org in rows.every(portal, Organisation) if "AI Incident Database" in org.name_en]
    assert [(org.sort, org.status) for org in publishers] == [("association", "active")]
    assert (report.author_org_id, report.nature, report.status) == (publishers[0].id, "incident", "published")
    assert (report.source, report.domain, report.subject_name) == ("aiid:23", "7", "some bus company")
    assert report.occurred_on == date(2021, 5, 4)
    assert "CC BY-SA 4.0" in report.attribution
    assert "23" in report.attribution


def test_filings_list_each_enterprise_once_without_a_code(portal: Portal, tmp_path: Path) -> None:
    known = "甲乙科技有限公司"  # is on the portal already
    three = (
        rows.filing(1),
        rows.filing(2, algorithmClass="深度合成-服务提供者"),
        rows.filing(3, entityName=known),
    )
    rows.bring_rows(portal, "filings", tmp_path / "in", *three)
    systems = rows.every(portal, System)
    listed = [org for org in rows.every(portal, Organisation) if org.status == "listed"]
    assert [(org.name_zh, org.uscc, org.sort) for org in listed] == [("丙丁科技有限公司", None, "enterprise")]
    assert [s.org_id for s in systems] == [listed[0].id, listed[0].id, organisation_id("acme")]
    assert [s.algorithm_class for s in systems] == ["push", "synthesis_provider", "push"]
    assert systems[0].announced_on == date(2023, 6, 1)


def test_an_article_keeps_its_translation(portal: Portal, tmp_path: Path) -> None:
    both = rows.law(), rows.law(text_en="Article one.", law_en="Trial Measures")
    outcome = rows.bring_rows(portal, "laws", tmp_path / "in", *both)
    assert outcome.brought == 2
    assert [p.text_en for p in rows.every(portal, Provision)] == ["", "Article one."]


@pytest.mark.parametrize("kind", rows.FILES)
def test_real_files_come_in_and_come_in_once(portal: Portal, kind: str, tmp_path: Path) -> None:
    path = rows.REAL / rows.FILES[kind]
    if not path.is_file():
        pytest.skip(f"the file {path.name} is not beside this checkout, in ../shared/data")
    with path.open(encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line, _ in zip(file, range(250), strict=False)]
    first = rows.bring_rows(portal, kind, tmp_path / "in", *lines)
    again = rows.bring_rows(portal, kind, tmp_path / "in", *lines)
    assert first.brought >= 200
    assert first.brought + first.rejected == len(lines)
    assert (again.brought, again.known, again.rejected) == (0, first.brought, first.rejected)
    with portal.store.reading() as session:
        assert verify(session).flaw is None
