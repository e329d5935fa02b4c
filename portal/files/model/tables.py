"""The tables of files. Their bytes lie in the database, so that any process serves them and a backup is whole."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.store import Governed, Row


class Chunk(Row):
    """A piece of a file. `blob` is the random name of the whole; pieces are put together by their number."""

    __tablename__ = "chunk"
    blob: Mapped[str] = mapped_column(String(22), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Upload(Row):
    """A file that was sent and is not attached yet. `token` is the hash of what the sender's browser holds."""

    __tablename__ = "upload"
    ref: Mapped[str] = mapped_column(String(22), primary_key=True)
    token: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(8))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    copy_size: Mapped[int] = mapped_column(BigInteger)
    copy_sha256: Mapped[str] = mapped_column(String(64))
    copy: Mapped[str] = mapped_column(String(22))
    original: Mapped[str] = mapped_column(String(22))
    at: Mapped[datetime] = mapped_column(index=True)


class Attachment(Governed):
    """A file that hangs on a part of a record and is read by whoever reads that part.

    `copy` is the blob of the copy to share, without what tells of its makers; `original` that of the sealed
    original; attachments of a case and of what was split off it share both. `sha256` and `size` are the original's.
    `room` and `record_ref` say where the record is shown.
    """

    __tablename__ = "attachment"
    kind = "attachment"
    part_kind: Mapped[str] = mapped_column(String(24))
    part_ref: Mapped[str] = mapped_column(String(40))
    room: Mapped[str] = mapped_column(String(24))
    record_ref: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(8))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    copy_size: Mapped[int] = mapped_column(BigInteger)
    copy_sha256: Mapped[str] = mapped_column(String(64))
    copy: Mapped[str] = mapped_column(String(22))
    original: Mapped[str] = mapped_column(String(22))

    __table_args__ = (Index("ix_attachment_part", "part_kind", "part_ref"),)


class Opening(Governed):
    """One opening of a sealed original: by whom, when, and the reason given. Read by whoever reads the attachment."""

    __tablename__ = "opening"
    kind = "opening"
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
