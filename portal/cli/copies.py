"""Taking a copy of the whole portal, and going back to one."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from portal.cli.frame import Failed, refuse_while_running, with_settings
from portal.config import INDEX_FOLDER, Settings
from portal.ledger import Event, verify
from portal.search.engine import Embedded
from portal.store import copies, now, open_store
from portal.store.migrate import has_table, migrate


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@with_settings
def backup(settings: Settings, *, path: Path) -> None:
    """Copy the database into FILE, while the portal runs if it does."""
    store = open_store(settings.database_url)
    if store.dialect == "postgresql":
        click.echo("PostgreSQL makes its own copies:")
        click.echo(f"  pg_dump --format=custom --file={path} {_without_password(settings)}")
        return
    if not copies.file_of(store).exists():
        raise Failed("There is no database yet.")
    if path.exists():
        raise Failed(f"{path} is there already, and a copy is never written over another.")
    copies.save(store, path)
    store.close()
    click.echo(f"{path}: {path.stat().st_size:,} bytes. Keep the keys in {settings.instance} too, elsewhere:")
    click.echo("without secret.key, query codes and links in mails no longer work; without seal.key, nobody")
    click.echo("opens what is sealed; without receipt.key, no receipt is signed as it was before. A copy")
    click.echo("beside which no key lies tells nobody what is sealed in it.")


def _without_password(settings: Settings) -> str:
    url = make_url(settings.database_url).set(drivername="postgresql", password=None)
    return url.render_as_string(hide_password=False)


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_settings
def restore(settings: Settings, *, path: Path) -> None:
    """Go back to the copy in FILE. The portal must not be running; what was there is kept beside it."""
    store = open_store(settings.database_url)
    if store.dialect == "postgresql":
        raise Failed("PostgreSQL restores its own copies: pg_restore --clean --dbname=… FILE")
    place, stamp = copies.file_of(store), now().strftime("%Y%m%dT%H%M%S")
    refuse_while_running(store)
    store.close()
    fresh = place.with_name(f"{place.name}.incoming")
    try:
        copies.take(path, fresh)
        events = _examine(settings, fresh, path)
        copies.put(fresh, place, place.with_name(f"{place.name}.before-{stamp}"))
    finally:
        for end in ("", *copies.BESIDE):
            Path(f"{fresh}{end}").unlink(missing_ok=True)
    _forget_what_followed(settings, stamp)
    click.echo(f"Restored: {events} events, the chain unbroken. The index is built anew at the next start.")
    click.echo(f"What was there before is kept beside it, marked {stamp}.")


def _examine(settings: Settings, fresh: Path, path: Path) -> int:
    """Return how many events the copy holds. Raises Failed for anything but a sound copy of a portal."""
    store = open_store(f"sqlite:///{fresh}")
    try:
        if not copies.is_sound(store) or not has_table(store, Event.__tablename__):
            raise Failed(f"{path} is no copy of a portal.")
        migrate(store, settings.seal_keys)
        with store.reading() as session:
            verdict = verify(session)
    except DatabaseError:
        raise Failed(f"{path} is no copy of a portal, or it is damaged.") from None
    finally:
        store.close()
    if verdict.flaw:
        raise Failed(f"The ledger in {path} is broken at event {verdict.flaw.event_id}; nothing was changed.")
    return verdict.events


def _forget_what_followed(settings: Settings, stamp: str) -> None:
    """Let go of the index, which may know what the copy does not, and put the checkpoints aside."""
    Embedded(settings.instance / INDEX_FOLDER).clear()
    marks = settings.instance / "checkpoints.jsonl"
    if marks.exists():
        marks.replace(marks.with_name(f"checkpoints-before-{stamp}.jsonl"))


COMMANDS = (backup, restore)
