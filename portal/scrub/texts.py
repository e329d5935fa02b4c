"""Plain texts, Markdown and tables: kept as they are, in UTF-8, and harmless to a spreadsheet."""

from __future__ import annotations

import csv
import re
from io import StringIO

from portal.scrub.kinds import readable
from portal.scrub.verdict import Unfit

_FORMULA = re.compile(r"\s*(?:[=@\t\r]|[+\-](?![\d.,]+%?$))")


def clean_text(code: str, content: bytes) -> bytes:
    """Return the text in UTF-8; in a table, no cell is a formula (OWASP, CSV injection). Raises Unfit."""
    text = readable(content)
    if text is None:
        raise Unfit("unreadable", found=code)
    return (_harmless(text) if code == "csv" else text).encode()


def _harmless(text: str) -> str:
    if not any(_FORMULA.match(cell) for line in text.splitlines() for cell in re.split(r"[,;\t\"]", line)):
        return text
    delimiter = max(",;\t", key=text[:4096].count)
    out = StringIO()
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            csv.writer(out, delimiter=delimiter).writerow(
                "'" + cell if _FORMULA.match(cell) else cell for cell in row
            )
    except csv.Error:
        raise Unfit("unreadable", found="csv") from None
    return out.getvalue()
