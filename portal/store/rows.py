"""The base classes of all tables, and the column types that both databases understand alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, String, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from portal.store.moment import now

Json = JSON().with_variant(JSONB(), "postgresql")
BigId = BigInteger().with_variant(Integer(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware instant. SQLite keeps no zone, so it stores and returns UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the database UTC. Raises ValueError for a naive datetime."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive datetime is no instant")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return what the database has as an aware instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(DeclarativeBase):
    """Any table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant(),
        dict[str, Any]: Json,
        list[Any]: Json,
    }


class Governed(Row):
    """A table whose rows are read only through the gate and change only in company of a ledger event.

    `kind` is the word that verbs, events and search use. `version` is the optimistic lock: a row
    changed by somebody else meanwhile raises `StaleDataError` at flush.
    """

    __abstract__ = True
    kind: ClassVar[str]

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ref: Mapped[str] = mapped_column(String(40), unique=True)
    version: Mapped[int]
    status: Mapped[str] = mapped_column(String(24), index=True)
    lang: Mapped[str] = mapped_column(String(10), default="zh-hans")
    author_id: Mapped[int | None] = mapped_column(BigId, index=True)
    author_org_id: Mapped[int | None] = mapped_column(BigId, index=True)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Attached(Row):
    """A row that hangs on a governed row, is read with it and changes only together with it."""

    __abstract__ = True

    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigId, primary_key=True)
