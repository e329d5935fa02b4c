"""What every command stands on: the group, its settings, and how it says that something cannot be done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from alembic.util import CommandError
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from portal import serving
from portal.access import Denied, IllegalMove, Refused
from portal.config import Settings, WrongSetting
from portal.demo import Interrupted, NotADemonstration
from portal.ledger import Lease
from portal.store import Store, now, open_store
from portal.store.migrate import has_table

_INTERRUPTED = 130  # what a shell says of a program that Ctrl+C ended


class Failed(Exception):
    """A command cannot do its work; the message is one sentence that says why."""


_KNOWN = (
    WrongSetting,
    Failed,
    Interrupted,
    NotADemonstration,
    Refused,
    Denied,
    IllegalMove,
    CommandError,
    DBAPIError,
    OSError,
)


@click.group(
    help="Gongzhi 共治: the portal on which a city governs artificial intelligence together.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def main() -> None:
    """Everything one can do from a terminal."""


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its settings; whatever stops it is one sentence and an exit code."""

    @wraps(command)
    def run(**options: Any) -> Any:
        try:
            return command(Settings.from_env(), **options)
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)
        except _KNOWN as error:
            click.echo(_sentence(error), err=True)
            sys.exit(2 if isinstance(error, WrongSetting) else 1)

    return run


def _sentence(error: Exception) -> str:
    if isinstance(error, Denied | IllegalMove):
        return "There is nothing of that name to which this can be done now."
    if isinstance(error, CommandError):
        return f"The database is not one that this version of the portal knows ({error})."
    if isinstance(error, DBAPIError):
        reason = str(error.orig).partition("\n")[0]
        return f"The database cannot be used: {reason}."
    if isinstance(error, OSError):
        return f"{error.filename or 'A file'}: {error.strerror or error}."
    return str(error)


def ready(settings: Settings) -> Store:
    """Return the database, brought to the schema of this version."""
    serving.prepare(settings)
    return open_store(settings.database_url)


def refuse_while_running(store: Store) -> None:
    """Raise Failed while a portal works on this database.

    The lease that a killed follower left behind runs out within seconds; a living one renews it.
    """
    until = _lease(store)
    if until is not None and until > now():
        click.echo("Looking whether the portal is running …", err=True)
    while until is not None and until > now():
        time.sleep(0.5)
        if _lease(store) != until:
            raise Failed("The portal is running on this database. Stop it with Ctrl+C and try again.")


def _lease(store: Store) -> Any:
    if not has_table(store, Lease.__tablename__):
        return None
    with store.reading() as session:
        return session.scalar(select(Lease.until).where(Lease.name == "follower"))
