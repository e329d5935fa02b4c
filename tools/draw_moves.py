#!/usr/bin/env python3
"""Draw the states of a case and the steps between them, from MOVES, into docs/cases.md.

    .venv/bin/python tools/draw_moves.py            writes the page anew
    .venv/bin/python tools/draw_moves.py --check    says whether it is up to date (exit 1 if not)

Mermaid is what code hosts draw by themselves; the table below it says the same to who cannot see it. A step
that leads nowhere else (a message, a note) stands in the table only.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from portal.access import Move, Verb  # noqa: E402
from portal.cases.model import DISCLOSURE_STATUSES, MOVES, RELATION_STATUSES, STATUSES, SUMMARY_STATUSES, Case  # noqa: E402
from portal.cases.model.figures import FIGURES_STATUSES, FORMULA_STATUSES  # noqa: E402
from portal.cases.projections import WORDS  # noqa: E402
from portal.i18n.messages import translate  # noqa: E402

PARTS = (SUMMARY_STATUSES, DISCLOSURE_STATUSES, RELATION_STATUSES, FORMULA_STATUSES, FIGURES_STATUSES)
ORDER = [*STATUSES, *(status for statuses in PARTS for status in statuses)]
PAGE = ROOT / "docs" / "cases.md"
HEAD = """\
# The states of a case

Drawn from `MOVES` in `portal/cases/model/moves.py` by `tools/draw_moves.py`; a test holds the two together. Who
may take a step is in `portal/policy.py`, and in every state in `tests/laws/matrix.txt`. A case that `case.split`
makes of a matter of another one begins as far as that one has come: received, accepted, or being handled.

"""


def steps() -> Iterator[tuple[str, str, Verb]]:
    """Yield (from, to, verb) of every step that leads to another state; a beginning comes from nowhere."""
    for verb, move in MOVES.items():
        if verb.kind != Case.kind:
            continue
        for before in sorted(move.before, key=ORDER.index) or [""]:
            for after in ends(move, before):
                yield before, after, verb


def ends(move: Move, before: str) -> list[str]:
    """Return the states a step may lead to from one state, that state left out."""
    named = {move.after, *move.others} - {None, before}
    return sorted((str(state) for state in named), key=ORDER.index)


def diagram() -> str:
    """Return the states and steps as a Mermaid state diagram; steps between the same two share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for before, after, verb in steps():
        arrows.setdefault((before or "[*]", after), []).append(verb.action)
    names = [f"    {code}: {translate(name, 'zh-hans')} {name}" for code, name in STATUSES.items()]
    lines = [f"    {a} --> {b}: {', '.join(verbs)}" for (a, b), verbs in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, *lines, "```", ""])


def table() -> str:
    """Return every step in both languages, with where it leads from and to."""
    rows = ["| step | 中文 | English | from | to |", "|---|---|---|---|---|"]
    for verb, move in MOVES.items():
        button = WORDS[verb].button if verb in WORDS else ""
        before = ", ".join(sorted(move.before, key=ORDER.index)) or "–"
        named = sorted({str(s) for s in (move.after, *move.others) if s}, key=ORDER.index)
        after = ", ".join(named) or "the same"
        rows.append(f"| `{verb}` | {translate(button, 'zh-hans')} | {button} | {before} | {after} |")
    return "\n".join(rows) + "\n"


def page() -> str:
    """Return the whole page."""
    return f"{HEAD}{diagram()}\n{table()}"


def main() -> int:
    """Write the page, or with --check only look at it."""
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.read_text("utf-8") == page() else 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
