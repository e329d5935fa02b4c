"""What can be asked about files. Every query about attachments starts from permit.visible()."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from portal.access import Actor, Gate, Permit, trusted
from portal.files.model import Attachment, Chunk, Opening, Upload
from portal.files.verbs import AttachmentVerb, OpeningVerb
from portal.identity.sealing import HEAD
from portal.store import Governed, Store

FACTS = ("name", "code", "size", "sha256", "copy_size", "copy_sha256", "copy", "original")
"""What an attachment takes over from the upload it was."""


def digest(token: str) -> str:
    """Return what the database keeps of a browser's token of 128 random bits."""
    return hashlib.sha256(f"upload|{token}".encode("utf-8", "replace")).hexdigest()


_PENDING = select(Upload).where(Upload.token == bindparam("under")).order_by(Upload.at, Upload.ref)
_LOCKED = _PENDING.with_for_update()


def pending(session: Session, token: str, *, lock: bool = False) -> list[Upload]:
    """Return what waits under a token, in the order it came; `lock` keeps others from attaching it as well."""
    return list(session.scalars(_LOCKED if lock else _PENDING, {"under": digest(token)}))


def of_parts(permit: Permit[Any], parts: Iterable[Governed]) -> list[Attachment]:
    """Return the attachments of these parts that the actor may read, in the order they were attached."""
    keys = [(part.kind, part.ref) for part in parts]
    return list(permit.asked(_of_parts, keys=keys).scalars()) if keys else []


def _of_parts(gate: Gate, actor: Actor) -> Select[*tuple[Any, ...]]:
    hangs = tuple_(Attachment.part_kind, Attachment.part_ref).in_(bindparam("keys", expanding=True))
    return gate.visible(actor, AttachmentVerb.READ).where(hangs).order_by(Attachment.id)


def sealed_for(permit: Permit[Any], attachments: Iterable[Attachment]) -> set[int]:
    """Return which of these the actor may unseal."""
    ids = [attachment.id for attachment in attachments]
    if permit.actor.org_id is None or not ids:
        return set()
    query = permit.visible(AttachmentVerb.UNSEAL).where(Attachment.id.in_(ids))
    return set(permit.session.scalars(query.with_only_columns(Attachment.id)))


def openings(permit: Permit[Any], attachments: Iterable[Attachment]) -> list[Opening]:
    """Return the openings of these attachments that the actor may know of, the latest last."""
    ids = [attachment.id for attachment in attachments]
    if not ids:
        return []
    query = permit.visible(OpeningVerb.READ).where(Opening.attachment_id.in_(ids))
    return list(permit.session.scalars(query.order_by(Opening.id)))


def sealed_heads() -> Select[*tuple[Any, ...]]:
    """Select the first bytes of every sealed original, attached or waiting: which key it needs stands there."""
    waiting = select(Upload.original)
    attached = trusted(select(Attachment.original), "which keys are needed")
    first = func.substr(Chunk.data, 1, HEAD)
    return trusted(
        select(first).where(Chunk.number == 0, Chunk.blob.in_(waiting.union(attached))).distinct(),
        "which keys are needed",
    )


def pieces(store: Store, blob: str) -> Iterator[bytes]:
    """Yield the pieces of a blob, each read when it is wanted, so that a slow reader holds no connection."""
    number = 0
    while True:
        with store.reading() as session:
            piece = session.get(Chunk, (blob, number))
            data = piece.data if piece else None
        if data is None:
            return
        yield data
        number += 1
