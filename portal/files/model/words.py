"""Kinds of files and reasons against them, in the reader's words."""

from __future__ import annotations

from portal.i18n import N_

LABELS = {
    "jpeg": N_("JPEG picture"),
    "png": N_("PNG picture"),
    "webp": N_("WebP picture"),
    "gif": N_("GIF picture"),
    "pdf": N_("PDF document"),
    "docx": N_("Word document"),
    "xlsx": N_("Excel workbook"),
    "pptx": N_("PowerPoint presentation"),
    "odt": N_("OpenDocument text"),
    "ods": N_("OpenDocument spreadsheet"),
    "txt": N_("plain text"),
    "csv": N_("CSV table"),
    "md": N_("Markdown text"),
    "mp3": N_("MP3 sound"),
    "m4a": N_("M4A sound"),
    "ogg": N_("Ogg sound"),
    "wav": N_("WAV sound"),
    "mp4": N_("MP4 video"),
    "webm": N_("WebM video"),
}
# What is not taken, as far as it is worth a name; anything else is called by the usual end of its name.
THINGS = LABELS | {
    "html": N_("web page"),
    "svg": N_("SVG drawing"),
    "xml": N_("XML file"),
    "zip": N_("ZIP archive"),
    "rar": N_("RAR archive"),
    "7z": N_("7z archive"),
    "jar": N_("Java program"),
    "apk": N_("Android program"),
    "exe": N_("Windows program"),
    "elf": N_("Linux program"),
    "script": N_("script"),
    "rtf": N_("RTF document"),
    "ps": N_("PostScript file"),
    "ole": N_("document of an old Office version"),
    "odf": N_("OpenDocument file of another kind"),
    "mov": N_("QuickTime video"),
    "mkv": N_("Matroska video"),
    "heic": N_("HEIC picture"),
    "avif": N_("AVIF picture"),
    "riff": N_("RIFF file of another kind"),
    "unknown": N_("file of an unknown kind"),
    "file": N_("file"),
}
REASONS = {
    "oversized": N_("it is larger than %(limit)s MB"),
    "number": N_("there are %(limit)s files already, and more cannot be added here"),
    "together": N_("the files here would be larger than %(limit)s MB together"),
    "full": N_("no more files can be taken in just now; please try again later"),
    "mistyped": N_(
        "its name says .%(claimed)s, but its content says %(found)s; please rename it or save it anew"
    ),
    "foreign": N_("files of this kind cannot be taken (%(found)s)"),
    "encrypted": N_("it is protected with a password; please remove the protection and send it again"),
    "macros": N_("it contains macros; please save it without them"),
    "embedded": N_("it contains other files; please send those one by one"),
    "entities": N_("it is not written as office programs write it"),
    "two_in_one": N_("it is two things at once, %(found)s and %(other)s, as files made for deception are"),
    "pixels": N_("it has more than %(limit)s million pixels"),
    "pages": N_("it has more than %(limit)s pages"),
    "objects": N_("it consists of more than %(limit)s objects"),
    "entries": N_("it consists of more than %(limit)s parts"),
    "unpacked": N_("it is larger than %(limit)s MB when unpacked"),
    "ratio": N_("it unpacks to more than %(limit)s times its size"),
    "dear": N_("looking at it takes too much time or memory"),
    "unreadable": N_("it is damaged, or not what it seems to be (%(found)s)"),
}
