"""PDF: the pages are kept, everything that acts, hides or tells of its makers is left out (ISO 32000-1)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from portal.scrub.embedded import bare_picture
from portal.scrub.verdict import Unfit

PAGES, OBJECTS = 1000, 200_000
_LEFT_OUT = (
    "/Metadata", "/PieceInfo", "/LastModified", "/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles",
    "/EF", "/AF", "/XFA", "/RichMediaContent", "/Thumb", "/Measure", "/PtData",
)  # fmt: skip
_NOTES_OWN = ("/T", "/M", "/CreationDate", "/NM", "/Subj")
_MARKS = ("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Watermark")
_DRAWN = ("/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Ink")
_NOTES = frozenset(("/Link", "/Text", "/FreeText", "/Popup", "/Widget", *_MARKS, *_DRAWN))
_WEB = ("http://", "https://", "mailto:")
_BROKEN = (PyPdfError, OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError)
_TOO_DEAR = (RecursionError, MemoryError)


def clean_paper(_code: str, content: bytes) -> bytes:
    """Return a PDF of the same pages without author, scripts, actions, attachments and hidden data.

    Bookmarks, named places, form scripts and signatures are not kept. Raises Unfit.
    """
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise Unfit("encrypted", found="pdf")
        if len(reader.xref) and sum(map(len, reader.xref.values())) + len(reader.xref_objStm) > OBJECTS:
            raise Unfit("objects", limit=OBJECTS)
        if reader.get_num_pages() > PAGES:
            raise Unfit("pages", limit=PAGES)
        return _pages_alone(reader)
    except _TOO_DEAR:
        raise Unfit("dear", found="pdf") from None
    except _BROKEN:
        raise Unfit("unreadable", found="pdf") from None


def _pages_alone(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    if not writer.pages:
        raise Unfit("unreadable", found="pdf")
    for page in writer.pages:
        _keep_notes(page)
    _walk(writer)
    writer.metadata = None
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _keep_notes(page: DictionaryObject) -> None:
    """Keep the annotations that are seen and do nothing."""
    notes = page.get("/Annots")
    notes = notes.get_object() if notes is not None else None
    if isinstance(notes, ArrayObject):
        kept = [note for note in notes if _is_note(note.get_object())]
        page[_name("/Annots", page)] = ArrayObject(kept)


def _is_note(note: Any) -> bool:
    return isinstance(note, DictionaryObject) and note.get("/Subtype") in _NOTES


def _name(key: str, holder: DictionaryObject) -> Any:
    return next(name for name in holder if name == key)


def _walk(writer: PdfWriter) -> None:
    """Go through everything that the pages reach, each object once."""
    todo: list[Any] = [writer.root_object]
    seen: set[int] = set()
    while todo:
        found = todo.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            if len(seen) > OBJECTS:
                raise Unfit("objects", limit=OBJECTS)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            _bare(found)
            todo.extend(found.values())
        elif isinstance(found, ArrayObject):
            todo.extend(found)


def _bare(found: DictionaryObject) -> None:
    for key in _LEFT_OUT:
        found.pop(key, None)
    if found.get("/Subtype") in _NOTES and "/Rect" in found and found.get("/Subtype") != "/Widget":
        for key in _NOTES_OWN:
            found.pop(key, None)
    for key in ("/A", "/PA", "/Next"):
        if key in found and not _harmless(found.get(key)):
            del found[_name(key, found)]
    if isinstance(found, StreamObject) and "/DCTDecode" in str(found.get("/Filter", "")):
        raw = found._data  # noqa: SLF001  # the picture as it is stored; pypdf offers no other way to it
        if raw.startswith(b"\xff\xd8"):
            found._data = bare_picture(raw)  # noqa: SLF001


def _harmless(action: Any) -> bool:
    """Return whether an action only goes to a place in the document or to an address of the web."""
    done = action.get_object() if action is not None else None
    if not isinstance(done, DictionaryObject) or "/S" not in done:
        return True  # no action: the attributes of a structure element have the same name
    if "/Next" in done:
        return False
    address = str(done.get("/URI", ""))
    sort = str(done["/S"])
    return sort == "/GoTo" or (sort == "/URI" and address.lower().startswith(_WEB))
