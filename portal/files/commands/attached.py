"""Hanging files on a part of a record, and opening a sealed original."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, func, or_, select, tuple_
from sqlalchemy.orm import Session

from portal.access import Permit, Refused, advance, trusted
from portal.files import queries
from portal.files.model import MOVES, Attachment, Chunk, Opening, Upload
from portal.i18n import N_
from portal.ledger import record
from portal.store import Governed, random_reference

RECORD_BYTES, RECORD_FILES = 200 * 2**20, 100
"""Bytes and number of all files of one record together, over its whole life, whoever adds them."""
"""Bytes of all files of one record together, as they were sent."""


def attach(permit: Permit[Any], room: str, record_ref: str, part: Governed, token: str) -> list[Attachment]:
    """Return the attachments made of what waits under the token, to be recorded together with the part.

    `part` is about to be recorded in the same transaction and has its reference already; whoever reads it
    reads them. `room` is the name of the pages that show the record. Raises Refused when it gets too much.
    """
    uploads = queries.pending(permit.session, token, lock=True) if token else []
    if not uploads:
        return []
    _refuse_too_much(permit, record_ref, uploads)
    made = [
        Attachment(
            ref=random_reference(),
            status="kept",
            lang=part.lang,
            author_id=permit.actor.id,
            author_org_id=permit.actor.org_id,
            part_kind=part.kind,
            part_ref=part.ref,
            room=room,
            record_ref=record_ref,
            **{name: getattr(upload, name) for name in queries.FACTS},
        )
        for upload in uploads
    ]
    for upload in uploads:
        permit.session.delete(upload)
    return made


def _refuse_too_much(permit: Permit[Any], record_ref: str, uploads: list[Upload]) -> None:
    """Refuse what would be too much for the record; files that were taken back count, as they were kept for it."""
    kept = select(func.count(), func.sum(Attachment.size)).where(Attachment.record_ref == record_ref)
    number, size = permit.session.execute(trusted(kept, "files of a record")).one()
    if number + len(uploads) > RECORD_FILES:
        raise Refused("files", N_("This record would have too many files."))
    if (size or 0) + sum(upload.size for upload in uploads) > RECORD_BYTES:
        raise Refused("files", N_("The files of this record would be too large together."))


def pass_on(files: Iterable[Attachment], record_ref: str, part: Governed) -> list[Attachment]:
    """Return attachments that hang the same files on a part of another record too, to be recorded together with it.

    The bytes are not copied: copy and sealed original are those of the attachments that are passed on, and so is who
    sent them.
    """
    return [
        Attachment(
            ref=random_reference(),
            status="kept",
            lang=part.lang,
            author_id=file.author_id,
            author_org_id=file.author_org_id,
            part_kind=part.kind,
            part_ref=part.ref,
            room=file.room,
            record_ref=record_ref,
            **{name: getattr(file, name) for name in queries.FACTS},
        )
        for file in files
    ]


def erase(session: Session, parts: Iterable[Governed]) -> list[Attachment]:
    """Take what hangs on these parts out of the database, name and bytes; return it, to be recorded with them.

    Digests and sizes stay, by which a receipt and the ledger can still be checked. Whoever may not read a file erases
    it all the same: a case is disposed of as a whole.
    """
    keys = [(part.kind, part.ref) for part in parts]
    hangs = tuple_(Attachment.part_kind, Attachment.part_ref).in_(keys)
    query = select(Attachment).where(hangs, Attachment.status == "kept").order_by(Attachment.id)
    found = list(session.scalars(trusted(query, "what is erased is not read")))
    session.execute(delete(Chunk).where(Chunk.blob.in_(_alone(session, found))))
    for attachment in found:
        attachment.status, attachment.name = "erased", ""
    return found


def _alone(session: Session, going: list[Attachment]) -> list[str]:
    """Return the blobs that nothing but these attachments has: the bytes of a file may hang on other records too."""
    blobs = [blob for attachment in going for blob in (attachment.copy, attachment.original)]
    others = select(Attachment.copy, Attachment.original).where(
        or_(Attachment.copy.in_(blobs), Attachment.original.in_(blobs)),
        Attachment.status == "kept",
        Attachment.id.not_in([attachment.id for attachment in going]),
    )
    held = {blob for row in session.execute(trusted(others, "bytes that others have too")) for blob in row}
    return [blob for blob in blobs if blob not in held]


def unseal(permit: Permit[Attachment], reason: str) -> Opening:
    """An officer opens the original of an attachment, for a reason that stays with it."""
    attachment = permit.subject
    advance(attachment, permit.verb, MOVES)
    opening = Opening(
        ref=random_reference(),
        status="kept",
        author_id=permit.actor.id,
        author_org_id=permit.actor.org_id,
        attachment_id=attachment.id,
        reason=reason,
    )
    record(permit, attachment, opening, sha256=attachment.sha256)
    return opening
