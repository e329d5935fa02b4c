"""What the portal has written: everything is followed, delivered into a folder, and read from there."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import cast

import portal as house
from portal.mail import compose, deliver
from portal.mail.mailer import FolderMailer
from tests.people import Portal


def letters(portal: Portal) -> list[EmailMessage]:
    """Return every mail so far, in the order of what they are about."""
    portal.follow()
    writing = compose(portal.settings, house.writers(portal.settings, portal.store), house.correspondents())
    folder = portal.settings.instance / "mail"
    while deliver(portal.store, FolderMailer(folder), writing):
        pass
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return [cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=SMTP)) for path in files]
