"""Where mails go: into a folder, one file each, or to a mail server over a connection that was checked."""

from __future__ import annotations

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

_TIMEOUT = 10.0  # seconds for each step of the conversation with the server
_LOCAL = ("localhost", "127.0.0.1", "::1")
_LASTING = 500
_PORTS = {"smtp": 587, "smtps": 465}


class MailFailed(Exception):
    """A mail did not go out. `lasting` says that trying again will not help."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


class Mailer(Protocol):
    """Whatever takes a finished mail. The same mail may come twice; its Message-ID says so."""

    def send(self, message: EmailMessage) -> None:
        """Hand the mail over for good. Raises MailFailed."""


@dataclass(frozen=True, slots=True)
class FolderMailer:
    """Puts each mail as an .eml file into a private folder; the same mail again is the same file again."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        """Write the file beside its place and move it there, so that nobody ever reads half a mail."""
        name = sha256(str(message["Message-ID"]).encode("utf-8", "replace")).hexdigest()[:32]
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = self.folder / f".{name}.{os.getpid()}"
            fresh.write_bytes(message.as_bytes())
            fresh.chmod(0o600)
            fresh.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise MailFailed(f"the mail folder: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Speaks to a mail server. The connection is encrypted and the server's certificate checked.

    `smtps` encrypts from the first byte, `smtp` by STARTTLS; only a relay on this very machine may be
    spoken to in the clear, and never with a password (CVE-2026-41132 is what happens otherwise).
    """

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    def send(self, message: EmailMessage) -> None:
        """Deliver to the server. A refusal with a code from 500 on is lasting (RFC 5321, 4.2.1)."""
        try:
            with self._connect() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            raise MailFailed("the address was refused", lasting=min(codes, default=0) >= _LASTING) from error
        except smtplib.SMTPDataError as error:
            raise MailFailed("the mail was refused", lasting=error.smtp_code >= _LASTING) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise MailFailed(f"the mail server: {type(error).__name__}") from error

    def _connect(self) -> smtplib.SMTP:
        checked = ssl.create_default_context()
        if self.scheme == "smtps":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_TIMEOUT, context=checked)
        server = smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT)
        if self.user or self.host not in _LOCAL:
            try:
                server.starttls(context=checked)
            except BaseException:
                server.close()
                raise
        return server


def open_mailer(setting: str) -> Mailer:
    """Return the mailer of `Settings.mail`: `folder:PATH`, `smtp://user:password@host:port` or `smtps://…`.

    Raises ValueError for anything else. Nothing is opened before the first mail.
    """
    if setting.startswith("folder:"):
        return FolderMailer(Path(setting.removeprefix("folder:")).absolute())
    parts = urlsplit(setting)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("a mail setting names a folder or a mail server")
    port = parts.port or _PORTS[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return SmtpMailer(parts.scheme, parts.hostname, port, user, password)
