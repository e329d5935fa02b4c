"""The first command a newcomer types: it makes the environment, once, or says what is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "environment.py"
MISSING = f"no-such-package==1.0 \\\n    --hash=sha256:{'0' * 64}\n"
FAILED = (
    "Cannot install requirements.txt; check the network and start again. "
    "pip says: ERROR: No matching distribution found for no-such-package==1.0"
)
OLD = "import sys; sys.version_info = (3, 8, 18); "
BARE = "import importlib.util as u; u.find_spec = lambda name: None; "


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "tools").mkdir()
    shutil.copy(SCRIPT, tmp_path / "tools")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text(f"# {name}: nothing to install\n")
    return tmp_path


def start(root: Path, *arguments: str, before: str = "") -> tuple[int, str]:
    script = root / "tools" / "environment.py"
    program = f"import runpy, sys; {before}runpy.run_path({str(script)!r}, run_name='__main__')"
    offline = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
    command = [sys.executable, "-c", program, *arguments]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, env=offline)
    assert ran.stdout == ""
    return ran.returncode, ran.stderr


def test_it_is_made_once_and_a_new_lock_that_cannot_be_fetched_is_tried_again(root: Path) -> None:
    status, words = start(root, "--dev")
    assert (status, words.splitlines()[0][:12]) == (0, "Making .venv")
    assert (root / ".venv" / "bin" / "python").exists()

    assert start(root, "--dev") == (0, "")
    assert start(root) == (0, "")  # the test set holds the other

    (root / "requirements.txt").write_text(MISSING)
    for _ in range(2):
        status, words = start(root)
        assert status == 1
        assert words.splitlines() == ["Installing what requirements.txt locks, this once …", FAILED]


@pytest.mark.parametrize(
    ("before", "beginning"),
    [
        (OLD, "Gongzhi needs Python 3.11 or newer and this is 3.8.18: "),
        (BARE, "This Python has no venv module: "),
    ],
    ids=["too old", "without venv"],
)
def test_a_python_that_cannot_carry_the_portal_is_told_so(root: Path, before: str, beginning: str) -> None:
    status, words = start(root, before=before)

    assert (status, words.count("\n"), words[: len(beginning)]) == (1, 1, beginning)
    assert not (root / ".venv").exists()


def test_a_folder_that_cannot_be_written_is_named(root: Path) -> None:
    (root / ".venv").write_text("in the way")

    status, words = start(root)

    assert (status, words.splitlines()[-1]) == (1, f"Cannot write to {root / '.venv'}: File exists.")


def test_a_lock_that_is_missing_is_named(root: Path) -> None:
    (root / "requirements.txt").unlink()

    assert start(root) == (1, "Cannot read requirements.txt: No such file or directory.\n")
