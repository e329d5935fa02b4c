"""Bringing in what others collected."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from portal import make_gate
from portal.cli.frame import Failed, ready, with_settings
from portal.config import Settings
from portal.ingest import Outcome, ingest
from portal.ingest.sources import KINDS, source_for
from portal.store import now


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Where rejected rows are written."
)
@with_settings
def bring_in(settings: Settings, *, kind: str, path: Path, rejects: Path | None) -> None:
    """Bring in a JSON Lines file. Safe to stop at any moment and to repeat: nothing comes in twice."""
    stamp = now().strftime("%Y%m%dT%H%M%S")
    rejects = rejects or settings.instance / "imports" / f"{kind}-{stamp}.rejected.jsonl"
    with path.open("rb") as file:
        rows = sum(1 for _line in file)
    started = time.monotonic()
    outcome = _work(settings, kind, path, rejects, rows)
    rate = outcome.brought / max(time.monotonic() - started, 0.001)
    click.echo(
        f"{kind}: {outcome.brought} brought in ({rate:.0f} a second), {outcome.known} there already, "
        f"{outcome.rejected} rejected."
    )
    if outcome.rejects:
        click.echo(f"The rejected rows and why: {outcome.rejects}", err=True)
    if not outcome.brought + outcome.known:
        raise Failed(f"{path} holds no row that could be brought in.")


def _work(settings: Settings, kind: str, path: Path, rejects: Path, rows: int) -> Outcome:
    store = ready(settings)
    source = source_for(kind, store, make_gate(), settings.zone)
    started, done = time.monotonic(), 0

    def advance(more: int) -> None:
        nonlocal done
        done += more
        bar.update(more, f"{done / max(time.monotonic() - started, 0.001):.0f}/s")

    with click.progressbar(
        length=rows, label=kind, file=sys.stderr, show_pos=True, item_show_func=lambda rate: rate
    ) as bar:
        outcome = ingest(store, source, path, rejects, advance)
    store.close()
    return outcome


COMMANDS = (bring_in,)
