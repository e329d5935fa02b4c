"""The loop of every import: batches in one transaction each, nothing twice, rejected rows in a file.

What a batch committed is acknowledged and stays, whatever happens to the next; a second run passes over
what is there. So an import can be stopped at any moment and simply be started again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.access import Refused
from portal.store import Store, now

BATCH = 100
LONGEST_LINE = 500_000
"""Characters of one line. The longest text the portal keeps has 60,000, each six in JSON at worst."""


class Rejected(Exception):
    """A row cannot be brought in; the message says why, in plain English for the file of rejected rows."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row that was read: its number in the file, its key at the source, and what the commands need."""

    line: int
    key: str
    content: Any
    raw: str


class Source(Protocol):
    """A kind of file the portal can read."""

    name: str

    def read(self, row: dict[str, Any]) -> tuple[str, Any]:
        """Return the row's key and content. Raises Rejected."""

    def known(self, session: Session, keys: Sequence[str]) -> set[str]:
        """Return those of the keys that are in the portal already."""

    def bring_in(self, session: Session, items: Sequence[Any]) -> None:
        """Run the commands for these contents in this transaction."""


@dataclass(slots=True)
class Outcome:
    """How an import went: rows brought in, there already, and rejected (with the file that says why).

    `seen` holds a hash of the row that each key of the file stood for.
    """

    brought: int = 0
    known: int = 0
    rejected: int = 0
    rejects: Path | None = None
    seen: dict[str, bytes] = field(default_factory=dict)


def ingest(
    store: Store, source: Source, path: Path, rejects: Path, advance: Callable[[int], None] = lambda _n: None
) -> Outcome:
    """Bring in a JSON Lines file; `advance(n)` hears how many rows are done after each commit.

    Raises OSError when the file cannot be read or the rejects cannot be written.
    """
    outcome = Outcome()
    for batch in _batches(_lines(path)):
        items = list(_read(source, batch, outcome, rejects))
        _bring_in(store, source, items, outcome, rejects)
        advance(len(batch))
    return outcome


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers; of one that is too long, no more than shows that it is."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
        number = 0
        while raw := file.readline(LONGEST_LINE + 1):
            number += 1
            yield number, raw
            while len(raw) > LONGEST_LINE and not raw.endswith("\n"):
                raw = file.readline(LONGEST_LINE + 1)


def _batches(lines: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    batch: list[tuple[int, str]] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _read(
    source: Source, batch: Sequence[tuple[int, str]], outcome: Outcome, rejects: Path
) -> Iterator[Item]:
    for number, raw in batch:
        if not raw.strip():
            continue
        try:
            key, content = source.read(_row(raw))
            _refuse_twins(outcome, key, raw)
        except Rejected as reason:
            _reject(outcome, rejects, number, raw, str(reason))
            continue
        yield Item(number, key, content, raw)


def _refuse_twins(outcome: Outcome, key: str, raw: str) -> None:
    mark = sha256(raw.strip().encode("utf-8", "surrogatepass")).digest()
    if outcome.seen.setdefault(key, mark) != mark:
        raise Rejected(f"the key {key} stands in the file twice, with different rows")


def _row(raw: str) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise Rejected(f"the line is longer than {LONGEST_LINE} characters")
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Rejected(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise Rejected("not a JSON object")
    return row


def _bring_in(store: Store, source: Source, items: Sequence[Item], outcome: Outcome, rejects: Path) -> None:
    """Bring in a batch; when one row breaks it, bring its rows in one by one so that only that row is lost."""
    try:
        outcome_of = _commit(store, source, items)
    except (Refused, SQLAlchemyError, ValueError) as error:
        if len(items) == 1:
            _reject(outcome, rejects, items[0].line, items[0].raw, str(error).partition("\n")[0])
            return
        for item in items:
            _bring_in(store, source, [item], outcome, rejects)
        return
    outcome.brought += outcome_of
    outcome.known += len(items) - outcome_of


def _commit(store: Store, source: Source, items: Sequence[Item]) -> int:
    if not items:
        return 0
    with store.writing() as session:
        known = source.known(session, [item.key for item in items])
        fresh = list({item.key: item.content for item in items if item.key not in known}.values())
        if fresh:
            source.bring_in(session, fresh)
    return len(fresh)


def _reject(outcome: Outcome, rejects: Path, number: int, raw: str, reason: str) -> None:
    rejects.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = {
        "line": number,
        "reason": reason,
        "at": now().isoformat(timespec="seconds"),
        "row": raw[:20_000].strip(),
    }
    with rejects.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    outcome.rejected, outcome.rejects = outcome.rejected + 1, rejects
