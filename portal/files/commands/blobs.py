"""The bytes of files in the database: in pieces of bounded size, and the originals sealed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.files.model import Attachment, Chunk
from portal.identity.sealing import Seal
from portal.store import random_reference

PIECE = 512 * 1024


def keep(session: Session, content: bytes) -> str:
    """Put bytes into the database and return the name they are found by."""
    blob = random_reference()
    for number, at in enumerate(range(0, max(len(content), 1), PIECE)):
        session.add(Chunk(blob=blob, number=number, data=content[at : at + PIECE]))
    session.flush()
    return blob


def keep_sealed(session: Session, seal: Seal, content: bytes, sha256: str) -> str:
    """Put bytes into the database that nobody reads there."""
    return keep(session, seal.seal(content, _context(sha256)))


def original_of(session: Session, seal: Seal, attachment: Attachment) -> bytes:
    """Return the original of an attachment, opened. Raises BrokenSeal."""
    query = select(Chunk.data).where(Chunk.blob == attachment.original).order_by(Chunk.number)
    return seal.unseal(b"".join(session.scalars(query)), _context(attachment.sha256))


def _context(sha256: str) -> str:
    return f"original:{sha256}"
