"""Playing the scenario: every step at its moment, in one order, through the commands people use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.access import Gate
from portal.demo import cast, complaints, conduct, judgements, notices
from portal.demo.stage import Stage, Step, load
from portal.identity.passwords import hash_password
from portal.store import Store, at, now

PASSWORD = "linjiang-demo-2026"  # noqa: S105  # printed at every start: the demonstration hides nothing
_BATCH = 40
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Played:
    """What there is to try: the people of each role (name, English name, e-mail, role), a case and its code."""

    people: list[tuple[str, str, str, str]]
    case_ref: str
    code: str


def steps() -> list[Step]:
    """Return every step of the scenario in order of time."""
    scripts = [cast.script(hash_password(PASSWORD)), complaints.script(), notices.script()]
    scripts += [conduct.script(), judgements.script()]
    ordered = sorted((step.at, number, step) for number, one in enumerate(scripts) for step in one.steps)
    return [step for _at, _number, step in ordered]


def play(store: Store, gate: Gate, key: str, advance: Callable[[int], None] = lambda _n: None) -> Played:
    """Play the whole scenario into an empty database; `advance(n)` hears of steps done after each commit.

    The year is moved by whole weeks, so that it ends within the last seven days and weekdays stay what
    they are. The same scenario on the same day gives the same rows.
    """
    stage, planned = Stage(gate, key), steps()
    shift = _shift(planned[-1].at)
    for batch in _batches(planned):
        with store.writing() as session:
            stage.session = session
            for step in batch:
                with at(step.at + shift):
                    step.act(stage)
        advance(len(batch))
    return tour(stage)


def _shift(last: datetime) -> timedelta:
    return ((now() - last) // _WEEK) * _WEEK


def _batches(planned: Sequence[Step]) -> Iterator[Sequence[Step]]:
    for start in range(0, len(planned), _BATCH):
        yield planned[start : start + _BATCH]


def tour(stage: Stage) -> Played:
    """Return what the first screen tells of: whom to sign in as, and an anonymous case that can be followed."""
    shown = [
        (row["name"], row["name_en"], row["email"], row["org"] or row["role"])
        for row in load("people")
        if row.get("demo_login")
    ]
    key = [row["key"] for row in load("cases") if row["key"] in stage.codes and row["steps"]][-1]
    return Played(shown, stage.refs[key], stage.codes[key])
