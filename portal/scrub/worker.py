"""The process that looks at one file: it may use so much memory and time, write nothing, and then it ends.

It is started by `portal.scrub`, reads a line of JSON and the file, and answers with a line of JSON and the copy.
"""

from __future__ import annotations

import json
import resource
import sys
from importlib import import_module
from typing import Any

from portal.scrub.kinds import KINDS, OFFICE, PICTURES, TEXTS, extension_of, sniff
from portal.scrub.polyglots import refuse_two_in_one
from portal.scrub.verdict import Unfit

MEMORY, SECONDS = 1536 * 2**20, 20
CLEANERS = {
    **dict.fromkeys(PICTURES, "pictures.clean_picture"),
    **dict.fromkeys(OFFICE, "office.clean_office"),
    **dict.fromkeys(TEXTS, "texts.clean_text"),
    "pdf": "papers.clean_paper",
    "mp3": "sounds.clean_mp3",
    "wav": "sounds.clean_wav",
    "ogg": "ogg.clean_ogg",
    "m4a": "films.clean_film",
    "mp4": "films.clean_film",
    "webm": "webm.clean_webm",
}
"""What makes the copy of each kind. It is named, not loaded: this process loads it for the one file it looks at."""
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
    return found, _cleaned(found, content)


def _cleaned(found: str, content: bytes) -> bytes:
    module, _, name = CLEANERS[found].partition(".")
    copy: bytes = getattr(import_module(f"portal.scrub.{module}"), name)(found, content)
    return copy


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
