"""Looking after the portal: is everything as it should be, is the ledger whole, is the index level."""

from __future__ import annotations

import json
import sys

import click

from portal import consumers
from portal.cli.checks import examine, unused_index
from portal.cli.frame import Failed, ready, refuse_while_running, with_settings
from portal.config import SEAL_FILE, Settings, new_key, seal_keys, write_secret
from portal.identity.sealing import fingerprint
from portal.ledger import pump, verify
from portal.search.engine import open_engine


@click.command()
@with_settings
def doctor(settings: Settings) -> None:
    """Examine settings, database, ledger, index and mail; changes nothing. Exit code 1: something is wrong."""
    findings = list(examine(settings))
    for finding in findings:
        click.echo(f"{finding.mark:4}  {finding.what:10}  {finding.says}")
    sys.exit(1 if any(finding.mark == "BAD" for finding in findings) else 0)


@click.command("verify-ledger")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@with_settings
def verify_ledger(settings: Settings, *, as_json: bool) -> None:
    """Walk the hash chain and hold it against the checkpoints; exit code 1 when something is wrong."""
    store = ready(settings)
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


@click.command()
@with_settings
def reindex(settings: Settings) -> None:
    """Build the search index anew from the ledger, with progress; leave none that the setting does not choose."""
    store = ready(settings)
    open_engine(settings.index_dir, store).clear()
    if unused := unused_index(settings, store):
        unused.clear()
    following = next(c for c in consumers(settings, store) if c.name == "search")
    with store.reading() as session:
        total = verify(session).events
    with click.progressbar(length=total, label="Indexing", file=sys.stderr) as bar:
        while shown := pump(store, following, batches=1):
            bar.update(shown)
    store.close()
    click.echo(f"{total} events indexed.")


@click.command("rotate-seal-key")
@with_settings
def rotate_seal_key(settings: Settings) -> None:
    """Seal with a new key from the next start on; the keys before it go on opening what they sealed."""
    path = settings.instance / SEAL_FILE
    if not path.exists() or seal_keys({}, settings.instance) != settings.seal_keys:
        raise Failed("The keys come from PORTAL_SEAL_KEY: put a new one in front of them there.")
    store = ready(settings)
    refuse_while_running(store)
    store.close()
    write_secret(path, f"{new_key()}\n{path.read_text(encoding='ascii')}")
    new, *before = seal_keys({}, settings.instance)
    click.echo(f"New things are sealed with the key {fingerprint(new).hex()}.")
    click.echo(f"Keep {path} whole: {len(before)} before it still open what they sealed.")


COMMANDS = (doctor, verify_ledger, reindex, rotate_seal_key)
