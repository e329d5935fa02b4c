"""The demonstration as an instance: whether one is there, starting it, and starting it afresh."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import MetaData, func, select

from portal import make_gate
from portal.config import Settings, WrongSetting
from portal.demo.player import PASSWORD, Played, play, steps
from portal.ledger import Event
from portal.store import Store

_UNFINISHED = "unfinished"


def marker(settings: Settings) -> Path:
    """Return the file that says that this instance shows the demonstration, and whom to sign in as."""
    return settings.instance / "demo"


def is_empty(store: Store) -> bool:
    """Return whether nothing has ever happened in this database."""
    with store.reading() as session:
        return not session.scalar(select(func.count()).select_from(Event).limit(1))


def length() -> int:
    """Return how many steps the scenario has."""
    return len(steps())


def begin(settings: Settings, store: Store, advance: Callable[[int], None]) -> Played:
    """Play the scenario into the empty database and remember whom to sign in as.

    Raises WrongSetting when an earlier start was interrupted.
    """
    if marker(settings).exists():
        raise WrongSetting(
            "The demonstration was interrupted while it was set up. Start it afresh: make demo-reset"
        )
    marker(settings).write_text(_UNFINISHED, encoding="utf-8")
    played = play(store, make_gate(), settings.secret_key, advance)
    marker(settings).write_text(json.dumps(asdict(played), ensure_ascii=False), encoding="utf-8")
    return played


def remembered(settings: Settings) -> Played | None:
    """Return whom to sign in as, or None when this instance does not show the demonstration.

    Raises WrongSetting when setting it up was interrupted.
    """
    if not marker(settings).exists():
        return None
    text = marker(settings).read_text(encoding="utf-8")
    if text == _UNFINISHED:
        raise WrongSetting(
            "The demonstration was interrupted while it was set up. Start it afresh: make demo-reset"
        )
    content = json.loads(text)
    return Played([tuple(line) for line in content["people"]], content["case_ref"], content["code"])


def clear(settings: Settings, store: Store) -> None:
    """Remove everything of a demonstration: rows, index, mail, checkpoints. Raises WrongSetting for anything else."""
    if not marker(settings).exists() and not is_empty(store):
        raise WrongSetting(
            "This instance holds real records, not the demonstration: nothing has been removed."
        )
    tables = MetaData()
    with store.engine.begin() as connection:
        tables.reflect(connection)
        tables.drop_all(connection)
    if store.dialect == "postgresql":
        with store.engine.begin() as connection:
            connection.exec_driver_sql("DROP FUNCTION IF EXISTS refuse_event_change()")
    for folder in (settings.index_dir, settings.instance / "mail", settings.instance / "imports"):
        shutil.rmtree(folder, ignore_errors=True)
    for file in (settings.instance / "checkpoints.jsonl", marker(settings)):
        file.unlink(missing_ok=True)


def greeting(settings: Settings, played: Played) -> str:
    """Return what is printed at the start, in both languages: where, as whom, and how to stop."""
    wide = max(len(line[2]) for line in played.people)
    people = [f"  {email:{wide}}  {zh} {en}  ({role})" for zh, en, email, role in played.people]
    return "\n".join(
        [
            f"共治 Gongzhi: {settings.url}",
            f"演示账号（口令均为 {PASSWORD}） · Demo people, all with the password {PASSWORD}:",
            *people,
            f"匿名案件 · An anonymous case to follow: {played.case_ref}  {played.code}",
            "按 Ctrl+C 停止 · Ctrl+C stops it.",
        ]
    )
