"""Nothing twice, nothing lost, nothing silently: rejected rows say why, and a killed import goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.access import trusted
from portal.cases.model import Case, Statement
from portal.cli import main
from portal.ingest import Source, ingest
from portal.ingest.runner import LONGEST_LINE
from portal.ingest.sources import source_for
from portal.ledger import verify
from portal.store import open_store
from tests.ingest import rows
from tests.people import KEY, Portal

APP = Path(__file__).resolve().parents[2] / "app.py"
MANY = 1500


@pytest.mark.parametrize("kind", rows.MAKE)
def test_a_second_run_brings_nothing(portal: Portal, kind: str, tmp_path: Path) -> None:
    path = rows.write(tmp_path / "in", [rows.MAKE[kind](number) for number in range(1, 131)])
    first, second = rows.bring(portal, kind, path), rows.bring(portal, kind, path)
    assert (first.brought, first.known, first.rejected) == (130, 0, 0)
    assert (second.brought, second.known, second.rejected) == (0, 130, 0)


@pytest.mark.parametrize("kind", rows.MAKE)
def test_the_same_row_twice_is_one_and_another_of_its_key_is_rejected(
    portal: Portal, kind: str, tmp_path: Path
) -> None:
    other = {"complaints": "detail", "incidents": "title", "filings": "algorithmName", "laws": "chapter"}[
        kind
    ]
    same = rows.MAKE[kind](1)
    outcome = rows.bring_rows(portal, kind, tmp_path / "in", same, same, same | {other: "another"})
    assert (outcome.brought, outcome.rejected) == (1, 1)
    assert "twice, with different rows" in rows.reasons(tmp_path / "in")[3]


def test_each_rejected_row_stands_in_a_file_with_its_line_and_reason(portal: Portal, tmp_path: Path) -> None:
    outcome = rows.bring_rows(
        portal,
        "complaints",
        tmp_path / "in",
        "{not json",
        "[1, 2]",
        "",
        rows.answered(4, 留言主题="  "),
        rows.answered(5, 留言时间="1020/1/1 0:00:00"),
        rows.answered(6, 留言时间="2999/1/1 0:00:00"),
        rows.answered(7, 留言时间="soon"),
        rows.answered(8, 答复时间="2019/1/1 0:00:00"),
        rows.answered(9),
        "[" * 100_000,
        '{"留言编号": ' + "9" * 5000 + "}",
        rows.answered(12, detail="长" * 60_001),
        rows.answered(13, detail=None),
        json.dumps(rows.answered(14)) + " " * LONGEST_LINE,
        rows.answered(15),
    )
    found = rows.reasons(tmp_path / "in")
    assert (outcome.brought, outcome.rejected) == (2, len(found))
    assert sorted(found) == [1, 2, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14]
    assert found[1].startswith("not JSON")
    assert found[2] == "not a JSON object"
    assert found[4] == "留言主题 is empty"
    assert "no time that can be" in found[5]
    assert "no time that can be" in found[6]
    assert "'soon'" in found[7]
    assert found[8] == "答复时间 lies before 留言时间"
    assert "longer" in found[12]
    assert "longer" in found[14]
    assert [case.source for case in rows.every(portal, Case)] == ["complaints:9", "complaints:15"]


@pytest.mark.parametrize("day", ["2999-01-01", "1066-10-14", "yesterday", "2021-02-30"])
def test_a_day_that_cannot_be_is_rejected(portal: Portal, day: str, tmp_path: Path) -> None:
    outcome = rows.bring_rows(portal, "incidents", tmp_path / "in", rows.incident(date=day))
    assert (outcome.brought, outcome.rejected) == (0, 1)
    assert "no date that can be" in rows.reasons(tmp_path / "in")[1]


def test_hostile_text_becomes_text(portal: Portal, tmp_path: Path) -> None:
    hostile = [
        "\x00",
        "a\x00b",
        "\ud800",
        "x\udfffy",
        "\u202etxt",
        "<script>alert(1)</script>",
        "'; DROP TABLE --",
    ]
    given = [rows.answered(n, 留言主题=f"t{text}", detail=f"d{text}") for n, text in enumerate(hostile, 1)]
    outcome = rows.bring_rows(portal, "complaints", tmp_path / "in", *given)
    assert (outcome.brought, outcome.rejected) == (len(hostile), 0)
    for statement in rows.every(portal, Statement):
        assert "\x00" not in statement.title + statement.body
        statement.body.encode("utf-8")
        assert "<script" not in statement.body


def test_bytes_that_are_no_utf8_and_a_byte_order_mark_do_not_stop_it(portal: Portal, tmp_path: Path) -> None:
    path = tmp_path / "in"
    good = [json.dumps(rows.answered(number)).encode() for number in (1, 2)]
    path.write_bytes(b"\xef\xbb\xbf" + good[0] + b"\r\n\xff\xfe\xfa\n" + good[1])
    outcome = rows.bring(portal, "complaints", path)
    assert (outcome.brought, outcome.rejected) == (2, 1)


def test_a_line_of_five_megabytes_is_rejected_and_the_next_comes_in(portal: Portal, tmp_path: Path) -> None:
    huge = json.dumps(rows.answered(1, detail="x" * 5_000_000))
    outcome = rows.bring_rows(portal, "complaints", tmp_path / "in", huge, rows.answered(2))
    assert (outcome.brought, outcome.rejected) == (1, 1)
    kept = (tmp_path / "in.rejected").stat().st_size
    assert kept < 50_000


def test_naughty_strings_come_in_or_say_why(portal: Portal, tmp_path: Path) -> None:
    path = rows.REAL / "naughty_strings.jsonl"
    if not path.is_file():
        pytest.skip(f"the file {path.name} is not beside this checkout, in ../shared/data")
    lines = path.read_text("utf-8").strip().split("\n")
    strings = [json.loads(line)["s"] for line in lines]
    given = [rows.answered(n, 留言主题=text, detail=text) for n, text in enumerate(strings, 1)]
    outcome = rows.bring_rows(portal, "complaints", tmp_path / "in", *given)
    assert outcome.brought + outcome.rejected == len(strings)
    assert outcome.brought > 400
    assert {reason.rpartition(" ")[2] for reason in rows.reasons(tmp_path / "in").values()} <= {"empty"}


class Breaking:
    """A source one of whose rows breaks the transaction it is brought in with."""

    name = "complaints"

    def __init__(self, within: Source, broken: str) -> None:
        self.within, self.broken = within, broken

    def read(self, row: dict[str, Any]) -> tuple[str, Any]:
        return self.within.read(row)

    def known(self, session: Session, keys: Sequence[str]) -> set[str]:
        return self.within.known(session, keys)

    def bring_in(self, session: Session, items: Sequence[Any]) -> None:
        self.within.bring_in(session, items)
        if any(item.source == self.broken for item in items):
            raise ValueError("it breaks")


def test_a_row_that_breaks_its_batch_is_lost_alone(portal: Portal, tmp_path: Path) -> None:
    path = rows.write(tmp_path / "in", [rows.answered(number) for number in range(1, 31)])
    source = Breaking(
        source_for("complaints", portal.store, portal.gate, portal.settings.zone), "complaints:17"
    )
    outcome = ingest(portal.store, source, path, path.with_suffix(".rejected"))
    assert (outcome.brought, outcome.rejected) == (29, 1)
    assert rows.reasons(path) == {17: "it breaks"}
    assert "complaints:17" not in [case.source for case in rows.every(portal, Case)]


def test_a_killed_import_is_started_again_and_every_row_is_there_once(
    tmp_path: Path, sqlite_template: Path
) -> None:
    path = rows.write(tmp_path / "in.jsonl", [rows.answered(number) for number in range(1, MANY + 1)])
    env = {"PORTAL_INSTANCE": str(tmp_path / "instance"), "PORTAL_SECRET_KEY": KEY}
    command = ["import", "complaints", str(path)]
    (tmp_path / "instance").mkdir(mode=0o700)
    shutil.copyfile(sqlite_template, tmp_path / "instance" / "portal.db")
    store = open_store(f"sqlite:///{tmp_path}/instance/portal.db")
    running = subprocess.Popen(
        [sys.executable, str(APP), *command],
        env=os.environ | env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while running.poll() is None and cases(store) < 200:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait(10)
    acknowledged = cases(store)
    assert 200 <= acknowledged < MANY
    done = CliRunner().invoke(main, command, env=env)
    assert done.exit_code == 0
    assert f"{MANY - acknowledged} brought in" in done.stdout
    assert f"{acknowledged} there already" in done.stdout
    assert cases(store) == MANY
    with store.reading() as session:
        assert verify(session).flaw is None
    store.close()


def cases(store: Any) -> int:
    with store.reading() as session:
        return int(session.scalar(trusted(select(func.count()).select_from(Case), "tests")) or 0)
