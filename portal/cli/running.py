"""Starting the portal, with or without its demonstration."""

from __future__ import annotations

import subprocess
import sys

import click

from portal import consumers, demo, make_gate, serving
from portal.access import CLOCK
from portal.cli.frame import Failed, ready, refuse_while_running, with_settings
from portal.config import Settings
from portal.ledger import pump
from portal.store import Store, open_store
from portal.terms.commands import bring_in
from portal.terms.model import DEFAULTS
from portal.terms.verbs import SynonymVerb


@click.command()
@click.option(
    "--demo", "with_demo", is_flag=True, help="Fill an empty database with the demonstration first."
)
@with_settings
def run(settings: Settings, *, with_demo: bool) -> None:
    """Serve the portal, the follower beside it."""
    serving.check_port(settings)
    demo.remembered(settings)
    store = ready(settings)
    empty = demo.is_empty(store)
    store.close()
    if empty and with_demo:
        _play_aside()
    elif empty:
        _begin(settings)
    played = demo.remembered(settings)
    plain = f"共治 Gongzhi: {settings.url} (Ctrl+C 停止 stops it)"
    click.echo(demo.welcome(settings.url, played) if played else plain)
    serving.serve(settings)


def _begin(settings: Settings) -> None:
    """Give a new portal what it begins with: words that mean the same."""
    store, gate = open_store(settings.database_url), make_gate()
    with store.writing() as session:
        bring_in(gate.admit(session, CLOCK, SynonymVerb.BRING_IN), DEFAULTS)
    store.close()


def _play_aside() -> None:
    """Set the demonstration up in a process of its own, so that the server does not keep what it took."""
    done = subprocess.run([sys.executable, str(serving.APP), "demo", "--quiet"], check=False)  # noqa: S603  # our own program
    if done.returncode:
        sys.exit(done.returncode)


def _play(settings: Settings, store: Store) -> demo.Played:
    """Set the demonstration up and bring level what follows from it, with progress."""
    with click.progressbar(length=demo.length(), label="演示数据 Demonstration", file=sys.stderr) as bar:
        played = demo.begin(settings, store, bar.update)
    following = consumers(settings, store)
    with click.progressbar(following, label="索引与收件箱 Index, inbox ", file=sys.stderr) as rest:
        for consumer in rest:
            pump(store, consumer)
    demo.read_up(store, make_gate())
    return played


@click.command("demo")
@click.option("--reset", is_flag=True, help="Remove the demonstration that is there and begin it afresh.")
@click.option("--quiet", is_flag=True, help="Do not tell whom to sign in as.")
@with_settings
def demonstrate(settings: Settings, *, reset: bool, quiet: bool) -> None:
    """Set the demonstration up without serving it."""
    store = open_store(settings.database_url)
    if reset:
        refuse_while_running(store)
        demo.clear(settings, store)
    demo.remembered(settings)
    if not demo.is_empty(store):
        raise Failed("The database is not empty, so the demonstration was not set up.")
    serving.prepare(settings)
    played = _play(settings, store)
    store.close()
    if not quiet:
        click.echo(demo.welcome("make run", played))


@click.command()
@click.option("--with-parent", is_flag=True, help="End with the process that started this one.")
@with_settings
def follow(settings: Settings, *, with_parent: bool) -> None:
    """Follow the ledger: index, inbox, mail. Any number may run; one works."""
    serving.follow_until_told(settings, with_parent=with_parent)


@click.command()
@with_settings
def init(settings: Settings) -> None:
    """Make or migrate the database."""
    ready(settings).close()
    click.echo("The database is ready.")


COMMANDS = (run, demonstrate, follow, init)
