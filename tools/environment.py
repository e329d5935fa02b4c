"""Make `.venv` from the locked requirements; do nothing when it is there already.

    python3 tools/environment.py          what the portal needs to run
    python3 tools/environment.py --dev    and what its checks and tests need
    python3 tools/environment.py --bench  and what the bench compares it with

Only the standard library, and only words that Python 3.8 understands: on a Python that is too old this
must still be able to say so. Every refusal is one sentence on stderr and exit status 1.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "installed"
LOCKS = {  # each contains every pin of those before it
    "run": ROOT / "requirements.txt",
    "dev": ROOT / "requirements-dev.txt",
    "bench": ROOT / "requirements-bench.txt",
}


class Refused(Exception):
    """The environment cannot be made; the message says why and what to do, in one sentence."""


def python() -> Path:
    """Return where the interpreter of the environment is, or will be."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def digest(lock: Path) -> str:
    """Return the fingerprint of a lock file; raise Refused when it cannot be read."""
    try:
        return hashlib.sha256(lock.read_bytes()).hexdigest()
    except OSError as error:
        raise Refused(f"Cannot read {lock.name}: {error.strerror}.") from error


def is_installed(kind: str) -> bool:
    """Say whether the environment already holds exactly this lock."""
    wanted = digest(LOCKS[kind])
    return python().exists() and STAMP.is_file() and wanted in STAMP.read_text("ascii").split()


def check_python() -> None:
    """Raise Refused when this interpreter cannot carry the portal."""
    if sys.version_info < OLDEST:
        raise Refused(
            "Gongzhi needs Python {}.{} or newer and this is {}.{}.{}: start it with a newer one, "
            "for example `make setup PYTHON=python3.11`.".format(*OLDEST, *sys.version_info[:3])
        )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise Refused(
            "This Python has no venv module: install it (on Debian and Ubuntu: apt-get install python3-venv) "
            "and start again."
        )


def make_folder() -> None:
    """Create the environment, or make it anew when its interpreter or its pip no longer works."""
    if python().exists() and run(python(), "-m", "pip", "--version").returncode == 0:
        return
    say(f"Making .venv with Python {sys.version.split()[0]} …")
    try:
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / ".writable").touch()
        (FOLDER / ".writable").unlink()
    except OSError as error:
        raise Refused(f"Cannot write to {FOLDER}: {error.strerror}.") from error
    made = run(sys.executable, "-m", "venv", "--clear", FOLDER)
    if made.returncode:
        raise Refused(f"Cannot make {FOLDER}: {last_line(made)}")


def install(kind: str) -> None:
    """Install one lock, every file checked against its hash, and remember that it is there."""
    lock = LOCKS[kind]
    say(f"Installing what {lock.name} locks, this once …")
    STAMP.unlink(missing_ok=True)
    options = ("--require-hashes", "--quiet", "--no-input", "--disable-pip-version-check")
    done = run(python(), "-m", "pip", "install", *options, "-r", lock)
    if done.returncode:
        raise Refused(
            f"Cannot install {lock.name}; check the network and start again. pip says: {last_line(done)}"
        )
    held = [*LOCKS][: [*LOCKS].index(kind) + 1]
    STAMP.write_text("\n".join(digest(LOCKS[name]) for name in held), "ascii")


def run(*command: object) -> subprocess.CompletedProcess[str]:
    """Run a program with its words kept for the case that it fails."""
    return subprocess.run(
        [str(part) for part in command], check=False, capture_output=True, text=True, errors="replace"
    )


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the line in which a failed program most likely says why."""
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or [f"exit status {done.returncode}"])[-1]


def say(text: str) -> None:
    """Tell how far it is, at once."""
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    """Bring the environment to what was asked for; return the exit status."""
    parser = argparse.ArgumentParser(description="Make .venv from the locked requirements.")
    parser.add_argument("--dev", action="store_true", help="with what the checks and tests need")
    parser.add_argument("--bench", action="store_true", help="with what the bench compares it with")
    asked = parser.parse_args()
    kind = "bench" if asked.bench else "dev" if asked.dev else "run"
    started = time.monotonic()
    try:
        check_python()
        if not is_installed(kind):
            make_folder()
            install(kind)
            say(f"Ready after {time.monotonic() - started:.0f} s.")
    except Refused as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
