"""The process that looks at one file: it may use so much memory and time, write nothing, and then it ends.

It is started by `portal.scrub`, reads a line of JSON and the file, and answers with a line of JSON and the copy.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from typing import Any

from portal.scrub.films import clean_film
from portal.scrub.kinds import KINDS, OFFICE, PICTURES, TEXTS, extension_of, sniff
from portal.scrub.office import clean_office
from portal.scrub.ogg import clean_ogg
from portal.scrub.papers import clean_paper
from portal.scrub.pictures import clean_picture
from portal.scrub.polyglots import refuse_two_in_one
from portal.scrub.sounds import clean_mp3, clean_wav
from portal.scrub.texts import clean_text
from portal.scrub.verdict import Unfit
from portal.scrub.webm import clean_webm

MEMORY, SECONDS = 1536 * 2**20, 20
CLEANERS: dict[str, Callable[[str, bytes], bytes]] = {
    **dict.fromkeys(PICTURES, clean_picture),
    **dict.fromkeys(OFFICE, clean_office),
    **dict.fromkeys(TEXTS, clean_text),
    "pdf": clean_paper,
    "mp3": clean_mp3,
    "wav": clean_wav,
    "ogg": clean_ogg,
    "m4a": clean_film,
    "mp4": clean_film,
    "webm": clean_webm,
}
_NAMED = frozenset({"encrypted", "macros"})


def clean(name: str, content: bytes) -> tuple[str, bytes]:
    """Return the code of what the file is and its copy without what tells of its makers. Raises Unfit."""
    extension = extension_of(name)
    found = sniff(content, extension)
    if found in _NAMED:
        raise Unfit(found, found=extension or "file")
    if found not in KINDS:
        raise Unfit("foreign", found=found)
    if extension and extension not in KINDS[found].extensions:
        raise Unfit("mistyped", found=found, claimed=extension)
    refuse_two_in_one(found, content)
    return found, CLEANERS[found](found, content)


def confine() -> None:
    """Give up everything the work does not need: memory, time, files to write."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read a file, answer, end."""
    confine()
    asked = json.loads(sys.stdin.buffer.readline())
    answer: dict[str, Any] = {}
    copy = b""
    try:
        answer["code"], copy = clean(asked["name"], sys.stdin.buffer.read())
    except Unfit as unfit:
        answer = unfit.told()
    except (MemoryError, RecursionError):
        answer = Unfit("dear", found="file").told()
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + copy)
