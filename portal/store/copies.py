"""Copies of a SQLite database: taken while the portal runs, looked at, and put in its place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from portal.store.engine import Store

BESIDE = ("-wal", "-shm", "-journal", "-turns")
"""What SQLite and its writers keep beside a database file, by the end of the name."""


def file_of(store: Store) -> Path:
    """Return the file of a SQLite database. ValueError for another kind of database."""
    if store.dialect != "sqlite" or not store.engine.url.database:
        raise ValueError("not a database in a file")
    return Path(store.engine.url.database)


def save(store: Store, path: Path) -> None:
    """Write a whole and consistent copy, which its owner alone may read, while others go on writing.

    Raises FileExistsError, other kinds of OSError, and whatever the driver says of a full disk.
    """
    path.touch(mode=0o600, exist_ok=False)
    connection = store.engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(path),))
        with path.open("rb") as file:
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        connection.close()


def is_sound(store: Store) -> bool:
    """Return whether SQLite finds nothing wrong with the file."""
    with store.engine.connect() as connection:
        return connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"


def server(store: Store) -> str:
    """Return the version of a database server in words."""
    with store.engine.connect() as connection:
        return ".".join(map(str, connection.dialect.server_version_info or ()))


def profile(store: Store) -> dict[str, str]:
    """Return the version of SQLite and what a connection is set to: what the tested profile promises."""
    with store.engine.connect() as connection:
        found = {"version": str(connection.exec_driver_sql("SELECT sqlite_version()").scalar())}
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete"):
            found[name] = str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())
    return found


def take(path: Path, place: Path) -> None:
    """Copy a file to a new one that its owner alone may read, and write it through to the disk."""
    place.touch(mode=0o600)
    with path.open("rb") as source, place.open("wb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())


def put(copy: Path, place: Path, aside: Path) -> None:
    """Put a copy in the place of a database nobody has open; the one before is kept `aside`."""
    if place.exists():
        place.replace(aside)
    for end in BESIDE:
        Path(f"{place}{end}").unlink(missing_ok=True)
    copy.replace(place)
