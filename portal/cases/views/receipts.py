"""The signed receipt: shown, printed, and taken home as a file that anybody can check without this portal."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from flask import Response, request, url_for

from portal.cases import queries
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit, pages
from portal.i18n import _
from portal.identity.signing import Signer
from portal.web.house import house
from portal.web.pages import Values
from portal.web.qr import qr_image

_FORMS = {"json": "application/json; charset=utf-8", "txt": "text/plain; charset=utf-8"}


def tracking_qr(ref: str, *, coded: bool) -> str:
    """Return the address at which a case is followed as a QR code, ready for an image.

    `coded` says that it is followed with a query code. The number is in the address and the code is not:
    addresses are remembered by browsers and written into logs.
    """
    path = url_for("cases.track", reference=ref) if coded else url_for("cases.read", ref=ref)
    return qr_image(house().settings.url + path)


@pages.show("/<ref>/receipt", CaseVerb.RECEIPT)
def receipt(permit: CasePermit) -> Values | Response:
    case, signed, form = permit.subject, _signed(permit), request.args.get("as", "")
    if signed and form in _FORMS:
        return _taken_home(case.ref, signed, form)
    return {"case": case, "signed": signed, "text": _text(signed), **_followed(permit)}


def _followed(permit: CasePermit) -> Values:
    """Return how the case is followed, and the number under which it was filed: another one where it was split off."""
    coded = permit.subject.receipt is not None
    qr = partial(tracking_qr, permit.subject.ref, coded=coded)
    return {"qr": qr, "coded": coded, "filed_as": queries.filing_of(permit).ref}


def _signed(permit: CasePermit) -> dict[str, Any] | None:
    settings = house().settings
    signer = Signer(settings.receipt_keys[0])
    found = queries.receipt(permit, settings.url, signer.name)
    if found is None:
        return None
    return {"receipt": found.signed, "signature": signer.sign(found.signed), "filed": found.filed}


def _text(signed: dict[str, Any] | None) -> str:
    """Return the receipt as lines to read and to print; the file for checking has them as well."""
    if signed is None:
        return ""
    said = signed["receipt"]
    lines = [
        (_("Portal"), said["portal"]),
        (_("Case number"), said["number"]),
        (_("Filed at (UTC)"), said["filed_at"]),
        (_("Digest of what was filed (SHA-256)"), said["digest"]),
        (_("Position in the ledger"), said["ledger"]["position"]),
        (_("Hash in the ledger"), said["ledger"]["hash"]),
        (_("Key of the portal"), said["key"]),
        (_("Signature (Ed25519)"), signed["signature"]),
    ]
    return "\n".join(f"{label}: {value}" for label, value in lines)


def _taken_home(ref: str, signed: dict[str, Any], form: str) -> Response:
    """Return the receipt as a file: JSON alone, or the lines to read with the JSON below them."""
    whole = json.dumps(signed, ensure_ascii=False, sort_keys=True)
    body = whole + "\n" if form == "json" else f"{_text(signed)}\n\n{whole}\n"
    response = Response(body.encode(), content_type=_FORMS[form])
    response.headers.set("Content-Disposition", "attachment", filename=f"receipt-{ref}.{form}")
    response.headers["Cache-Control"] = "no-store"
    return response
