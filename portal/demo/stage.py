"""What every step of the scenario needs: the gate, the people as actors, and the rows made so far by their key."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from portal.access import VISITOR, Actor, Gate, Kind, Permit, Verb
from portal.identity.sealing import Seal

FOLDER = Path(__file__).parent / "scenario"
ZONE = ZoneInfo("Asia/Shanghai")
Act = Callable[["Stage"], None]


@dataclass(slots=True)
class Stage:
    """The portal while the scenario plays.

    By scenario key: `accounts`, `orgs` and `groups` hold ids, `actors` the people as the gate knows them,
    `systems` reference and enterprise, `refs` the references of records, `codes` the query codes of those who
    complained without an account. `key` is the portal's own, of which those codes are made; `seal` is its seal.
    """

    gate: Gate
    key: str
    seal: Seal
    password_hash: str
    session: Session
    accounts: dict[str, int] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    orgs: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    systems: dict[str, tuple[str, int]] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def operator(self) -> Actor:
        """The person who runs the portal."""
        return next(actor for actor in self.actors.values() if actor.kind is Kind.OPERATOR)

    def permit(self, who: str | Actor | None, verb: Verb, key: str = "") -> Permit[Any]:
        """Admit somebody of the scenario to a verb, on the record with this key. Raises Denied."""
        actor = self.actors[who] if isinstance(who, str) else who or VISITOR
        return self.gate.admit(self.session, actor, verb, self.refs[key] if key else None)


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """Something that happens at a moment; `number` keeps the order of steps of the same moment."""

    at: datetime
    number: int
    act: Act = field(compare=False)


def load(name: str) -> list[dict[str, Any]]:
    """Return the rows of all scenario files whose name begins with `name`, in the order of the names."""
    found: list[dict[str, Any]] = []
    for path in sorted(FOLDER.glob(f"{name}*.json")):
        found += json.loads(path.read_text(encoding="utf-8"))
    return found


def moment(text: str, hours: float = 0.0) -> datetime:
    """Return the instant of a scenario time, which is the city's, some hours on."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC) + timedelta(hours=hours)


class Script:
    """The steps of a theme as they are written down."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def add(self, at: datetime, act: Callable[..., None], *details: Any) -> None:
        """Write down that `act(stage, *details)` happens at a moment."""
        self.steps.append(Step(at, len(self.steps), partial(_later, act, details)))


def _later(act: Callable[..., None], details: tuple[Any, ...], stage: Stage) -> None:
    act(stage, *details)
