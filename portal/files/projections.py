"""What follows from files: their line in a list, whom an opening concerns, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Permit
from portal.files.model import LABELS, STATUSES, Attachment
from portal.files.verbs import AttachmentVerb
from portal.i18n import N_
from portal.ledger import Event
from portal.slice import Card, Place, Task, Wording
from portal.store import Governed

WORDS: dict[Any, Wording] = {
    AttachmentVerb.UNSEAL: Wording(
        N_("Open the original"),
        N_("The original has been opened, and this has been recorded."),
        N_("opened the sealed original of an attachment"),
        "yellow",
        open=True,
    ),
}


def no_document(_session: Session, _row: Governed) -> None:
    """Files are found through the record they belong to."""
    return


def cards(permit: Permit[Any], ids: list[int]) -> dict[int, Card]:
    """Return the attachments among `ids` the reader may read: each leads to its record."""
    query = permit.visible(AttachmentVerb.READ).where(Attachment.id.in_(ids))
    return {row.id: _card(row) for row in permit.session.scalars(query)}


def _card(row: Attachment) -> Card:
    return Card(
        title=row.name,
        place=Place(f"{row.room}.read", {"ref": row.record_ref}, row.ref),
        reference=row.record_ref,
        label=LABELS[row.code],
        status=STATUSES[row.status],
        tone="grey",
        when=row.created_at,
        lang="",
        org_id=row.author_org_id,
    )


def no_cards(_permit: Permit[Any], _ids: list[int]) -> dict[int, Card]:
    """Openings are told with their attachment, never listed."""
    return {}


def addressees(session: Session, event: Event) -> Iterable[int]:
    """Tell whoever sent the file that its original was opened."""
    attachment = session.get(Attachment, event.subject_id)
    if attachment is not None and attachment.author_id is not None:
        yield attachment.author_id


def waiting(_permit: Permit[Any]) -> list[Task]:
    """Nothing waits in files."""
    return []
