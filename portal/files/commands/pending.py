"""Files on their way: sent with a form, kept for a day for the browser that sent them, attached or forgotten."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from portal.files import queries
from portal.files.commands.blobs import keep, keep_sealed
from portal.files.model import Chunk, Upload
from portal.identity.sealing import Seal
from portal.scrub import Kind, Unfit, scrub
from portal.store import Store, now, random_reference
from portal.web.typed import clean

FILE_BYTES, FORM_BYTES, FILES = 20 * 2**20, 40 * 2**20, 10
"""Bytes of one file; bytes and number of the files of one form together."""
KEPT = timedelta(days=1)
_ROOM = (
    4 * 2**30
)  # bytes that may wait in all, so that nobody fills the disk with what is attached to nothing
_MEGA = 2**20
_NO_NAME = re.compile(r'[\\/:*?"<>|%\x00-\x1f\x7f]+')
_LONGEST = 100


def take_in(store: Store, seal: Seal, token: str, name: str, content: bytes) -> None:
    """Look at a file and keep it for the holder of the token; the same file twice is one. Raises Unfit."""
    if len(content) > FILE_BYTES:
        raise Unfit("oversized", limit=FILE_BYTES // _MEGA)
    sha256 = hashlib.sha256(content).hexdigest()
    with store.reading() as session:
        held = queries.pending(session, token)
        if sha256 in {upload.sha256 for upload in held}:
            return
        _refuse_too_much(held, len(content))
    found = scrub(name, content)
    with store.writing() as session:
        _refuse_too_much(queries.pending(session, token), len(content))
        if (session.scalar(select(func.sum(Upload.size + Upload.copy_size))) or 0) > _ROOM:
            raise Unfit("full")
        session.add(
            Upload(
                ref=random_reference(),
                token=queries.digest(token),
                name=fit_name(name, found.kind),
                code=found.kind.code,
                size=len(content),
                sha256=sha256,
                copy_size=len(found.copy),
                copy_sha256=hashlib.sha256(found.copy).hexdigest(),
                copy=keep(session, found.copy),
                original=keep_sealed(session, seal, content, sha256),
                at=now(),
            )
        )


def _refuse_too_much(held: list[Upload], more: int) -> None:
    if len(held) >= FILES:
        raise Unfit("number", limit=FILES)
    if sum(upload.size for upload in held) + more > FORM_BYTES:
        raise Unfit("together", limit=FORM_BYTES // _MEGA)


def fit_name(name: str, kind: Kind) -> str:
    """Return a file's own name fit for every system, with an end that fits its content."""
    plain = _NO_NAME.sub("_", clean(name.replace("\\", "/").rpartition("/")[2], multiline=False))
    stem, _dot, end = plain.rpartition(".")
    if end.lower() not in kind.extensions:
        stem, end = plain, kind.extensions[0]
    return f"{stem.strip(' .')[:_LONGEST] or 'file'}.{end.lower()}"


def hold(session: Session, token: str, until: datetime) -> None:
    """Keep what waits under the token until then, in its order, because a draft that is kept as long names it."""
    for number, upload in enumerate(queries.pending(session, token)):
        upload.at = until - KEPT + timedelta(microseconds=number)


def drop(session: Session, token: str) -> None:
    """Forget everything that waits under the token."""
    for upload in queries.pending(session, token):
        session.execute(delete(Chunk).where(Chunk.blob.in_((upload.copy, upload.original))))
        session.delete(upload)


def remove(store: Store, token: str, ref: str) -> None:
    """Forget a file that the holder of the token sent."""
    with store.writing() as session:
        for upload in queries.pending(session, token):
            if upload.ref == ref:
                session.execute(delete(Chunk).where(Chunk.blob.in_((upload.copy, upload.original))))
                session.delete(upload)


def forget_old(store: Store) -> None:
    """Forget files that nobody attached within a day."""
    with store.writing() as session:
        old = Upload.at < now() - KEPT
        blobs = or_(
            Chunk.blob.in_(select(Upload.copy).where(old)), Chunk.blob.in_(select(Upload.original).where(old))
        )
        session.execute(delete(Chunk).where(blobs))
        session.execute(delete(Upload).where(old))
