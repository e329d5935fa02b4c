"""Handing files out: never shown in the page, never executed, and the gate is asked each time."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import Response, url_for

from portal.access import Permit, Refused
from portal.files import commands, forms, queries
from portal.files.model import LABELS, Attachment
from portal.files.verbs import AttachmentVerb
from portal.i18n import N_, _
from portal.identity.sealing import BrokenSeal, Seal
from portal.ledger import touched
from portal.scrub import KINDS
from portal.store import Governed
from portal.web.house import house
from portal.web.names import names
from portal.web.pages import Pages, Shown, Values

log = logging.getLogger(__name__)
pages = Pages("files", __name__, url_prefix="/files")
AttachmentPermit = Permit[Attachment]
_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening of an original, as the page tells it."""

    who: str
    when: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class File:
    """An attachment as the page of its record lists it; `unseal` is empty for who may not open the original."""

    ref: str
    name: str
    href: str
    label: str
    size: int
    sha256: str
    unseal: str
    opened: list[Opened]


def files_of(permit: Permit[Any], parts: Iterable[Governed]) -> dict[str, list[File]]:
    """Return the files that the reader may read of the parts of the permit's record, by the reference of the part.

    Nothing is asked where the ledger says that the record has none.
    """
    if Attachment.kind not in touched(permit.session, permit.subject):
        return {}
    found = queries.of_parts(permit, parts)
    may, opened = queries.sealed_for(permit, found), _openings(permit, found)
    shown: dict[str, list[File]] = {}
    for row in found:
        unseal = url_for("files.unseal", ref=row.ref) if row.id in may else ""
        file = File(
            row.ref, row.name, url_for("files.read", ref=row.ref), _(LABELS[row.code]), row.copy_size, row.sha256,
            unseal, opened.get(row.id, []),
        )  # fmt: skip
        shown.setdefault(row.part_ref, []).append(file)
    return shown


def _openings(permit: Permit[Any], found: list[Attachment]) -> dict[int, list[Opened]]:
    rows = queries.openings(permit, found)
    known = names(permit.session, (row.author_org_id for row in rows))
    told: dict[int, list[Opened]] = {}
    for row in rows:
        told.setdefault(row.attachment_id, []).append(
            Opened(known.get(row.author_org_id or 0, ""), row.created_at, row.reason)
        )
    return told


def _handed(row: Attachment, name: str, body: Iterator[bytes] | bytes, size: int) -> Response:
    """Return a file as a download that no browser opens in the portal's name (OWASP ASVS 5.0, V5.4)."""
    response = Response(body, content_type=KINDS[row.code].mime)
    response.content_length = size
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    named = (
        {"filename": plain}
        if plain == name
        else {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"}
    )
    response.headers.set("Content-Disposition", "attachment", **named)  # RFC 6266, RFC 8187
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.show("/<ref>", AttachmentVerb.READ)
def read(permit: AttachmentPermit) -> Response:
    row = permit.subject
    return _handed(row, row.name, queries.pieces(house().store, row.copy), row.copy_size)


def _about(permit: AttachmentPermit, _form: Any) -> Values:
    row = permit.subject
    return {
        "file": row,
        "label": _(LABELS[row.code]),
        "record_url": url_for(f"{row.room}.read", ref=row.record_ref),
    }


def _original(permit: AttachmentPermit) -> bytes:
    try:
        return commands.original_of(permit.session, Seal(house().settings.seal_keys), permit.subject)
    except BrokenSeal as broken:
        log.warning("the original of attachment %s cannot be opened: %s", permit.subject.ref, broken)
        raise Refused("", N_("The original cannot be opened with the keys of this portal.")) from None


@pages.action("/<ref>/unseal", AttachmentVerb.UNSEAL, forms.UnsealForm, fill=_about)
def unseal(permit: AttachmentPermit, form: Any) -> Shown:
    row = permit.subject
    commands.unseal(permit, form.reason.data)
    original = _original(permit)
    back = url_for(f"{row.room}.read", ref=row.record_ref)
    return Shown(location=back, file=_handed(row, f"original-{row.name}", original, len(original)))
