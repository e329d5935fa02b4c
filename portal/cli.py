"""The commands of `python app.py`: thin, each with one clear sentence when it cannot do its work."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from portal import consumers, serving
from portal.config import Settings, WrongSetting
from portal.ledger import pump, verify
from portal.search.engine import Embedded
from portal.store import Store, open_store


def _settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its settings; what cannot be started with is one sentence and exit code 2."""

    @wraps(command)
    def run(**options: Any) -> Any:
        try:
            return command(Settings.from_env(), **options)
        except WrongSetting as error:
            click.echo(str(error), err=True)
            sys.exit(2)

    return run


def _ready(settings: Settings) -> Store:
    serving.prepare(settings)
    return open_store(settings.database_url)


@click.group(help="Gongzhi 共治: the portal on which a city governs artificial intelligence together.")
def main() -> None:
    """Everything one can do from a terminal."""


@main.command()
@_settings
def run(settings: Settings) -> None:
    """Serve the portal, the follower beside it."""
    serving.check_port(settings)
    serving.prepare(settings)
    click.echo(f"Gongzhi is at {settings.url} — Ctrl+C stops it.")
    serving.serve(settings)


@main.command()
@click.option("--with-parent", is_flag=True, help="End with the process that started this one.")
@_settings
def follow(settings: Settings, *, with_parent: bool) -> None:
    """Follow the ledger: index, inbox, mail. Any number may run; one works."""
    serving.follow_until_told(settings, with_parent=with_parent)


@main.command()
@_settings
def init(settings: Settings) -> None:
    """Make or migrate the database."""
    _ready(settings).close()
    click.echo("The database is ready.")


@main.command("verify-ledger")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@_settings
def verify_ledger(settings: Settings, *, as_json: bool) -> None:
    """Walk the hash chain and hold it against the checkpoints; exit code 1 when something is wrong."""
    store = _ready(settings)
    with store.reading() as session:
        verdict = verify(session, settings.instance / "checkpoints.jsonl")
    flaw = verdict.flaw
    if as_json:
        found = {"event": flaw.event_id, "reason": flaw.reason} if flaw else None
        click.echo(json.dumps({"events": verdict.events, "head": verdict.head, "flaw": found}))
    elif flaw:
        click.echo(f"The ledger is broken at event {flaw.event_id}: {flaw.reason}.", err=True)
    else:
        click.echo(f"{verdict.events} events, unbroken; head {verdict.head}.")
    sys.exit(1 if flaw else 0)


@main.command()
@_settings
def reindex(settings: Settings) -> None:
    """Build the search index anew from the ledger, with progress."""
    store = _ready(settings)
    Embedded(settings.index_dir).clear()
    following = next(c for c in consumers(settings, store) if c.name == "search")
    with store.reading() as session:
        total = verify(session).events
    with click.progressbar(length=total, label="Indexing", file=sys.stderr) as bar:
        while shown := pump(store, following, batches=1):
            bar.update(shown)
    click.echo(f"{total} events indexed.")
