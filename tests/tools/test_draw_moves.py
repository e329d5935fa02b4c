"""The drawing of a case's states is the one that MOVES has now."""

from __future__ import annotations

import subprocess
import sys

from portal.cases.model import MOVES, STATUSES
from tests.laws.test_budgets import ROOT

TOOL = [sys.executable, str(ROOT / "tools" / "draw_moves.py"), "--check"]
PAGE = ROOT / "docs" / "cases.md"


def test_the_drawing_is_up_to_date() -> None:
    assert subprocess.run(TOOL, check=False).returncode == 0


def test_every_state_and_every_step_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    assert [state for state in STATUSES if f"\n    {state}: " not in text] == []
    assert [str(verb) for verb in MOVES if f"| `{verb}` |" not in text] == []
