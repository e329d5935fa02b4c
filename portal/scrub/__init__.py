"""Looking at files people send: what they are, whether they are safe, and a copy that tells of nobody.

Each file is looked at in a process of its own with little memory and time, so that a hostile one costs itself
and nothing else. This room knows nothing of the portal, and in that process nothing of the portal is loaded.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from portal.scrub.kinds import KINDS, Kind
from portal.scrub.verdict import Unfit

PATIENCE = 30.0
"""Seconds after which a file is given up on, however slow the machine is."""
_AT_ONCE = threading.BoundedSemaphore(2)
_ROOM = Path(__file__).parent.parent
# The packages are named but not loaded: their __init__ would bring the whole house along, and what starts processes.
_START = """
import sys, types
for name in ("portal", "portal.scrub"):
    package = types.ModuleType(name)
    package.__path__ = ["/".join([sys.argv[1], *name.split(".")[1:]])]
    sys.modules[name] = package
from portal.scrub.worker import main
main()
"""


@dataclass(frozen=True, slots=True)
class Clean:
    """A file that is taken: what it is, and the copy to share."""

    kind: Kind
    copy: bytes


def scrub(name: str, content: bytes) -> Clean:
    """Return what the file is and a copy without what tells of its makers. Raises Unfit with the reason."""
    asked = json.dumps({"name": name[-120:]}).encode() + b"\n" + content
    command = [sys.executable, "-I", "-c", _START, str(_ROOM)]
    with _AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603  # our own program, and no word of the command is anybody's
                command, input=asked, capture_output=True, timeout=PATIENCE, check=False, env={}, cwd="/"
            )
        except subprocess.TimeoutExpired:
            raise Unfit("dear", found="file") from None
    line, _, copy = done.stdout.partition(b"\n")
    if done.returncode:
        raise Unfit("dear" if done.returncode < 0 else "unreadable", found="file")
    answer = json.loads(line)
    if "reason" in answer:
        raise Unfit(answer["reason"], **answer["facts"])
    return Clean(KINDS[answer["code"]], copy)


__all__ = ["KINDS", "Clean", "Kind", "Unfit", "scrub"]
