"""Mail goes out at least once, says the same thing twice in the same name, and never says too much."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select, update

from portal.identity.model import Account
from portal.ledger import rewind
from portal.mail import MailFailed, compose, deliver, open_mailer
from portal.mail.mailer import FolderMailer, SmtpMailer
from portal.mail.outgoing import MOST_ATTEMPTS, Outgoing
from portal.store import at, now
from tests.mail.postbox import letters
from tests.people import Portal


class Broken:
    """A mail server that takes nothing."""

    def __init__(self, *, lasting: bool = False) -> None:
        self.tried, self.lasting = 0, lasting

    def send(self, _message: EmailMessage) -> None:
        self.tried += 1
        raise MailFailed("not today", lasting=self.lasting)


def forget(portal: Portal) -> None:
    portal.browser().post("/en/account/forgot", email="amy@example.org")
    portal.follow()


def rows(portal: Portal) -> list[tuple[str, int]]:
    with portal.store.reading() as session:
        lines = session.execute(select(Outgoing.status, Outgoing.attempts).order_by(Outgoing.id))
        return [(line.status, line.attempts) for line in lines]


def test_a_mail_is_queued_once_however_often_the_ledger_is_read(portal: Portal) -> None:
    forget(portal)
    assert len(letters(portal)) == 1
    rewind(portal.store, "mail")
    assert len(letters(portal)) == 1
    assert rows(portal) == [("sent", 1)]


def test_a_failed_mail_is_tried_again_later_and_given_up_in_the_end(portal: Portal) -> None:
    forget(portal)
    broken, moment = Broken(), now()
    with portal.store.writing() as session:
        session.execute(update(Outgoing).values(template="known"))  # a link would be too old by then
    assert deliver(portal.store, broken, compose(portal.settings)) == 1
    assert deliver(portal.store, broken, compose(portal.settings)) == 0
    for step in range(1, MOST_ATTEMPTS + 1):
        with at(moment + timedelta(hours=7 * step)):
            deliver(portal.store, broken, compose(portal.settings))
    assert (broken.tried, rows(portal)) == (MOST_ATTEMPTS, [("failed", MOST_ATTEMPTS)])


def test_a_refused_address_is_not_tried_again(portal: Portal) -> None:
    forget(portal)
    deliver(portal.store, Broken(lasting=True), compose(portal.settings))
    assert rows(portal) == [("failed", 1)]


def test_a_link_that_is_of_no_use_any_more_is_not_sent(portal: Portal) -> None:
    forget(portal)
    with at(now() + timedelta(hours=2)):
        assert letters(portal) == []
    assert rows(portal) == [("dropped", 1)]


def test_a_name_cannot_write_headers(portal: Portal) -> None:
    with portal.store.engine.begin() as connection:
        evil = 'Amy"\r\nBcc: thief@example.com\r\n\r\nHello'
        connection.execute(update(Account).where(Account.ref == "account-amy").values(name=evil))
    forget(portal)
    for mail in letters(portal):
        assert mail["Bcc"] is None
        assert set(mail.keys()) <= {
            "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Type",
            "Content-Transfer-Encoding", "MIME-Version",
        }  # fmt: skip


def test_a_mail_says_who_writes_and_links_to_the_portal_whatever_host_was_asked(portal: Portal) -> None:
    browser = portal.browser()
    browser.post("/zh-hans/account/forgot", email="amy@example.org")
    browser.client.post(
        "/en/account/forgot",
        data=browser.hidden | {"email": "bob@example.org"},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )
    for mail in letters(portal):
        assert "evil.example" not in mail.as_string()
        assert mail["From"] == "Gongzhi <no-reply@localhost>"
        assert mail["Auto-Submitted"] == "auto-generated"


def test_the_folder_is_private_and_a_mail_sent_twice_is_one_file(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Message-ID"] = "<a@b>"
    mail.set_content("x")
    folder = FolderMailer(tmp_path / "mail")
    folder.send(mail)
    folder.send(mail)
    files = list(folder.folder.iterdir())
    assert [path.suffix for path in files] == [".eml"]
    assert (folder.folder.stat().st_mode & 0o777, files[0].stat().st_mode & 0o777) == (0o700, 0o600)
    (tmp_path / "file").touch()
    with pytest.raises(MailFailed):
        FolderMailer(tmp_path / "file" / "mail").send(mail)


@pytest.mark.parametrize(
    ("setting", "mailer"),
    [
        ("smtp://mail.example", SmtpMailer("smtp", "mail.example", 587)),
        ("smtps://me%40x:p%3Aw@mail.example", SmtpMailer("smtps", "mail.example", 465, "me@x", "p:w")),
        ("smtp://127.0.0.1:2525", SmtpMailer("smtp", "127.0.0.1", 2525)),
    ],
)
def test_a_setting_names_a_server(setting: str, mailer: SmtpMailer) -> None:
    assert open_mailer(setting) == mailer


def test_a_setting_that_names_nothing_is_refused() -> None:
    for setting in ("", "smtp://", "http://x", "mail"):
        with pytest.raises(ValueError, match="mail setting"):
            open_mailer(setting)


class _Talk(socketserver.StreamRequestHandler):
    """As much of a mail server as a mail needs; it offers no encryption."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        body = False
        while line := self.rfile.readline():
            self.server.heard.append(line)  # type: ignore[attr-defined]
            if body and line != b".\r\n":
                continue
            body = line.upper().startswith(b"DATA")
            over = line.upper().startswith(b"QUIT")
            answer = b"354 go on" if body else b"221 bye" if over else b"250 fine"
            self.wfile.write(answer + b"\r\n")


@pytest.fixture
def server() -> Iterator[socketserver.TCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as listening:
        listening.daemon_threads = True
        listening.heard = []  # type: ignore[attr-defined]
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.shutdown()


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "x"
    mail.set_content("hello")
    return mail


def test_a_relay_on_this_machine_takes_mail_in_the_clear(server: socketserver.TCPServer) -> None:
    open_mailer(f"smtp://127.0.0.1:{server.server_address[1]}").send(_mail())
    assert b"hello\r\n" in server.heard  # type: ignore[attr-defined]


def test_a_password_is_never_sent_in_the_clear(server: socketserver.TCPServer) -> None:
    with pytest.raises(MailFailed):
        open_mailer(f"smtp://me:secret@127.0.0.1:{server.server_address[1]}").send(_mail())
    assert b"secret" not in b"".join(server.heard)  # type: ignore[attr-defined]
    assert b"AUTH" not in b"".join(server.heard)  # type: ignore[attr-defined]
