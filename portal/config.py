"""Everything that differs between machines, read once and never again."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SHORTEST_KEY = 32


class WrongSetting(Exception):
    """A setting has a value the portal cannot start with; the message names it and says what is expected."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The portal's settings. `instance` is the private folder of secrets, database, index and mail."""

    instance: Path
    secret_key: str
    database_url: str
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
    def index_dir(self) -> Path:
        """Return the folder of the embedded search index."""
        return self.instance / "index"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the environment; make the instance folder and its secret on the first start.

        Raises WrongSetting, at the start and not at the first request.
        """
        env = os.environ if env is None else env
        instance = _instance(env.get("PORTAL_INSTANCE", "instance"))
        port = _number(env, "PORT", 8000, 1, 65535)
        return cls(
            instance=instance,
            secret_key=_secret(env, instance),
            database_url=_database(env.get("PORTAL_DATABASE_URL") or f"sqlite:///{instance}/portal.db"),
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
    key = env.get("PORTAL_SECRET_KEY", "")
    if not key:
        path = instance / "secret.key"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48), encoding="ascii")
        key = path.read_text(encoding="ascii").strip()
    if len(key) < _SHORTEST_KEY:
        raise WrongSetting(
            f"PORTAL_SECRET_KEY: at least {_SHORTEST_KEY} characters are needed, not {len(key)}."
        )
    return key


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    value = env.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise WrongSetting(f"{name}: a whole number from {low} to {high} is needed, not {value!r}.")
    return int(value)


def _database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise WrongSetting("PORTAL_DATABASE_URL: sqlite:///path/to/portal.db or postgresql://… is needed.")
    return url


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
