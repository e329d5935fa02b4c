"""The commands of `python app.py`: thin, each with one clear sentence when it cannot do its work."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from portal import consumers, make_gate, serving
from portal.config import Settings, WrongSetting
from portal.demo import instance
from portal.ingest import ingest
from portal.ingest.sources import KINDS, source_for
from portal.ledger import pump, verify
from portal.search.engine import Embedded
from portal.store import Store, now, open_store


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
@click.option("--demo", is_flag=True, help="Fill an empty database with the demonstration first.")
@_settings
def run(settings: Settings, *, demo: bool) -> None:
    """Serve the portal, the follower beside it."""
    serving.check_port(settings)
    store = _ready(settings)
    if demo and instance.is_empty(store):
        _play(settings, store)
    store.close()
    played = instance.remembered(settings)
    click.echo(
        instance.greeting(settings, played) if played else f"Gongzhi: {settings.url} (Ctrl+C stops it)"
    )
    serving.serve(settings)


def _play(settings: Settings, store: Store) -> None:
    """Set the demonstration up and bring its index level, with progress."""
    with click.progressbar(length=instance.length(), label="演示 Demo", file=sys.stderr) as bar:
        instance.begin(settings, store, bar.update)
    for consumer in consumers(settings, store):
        pump(store, consumer)


@main.command("demo")
@click.option("--reset", is_flag=True, help="Remove the demonstration that is there and begin it afresh.")
@_settings
def demo_(settings: Settings, *, reset: bool) -> None:
    """Set the demonstration up without serving it."""
    store = open_store(settings.database_url)
    if reset:
        instance.clear(settings, store)
    serving.prepare(settings)
    if not instance.is_empty(store):
        raise WrongSetting("The database is not empty, so the demonstration was not set up.")
    _play(settings, store)
    store.close()
    click.echo("The demonstration stands at its first day again: make run")


@main.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Where rejected rows are written."
)
@_settings
def import_(settings: Settings, *, kind: str, path: Path, rejects: Path | None) -> None:
    """Bring in a JSON Lines file. Safe to stop at any moment and to repeat: nothing comes in twice."""
    store = _ready(settings)
    source = source_for(kind, store, make_gate(), settings.zone)
    stamp = now().strftime("%Y%m%dT%H%M%S")
    rejects = rejects or settings.instance / "imports" / f"{kind}-{stamp}.rejected.jsonl"
    with path.open("rb") as file:
        rows = sum(1 for _line in file)
    with click.progressbar(length=rows, label=kind, file=sys.stderr, show_pos=True, show_eta=True) as bar:
        outcome = ingest(store, source, path, rejects, bar.update)
    click.echo(f"{outcome.brought} brought in, {outcome.known} there already, {outcome.rejected} rejected.")
    if outcome.rejects:
        click.echo(f"Why rows were rejected: {outcome.rejects}", err=True)
    sys.exit(0 if outcome.brought or outcome.known or not rows else 1)


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
