"""The demonstration as an instance: whether one is there, starting it, and removing it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import MetaData, select

from portal import clock_acts, make_gate
from portal.config import INDEX_FOLDER, Settings
from portal.demo.player import Played, play
from portal.ledger import Event
from portal.store import Store
from portal.store.migrate import has_table

_UNFINISHED = "unfinished"


class Interrupted(Exception):
    """Setting the demonstration up was interrupted: what is there is half a scenario."""

    def __init__(self) -> None:
        super().__init__(
            "Setting up the demonstration was interrupted. Begin it afresh: make demo-reset\n"
            "演示数据的建立曾被中断，请重新建立：make demo-reset"
        )


class NotADemonstration(Exception):
    """The instance holds records that are nobody's demonstration, and they stay."""

    def __init__(self) -> None:
        super().__init__("This instance does not show the demonstration, so nothing has been removed.")


def marker(settings: Settings) -> Path:
    """Return the file that says that this instance shows the demonstration."""
    return settings.instance / "demo"


def is_empty(store: Store) -> bool:
    """Return whether nothing has ever happened in this database."""
    if not has_table(store, Event.__tablename__):
        return True
    with store.reading() as session:
        return session.scalar(select(Event.id).limit(1)) is None


def begin(settings: Settings, store: Store, advance: Callable[[int], None]) -> Played:
    """Play the scenario into the empty database of the latest schema, and remember that it is there."""
    marker(settings).write_text(_UNFINISHED, encoding="utf-8")
    played = play(store, make_gate(), settings, clock_acts(), advance)
    marker(settings).write_text(json.dumps(asdict(played)), encoding="utf-8")
    return played


def remembered(settings: Settings) -> Played | None:
    """Return what there is to follow, or None when this instance does not show the demonstration.

    Raises Interrupted when it was begun and never finished.
    """
    if not marker(settings).exists():
        return None
    try:
        return Played(**json.loads(marker(settings).read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        raise Interrupted from None


def clear(settings: Settings, store: Store) -> None:
    """Remove everything of a demonstration: rows, index, mail, checkpoints.

    Raises NotADemonstration, and removes nothing, where something else has been kept.
    """
    if not marker(settings).exists() and not is_empty(store):
        raise NotADemonstration
    if store.dialect == "sqlite":
        _remove_file(store)
    else:
        _drop_tables(store)
    for folder in (INDEX_FOLDER, "mail", "imports"):
        shutil.rmtree(settings.instance / folder, ignore_errors=True)
    for file in (settings.instance / "checkpoints.jsonl", marker(settings)):
        file.unlink(missing_ok=True)


def _remove_file(store: Store) -> None:
    store.close()
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{store.engine.url.database}{suffix}").unlink(missing_ok=True)


def _drop_tables(store: Store) -> None:
    tables = MetaData()
    with store.engine.begin() as connection:
        tables.reflect(connection)
        tables.drop_all(connection)
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS refuse_event_change()")
