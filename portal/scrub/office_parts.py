"""What the parts of office documents say about who made them, and how that is emptied.

The parts are edited as text and not parsed: namespaces, order and whitespace stay as the program wrote them,
and an entity cannot be expanded by anybody (ECMA-376 for OOXML, ISO/IEC 26300 for ODF).
"""

from __future__ import annotations

import re

from portal.scrub.verdict import Unfit

Edits = tuple[tuple[re.Pattern[bytes], bytes], ...]
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WHOLE = {
    "docProps/core.xml": _HEAD
    + b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": _HEAD
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": _HEAD
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": _HEAD
    + b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'office:version="1.2"/>',
}
_DROPPED = re.compile(
    r"docProps/thumbnail\.|Thumbnails/|customXml/|.*/printerSettings/|META-INF/.*signatures|_xmlsignatures/"
)


def _emptied(*names: str) -> re.Pattern[bytes]:
    """Match attributes of these names, in any namespace."""
    return re.compile(rb"(\s(?:[\w.-]+:)?(?:" + "|".join(names).encode() + rb")=)(?:\"[^\"]*\"|'[^']*')")


def _texts_of(*names: str) -> re.Pattern[bytes]:
    """Match the text inside elements of these names, in any namespace."""
    return re.compile(rb"(<(?:[\w.-]+:)?(?:" + "|".join(names).encode() + rb")(?:\s[^>]*)?>)[^<]*")


def _elements(*names: str) -> re.Pattern[bytes]:
    """Match empty elements of these names, in any namespace."""
    return re.compile(rb"<(?:[\w.-]+:)?(?:" + "|".join(names).encode() + rb")(?:\s[^>]*)?/>")


_SILENT = rb'\1""'
_EVERYWHERE: Edits = (
    (
        _emptied("author", "initials", "userName", "displayName", "userId", "providerId", "lastModifiedBy"),
        _SILENT,
    ),
    (re.compile(rb"\s(?:[\w.-]+:)?rsid\w*=\"[^\"]*\""), b""),
    (_texts_of("author", "creator", "initials", "creator-initials", "sender-initials"), rb"\1"),
)
_OF_PART: tuple[tuple[re.Pattern[str], Edits], ...] = (
    (
        re.compile(r"word/settings\.xml"),
        (
            (re.compile(rb"<w:rsids>.{0,1000000}?</w:rsids>", re.DOTALL), b""),
            (_elements("attachedTemplate"), b""),
        ),
    ),
    (
        re.compile(r"xl/workbook\.xml"),
        ((_elements("fileSharing", "absPath"), b""),),
    ),
    (
        re.compile(r"xl/(?:work|chart|dialog)sheets/"),
        ((re.compile(rb"(<pageSetup\s[^>]*?)\sr:id=\"[^\"]*\""), rb"\1"),),
    ),
    (
        re.compile(r"ppt/(?:commentAuthors|authors)\.xml"),
        ((_emptied("name", "initials"), _SILENT),),
    ),
    (
        re.compile(r".*\.rels"),
        (
            (
                re.compile(
                    rb"<Relationship\s[^>]*(?:/thumbnail|/customXml|/printerSettings|/digital-signature/)[^>]*/>"
                ),
                b"",
            ),
            (re.compile(rb"<Relationship\s[^>]*Target=\"[^\"]*customXml/[^>]*/>"), b""),
        ),
    ),
    (
        re.compile(r"META-INF/manifest\.xml"),
        ((re.compile(rb"<manifest:file-entry\s[^>]*full-path=\"Thumbnails/[^>]*/>"), b""),),
    ),
    (
        re.compile(r"\[Content_Types\]\.xml"),
        (
            (
                re.compile(
                    rb"<Override\s[^>]*PartName=\"/(?:customXml|docProps/thumbnail|_xmlsignatures)[^>]*/>"
                ),
                b"",
            ),
        ),
    ),
    (
        re.compile(r"settings\.xml"),
        (
            (
                re.compile(
                    rb"(<config:config-item\s[^>]*config:name=\"(?:Printer\w+|RedlineProtectionKey)\"[^>]*>)[^<]*"
                ),
                rb"\1",
            ),
        ),
    ),
)
_OUTSIDE = re.compile(rb"<Relationship\s[^>]*TargetMode=\"External\"[^>]*/>")
_TARGET = re.compile(rb"(\sTarget=)\"[^\"]*\"")
_ADDRESS = re.compile(
    rb"/hyperlink\"[^>]*\sTarget=\"(?:https?:|mailto:)|\sTarget=\"(?:https?:|mailto:)[^>]*/hyperlink\""
)
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def is_dropped(name: str) -> bool:
    """Return whether a part is left out altogether: previews, custom data, printers, signatures."""
    return _DROPPED.match(name) is not None


def rewritten(name: str, body: bytes) -> bytes:
    """Return a part without what it says about its makers. Raises Unfit for markup with entities."""
    if name in _WHOLE:
        return _WHOLE[name]
    if not name.lower().endswith((".xml", ".rels", ".vml", ".rdf")):
        return body
    body = _in_utf8(body)
    if _ENTITIES.search(body):
        raise Unfit("entities", found=name.rpartition(".")[2].lower())
    edits = [
        *_EVERYWHERE,
        *(edit for part, own in _OF_PART if part.fullmatch(name) or part.match(name) for edit in own),
    ]
    for found, put in edits:
        body = found.sub(put, body)
    return _OUTSIDE.sub(_nowhere, body) if name.endswith(".rels") else body


def _nowhere(found: re.Match[bytes]) -> bytes:
    """Let no part be fetched from elsewhere when the document is opened; links to the web are left."""
    return found[0] if _ADDRESS.search(found[0]) else _TARGET.sub(rb'\1"about:blank"', found[0])


def _in_utf8(body: bytes) -> bytes:
    if body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return body
    return re.sub(rb"encoding=['\"]UTF-16['\"]", b'encoding="UTF-8"', body.decode("utf-16").encode(), count=1)
