"""Rows of the four kinds of file the portal brings in, and the way to bring them in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.access import trusted
from portal.ingest import Outcome, ingest
from portal.ingest.sources import source_for
from tests.people import Portal

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = {
    "complaints": "complaints_zh.jsonl",
    "incidents": "ai_incidents_en.jsonl",
    "filings": "enterprises_algo_filings.jsonl",
    "laws": "cn_ai_regs.jsonl",
}


def answered(number: int = 1, **changes: Any) -> dict[str, Any]:
    plain = {
        "留言编号": number,
        "留言主题": "路灯不亮",
        "留言时间": "2020/3/1 9:30:00",
        "detail": "三盏灯不亮。",
    }
    return plain | {"reply": "已修好。", "答复时间": "2020/3/5 10:00:00"} | changes


def incident(number: int = 1, **changes: Any) -> dict[str, Any]:
    plain = {
        "incident_id": str(number),
        "date": "2021-05-04",
        "title": "A bus stopped",
        "description": "It did.",
    }
    parties = {"Alleged deployer of AI system": ["some-bus-company"]}
    return plain | parties | {"MIT": {"Risk Domain": "7. AI system safety, failures"}} | changes


def filing(number: int = 1, **changes: Any) -> dict[str, Any]:
    plain = {
        "recordNumber": f"网信算备{number:019d}号",
        "entityName": "丙丁科技有限公司",
        "algorithmName": "推荐",
    }
    return plain | {"algorithmClass": "个性化推送类", "announcementDate": "2023-06"} | changes


def law(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {"law": "试行办法", "article": f"第{number}条", "text": f"第{number}条的内容。"} | changes


MAKE = {"complaints": answered, "incidents": incident, "filings": filing, "laws": law}


def write(path: Path, rows: Iterable[Any]) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def bring(portal: Portal, kind: str, path: Path) -> Outcome:
    source = source_for(kind, portal.store, portal.gate, portal.settings.zone)
    return ingest(portal.store, source, path, path.with_suffix(".rejected"))


def bring_rows(portal: Portal, kind: str, path: Path, *rows: Any) -> Outcome:
    return bring(portal, kind, write(path, rows))


def reasons(path: Path) -> dict[int, str]:
    """Return why each line was rejected."""
    lines = path.with_suffix(".rejected").read_text(encoding="utf-8").splitlines()
    return {found["line"]: found["reason"] for found in map(json.loads, lines)}


def every(portal: Portal, model: Any) -> list[Any]:
    with portal.store.reading() as session:
        found = list(session.scalars(trusted(select(model).order_by(model.id), "tests")))
        session.expunge_all()
        return found
