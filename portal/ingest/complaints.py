"""Citizens' messages to a local government, with the class and the official reply they got."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access import CLOCK, Gate, trusted
from portal.cases.commands import Filing, Record, bring_in
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb
from portal.ingest import fields
from portal.ingest.runner import Rejected


class Complaints:
    """Rows of 留言编号, 留言主题, 留言时间, detail, and 一级分类 or reply with 答复时间."""

    name = "complaints"

    def __init__(self, gate: Gate, zone: ZoneInfo, intake_org_id: int) -> None:
        self._gate, self._zone, self._intake = gate, zone, intake_org_id

    def read(self, row: dict[str, Any]) -> tuple[str, Record]:
        """Turn a row into the case it is. Raises Rejected."""
        key = (
            f"{fields.line(row, '_set', 40, needed=False) or 'complaints'}:{fields.line(row, '留言编号', 30)}"
        )
        filed_at = fields.instant(row, ("留言时间_iso", "留言时间"), self._zone)
        if filed_at is None:
            raise Rejected("留言时间 is empty")
        answer = fields.text(row, "reply", 60_000, needed=False)
        answered_at = fields.instant(row, ("答复时间_iso", "答复时间"), self._zone) if answer else None
        if answered_at and answered_at < filed_at:
            raise Rejected("答复时间 lies before 留言时间")
        filing = Filing(
            title=fields.line(row, "留言主题", 200),
            body=fields.text(row, "detail", 60_000),
            category="other",
            intake_org_id=self._intake,
        )
        topic = fields.line(row, "一级分类", 60, needed=False)
        return key, Record(filing, key, filed_at, self._intake, topic, answer, answered_at)

    def known(self, session: Session, keys: Sequence[str]) -> set[str]:
        """Return the keys of cases that came in before."""
        return set(session.scalars(trusted(select(Case.source).where(Case.source.in_(keys)), "import")))

    def bring_in(self, session: Session, items: Sequence[Record]) -> None:
        """Bring in the cases."""
        permit = self._gate.admit(session, CLOCK, CaseVerb.BRING_IN)
        for item in items:
            bring_in(permit, item)
