"""Everything that differs between machines, read once and never again."""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SHORTEST_KEY = 32
_KEY_BYTES = 32
IndexKeeper = Literal["folder", "database"]
SEAL_FILE, RECEIPT_FILE, INDEX_FOLDER = "seal.key", "receipt.key", "index"


class WrongSetting(Exception):
    """A setting has a value the portal cannot start with; the message names it and says what is expected."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The portal's settings. `instance` is the private folder of secrets, database, index and mail.

    `seal_keys` are the keys of 32 bytes under which originals and identities are sealed: the first seals,
    all open. They are never in the database, so that a copy of it tells nobody what is sealed there.
    `receipt_keys` are the private keys of receipts: the first signs, and the public halves of all are published.
    `search` says who keeps the index: a folder on every machine, or the database for all of them.
    """

    instance: Path
    secret_key: str
    seal_keys: tuple[bytes, ...]
    receipt_keys: tuple[bytes, ...]
    database_url: str
    search: IndexKeeper
    url: str
    host: str
    port: int
    threads: int
    zone: ZoneInfo
    mail: str
    mail_from: str
    proxies: int
    owner: tuple[str, str]
    record_number: str

    @property
    def secure(self) -> bool:
        """Return whether browsers reach the portal over HTTPS."""
        return self.url.startswith("https://")

    @property
    def index_dir(self) -> Path | None:
        """Return the folder of the search index; None where the database keeps it."""
        return self.instance / INDEX_FOLDER if self.search == "folder" else None

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the environment; make the instance folder and its secret on the first start.

        Raises WrongSetting, at the start and not at the first request.
        """
        env = os.environ if env is None else env
        instance = _instance(env.get("PORTAL_INSTANCE", "instance"))
        port = _number(env, "PORT", 8000, 1, 65535)
        database = _database(env.get("PORTAL_DATABASE_URL") or f"sqlite:///{instance}/portal.db")
        return cls(
            instance=instance,
            secret_key=_secret(env, instance),
            seal_keys=seal_keys(env, instance),
            receipt_keys=_keys(env, "PORTAL_RECEIPT_KEY", instance / RECEIPT_FILE),
            database_url=database,
            search=_search(env, database),
            url=_url(env.get("PORTAL_URL") or f"http://127.0.0.1:{port}"),
            host=env.get("PORTAL_HOST", "127.0.0.1"),
            port=port,
            threads=_number(env, "PORTAL_THREADS", 8, 1, 64),
            zone=_zone(env.get("PORTAL_ZONE", "Asia/Shanghai")),
            mail=_mail(env.get("PORTAL_MAIL") or f"folder:{instance}/mail"),
            mail_from=env.get("PORTAL_MAIL_FROM", "Gongzhi <no-reply@localhost>"),
            proxies=_number(env, "PORTAL_PROXIES", 0, 0, 5),
            owner=(env.get("PORTAL_OWNER_ZH", ""), env.get("PORTAL_OWNER_EN", "")),
            record_number=env.get("PORTAL_RECORD_NUMBER", ""),
        )


def _instance(name: str) -> Path:
    path = Path(name).absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
        probe = path / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise WrongSetting(
            f"PORTAL_INSTANCE: the folder {path} cannot be written to ({error.strerror})."
        ) from error
    return path


def _secret(env: Mapping[str, str], instance: Path) -> str:
    key = env.get("PORTAL_SECRET_KEY") or _kept(instance / "secret.key", lambda: secrets.token_urlsafe(48))
    if len(key) < _SHORTEST_KEY:
        raise WrongSetting(
            f"PORTAL_SECRET_KEY: at least {_SHORTEST_KEY} characters are needed, not {len(key)}."
        )
    return key


def seal_keys(env: Mapping[str, str], instance: Path) -> tuple[bytes, ...]:
    """Return the keys to seal with, the newest first, from PORTAL_SEAL_KEY or the key file."""
    return _keys(env, "PORTAL_SEAL_KEY", instance / SEAL_FILE)


def _keys(env: Mapping[str, str], name: str, path: Path) -> tuple[bytes, ...]:
    lines = env.get(name) or _kept(path, new_key)
    try:
        keys = tuple(base64.b64decode(line, validate=True) for line in lines.replace(",", " ").split())
    except (binascii.Error, ValueError):
        keys = ()
    if not keys or any(len(key) != _KEY_BYTES for key in keys):
        raise WrongSetting(
            f"{name}: one or more keys of {_KEY_BYTES} bytes in base64 are needed, the newest first."
        )
    return keys


def new_key() -> str:
    """Return a fresh key to seal or to sign with, as its file has it."""
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def _kept(path: Path, make: Callable[[], str]) -> str:
    """Return the secret in a file that its owner alone may read, made on the first start.

    Of several processes that start at once, one makes it and all read the same.
    """
    if not path.exists():
        write_secret(path, make(), anew=True)
    return path.read_text(encoding="ascii").strip()


def write_secret(path: Path, content: str, *, anew: bool = False) -> None:
    """Put a secret into its file whole or not at all; `anew` leaves alone what another process put there."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(
            os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
        ) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not anew:
            fresh.replace(path)
            return
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh)
    finally:
        fresh.unlink(missing_ok=True)


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    value = env.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise WrongSetting(f"{name}: a whole number from {low} to {high} is needed, not {value!r}.")
    return int(value)


def _database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise WrongSetting("PORTAL_DATABASE_URL: sqlite:///path/to/portal.db or postgresql://… is needed.")
    return url


def _search(env: Mapping[str, str], database: str) -> IndexKeeper:
    keepers: tuple[IndexKeeper, ...] = (
        ("folder",) if database.startswith("sqlite") else ("database", "folder")
    )
    value = env.get("PORTAL_SEARCH") or keepers[0]
    for keeper in keepers:
        if value == keeper:
            return keeper
    raise WrongSetting(f"PORTAL_SEARCH: {' or '.join(keepers)} is needed with this database, not {value!r}.")


def _url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise WrongSetting(
            f"PORTAL_URL: an address such as https://portal.example.org is needed, not {url!r}."
        )
    return url.rstrip("/")


def _mail(value: str) -> str:
    if not value.startswith(("folder:", "smtp://", "smtps://")):
        raise WrongSetting("PORTAL_MAIL: folder:PATH, smtp://user:password@host:port or smtps://… is needed.")
    return value


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise WrongSetting(f"PORTAL_ZONE: {name!r} is no time zone such as Asia/Shanghai.") from error
