"""What `doctor` looks at, each a line of its own: as it should be, worth knowing, or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from portal.config import INDEX_FOLDER, RECEIPT_FILE, SEAL_FILE, Settings
from portal.files.queries import sealed_heads
from portal.identity.people import intake_centre
from portal.identity.sealing import fingerprint, fingerprint_of
from portal.ledger import Event, Lease
from portal.ledger.chain import read_checkpoints, verify_end
from portal.search.engine import Engine, open_engine
from portal.store import Store, now, open_store
from portal.store.copies import file_of, profile, server
from portal.store.migrate import levels

_PROMISED = {"synchronous": "2", "foreign_keys": "1", "secure_delete": "1"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: `mark` is ok, note (nothing need be done) or BAD."""

    mark: Literal["ok", "note", "BAD"]
    what: str
    says: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield what is found, in the order in which one thing rests on another; stop where nothing more can be."""
    yield Finding("ok", "settings", f"{settings.url}, zone {settings.zone}, {settings.threads} threads")
    yield from _folders(settings)
    yield _mail(settings)
    store = open_store(settings.database_url)
    try:
        yield from _database(settings, store)
    except DBAPIError as error:
        yield Finding("BAD", "database", str(error.orig).partition("\n")[0])
    finally:
        store.close()


def _folders(settings: Settings) -> Iterator[Finding]:
    for what, path in (
        ("folder", settings.instance),
        ("key", settings.instance / "secret.key"),
        ("seal key", settings.instance / SEAL_FILE),
        ("sign key", settings.instance / RECEIPT_FILE),
        ("index", settings.instance / INDEX_FOLDER),
    ):
        if path.exists():
            yield _private(what, path)


def _private(what: str, path: Path) -> Finding:
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        return Finding("BAD", what, f"others may read {path} (mode {mode:o}); chmod go-rwx it")
    return Finding("ok", what, f"{path}, its owner's alone")


def _mail(settings: Settings) -> Finding:
    kind, _colon, where = settings.mail.partition(":")
    if kind != "folder":
        return Finding("ok", "mail", f"by {kind} to {where.rpartition('@')[2].strip('/')}")
    folder = Path(where)
    waiting = len(list(folder.glob("*.eml"))) if folder.is_dir() else 0
    return Finding("note", "mail", f"goes into {folder} and to nobody ({waiting} there)")


def _database(settings: Settings, store: Store) -> Iterator[Finding]:
    if store.dialect == "sqlite" and not file_of(store).exists():
        yield Finding("BAD", "database", "there is none yet: python app.py init")
        return
    yield _engine(store)
    seen, last = levels(store)
    if seen != last:
        yield Finding("BAD", "schema", f"at migration {seen}, not {last}: python app.py init")
        return
    yield Finding("ok", "schema", f"at migration {seen}, the last there is")
    yield _ledger(settings, store)
    yield _sealed(settings, store)
    yield _index(settings, store)
    yield _follower(store)
    with store.reading() as session:
        if intake_centre(session) is None:
            yield Finding(
                "note", "intake", "no department receives complaints yet: python app.py org intake REF"
            )


def _engine(store: Store) -> Finding:
    if store.dialect == "postgresql":
        return Finding("ok", "database", f"PostgreSQL {server(store)}")
    found = profile(store)
    said = f"SQLite {found['version']}, journal {found['journal_mode']}"
    if any(found[name] != value for name, value in _PROMISED.items()):
        return Finding("BAD", "database", f"{said}, not in the tested profile: {found}")
    return Finding("ok", "database", said)


def _head(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.max(Event.id))) or 0


def _ledger(settings: Settings, store: Store) -> Finding:
    marks = dict(read_checkpoints(settings.instance / "checkpoints.jsonl"))
    with store.reading() as session:
        verdict = verify_end(session)
        last = max(marks, default=0)
        kept = session.scalar(select(Event.hash).where(Event.id == last))
    if verdict.flaw or (last and kept != marks[last]):
        return Finding("BAD", "ledger", "its end is not what was written: python app.py verify-ledger")
    return Finding("ok", "ledger", f"{verdict.events} events; the last 1,000 and the last checkpoint agree")


def _sealed(settings: Settings, store: Store) -> Finding:
    """Look at the keys under which originals are sealed, without opening any."""
    with store.reading() as session:
        needed = {fingerprint_of(head) for head in session.scalars(sealed_heads())}
    missing = needed - {fingerprint(key) for key in settings.seal_keys}
    if missing:
        return Finding(
            "BAD", "sealed", f"originals whose key is not here: {sorted(key.hex() for key in missing)}"
        )
    return Finding(
        "ok", "sealed", f"{len(settings.seal_keys)} keys, and every original opens with one of them"
    )


def _index(settings: Settings, store: Store) -> Finding:
    by = f"in {settings.index_dir}" if settings.index_dir else "in PostgreSQL"
    if (unused := unused_index(settings, store)) and unused.position():
        return Finding(
            "BAD", "index", f"{by}; there is another that nobody keeps level: python app.py reindex"
        )
    at, head = open_engine(settings.index_dir, store).position(), _head(store)
    if at > head:
        return Finding(
            "BAD", "index", f"{by}, at event {at}, past the ledger's {head}: python app.py reindex"
        )
    if not at:
        return Finding("note", "index", f"{by}, not there yet; the follower builds it")
    if at < head:
        return Finding("note", "index", f"{by}, {head - at} events behind; the follower brings it level")
    return Finding("ok", "index", f"{by}, level with the ledger at event {at}")


def unused_index(settings: Settings, store: Store) -> Engine | None:
    """Return the index that would serve under the other setting: what was erased meanwhile is still in it."""
    folder = settings.instance / INDEX_FOLDER
    if settings.index_dir is None:
        return open_engine(folder, store) if folder.exists() else None
    return open_engine(None, store) if store.dialect == "postgresql" else None


def _follower(store: Store) -> Finding:
    with store.reading() as session:
        until = session.scalar(select(Lease.until).where(Lease.name == "follower"))
    running = until is not None and until > now()
    return Finding("ok" if running else "note", "follower", "at work" if running else "not running")
