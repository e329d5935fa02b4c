"""Playing the scenario: every step at its moment, in one order, through the commands people use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy.orm import Session

from portal.access import CLOCK, Gate
from portal.cases.commands import fix_all
from portal.cases.queries import quarters, to_fix
from portal.cases.verbs import FiguresVerb
from portal.clocks import Acts, play_until
from portal.config import Settings
from portal.demo import (
    archive,
    asked,
    cast,
    complaints,
    conduct,
    judgements,
    notices,
    routes,
    searches,
    templates,
)
from portal.demo.stage import Stage, Step, load
from portal.identity.passwords import hash_password
from portal.identity.sealing import Seal
from portal.store import Store, at, now, references_of

PASSWORD = "linjiang-demo-2026"  # noqa: S105  # printed at every start: the demonstration hides nothing
_BATCH = 50
_WEEK = timedelta(weeks=1)
_SCRIPTS = (
    cast.script,
    routes.script,
    archive.script,
    complaints.script,
    notices.script,
    conduct.script,
    judgements.script,
    searches.script,
    templates.script,
)


@dataclass(frozen=True, slots=True)
class Played:
    """An anonymous complaint that can be followed: its number and its query code."""

    case_ref: str
    code: str


@cache
def steps() -> tuple[Step, ...]:
    """Return every step of the scenario in order of time; of the same moment, in the order written."""
    ordered = sorted(
        (step.at, number, step) for number, script in enumerate(_SCRIPTS) for step in script().steps
    )
    return tuple(step for _at, _number, step in ordered)


def length() -> int:
    """Return how many steps the scenario has."""
    return len(steps())


def play(
    store: Store,
    gate: Gate,
    settings: Settings,
    acts: Acts,
    advance: Callable[[int], None] = lambda _n: None,
) -> Played:
    """Play the whole scenario into an empty database; `advance(n)` hears of steps done after each commit.

    The year is moved by whole weeks, so that its last step lies within the last seven days and weekdays stay
    what they are. What time does to records (`acts`) happens between the steps, each at its own moment. Played
    twice on one day it gives the same records, numbers, order and times.
    Raises Denied, Refused or IllegalMove when a step of the scenario breaks a rule of the portal.
    """
    shift, seal = _shift(steps()[-1].at), Seal(settings.seal_keys)
    with references_of(f"{settings.secret_key}|files"):
        asked.take_files_in(store, seal)
    stage, over = Stage(gate, settings.secret_key, seal, hash_password(PASSWORD), Session()), None
    for number, batch in enumerate(_batches(steps())):
        with store.writing() as session, references_of(f"{settings.secret_key}|{number}"):
            stage.session = session
            for step in batch:
                over = _fix(session, gate, acts, step.at + shift, over)
                play_until(session, gate, acts, step.at + shift)
                with at(step.at + shift):
                    step.act(stage)
        advance(len(batch))
    return _to_follow(stage)


def _fix(session: Session, gate: Gate, acts: Acts, until: datetime, looked: datetime | None) -> datetime:
    """Let the clock fix the figures of a quarter that is over by now, at the moment it is over; return that moment.

    Who has `looked` at that moment has done so: what happens later is of a later quarter.
    """
    with at(until):
        end = quarters(1)[0].end
    if end == looked:
        return end
    with at(end):
        if to_fix(gate.admit(session, CLOCK, FiguresVerb.FIX)):
            play_until(session, gate, acts, end)
            fix_all(session, gate)
    return end


def _shift(last: datetime) -> timedelta:
    return ((now() - last) // _WEEK) * _WEEK


def _batches(planned: Sequence[Step]) -> Iterator[Sequence[Step]]:
    for start in range(0, len(planned), _BATCH):
        yield planned[start : start + _BATCH]


def _to_follow(stage: Stage) -> Played:
    """Choose the complaint with a query code about which most has been said."""
    told = {row["key"]: len(row["steps"]) for row in load("cases") if row["key"] in stage.codes}
    key = max(told, key=lambda key: (told[key], key))
    return Played(stage.refs[key], stage.codes[key])
