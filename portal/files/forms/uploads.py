"""Files in a form: sent once, kept for the browser that sent them, and not lost when another field is wrong.

A form becomes one with files by `class FileForm(WithFiles)` with `files = uploads(label)`. Its view hands
`form.files.token` to a command, and the command hands it to `attach` with the part that it is about to record.
"""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session
from wtforms import Field
from wtforms.widgets import FileInput

from portal.files import queries
from portal.files.commands import FILE_BYTES, FILES, FORM_BYTES, RECORD_BYTES, RECORD_FILES, remove, take_in
from portal.files.model import LABELS, REASONS, THINGS, Upload
from portal.i18n import _, lazy
from portal.identity.sealing import Seal
from portal.scrub import KINDS, Unfit
from portal.web.forms import Form, Received
from portal.web.house import house
from portal.web.limits import Limit, spend

_TOKEN = re.compile(r"[\w-]{22}", re.ASCII)
_SENDING = Limit("file.send", 120, timedelta(hours=1))
_NAME_SHOWN = 60


class UploadField(Field):
    """Files that are sent, listed and taken away again; `token` is what the browser holds them by."""

    widget = FileInput(multiple=True)
    most, megabytes, together = FILES, FILE_BYTES // 2**20, FORM_BYTES // 2**20
    most_in_all, megabytes_in_all = RECORD_FILES, RECORD_BYTES // 2**20

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.token, self.removed, self.sending_only, self.known = "", "", False, False

    def process(self, formdata: Any, *_args: Any, **_kwargs: Any) -> None:
        """Read what the form says of its files; what they are, the database says."""
        said = (
            {name: formdata.get(f"{self.name}-{name}", "") for name in ("token", "remove", "send")}
            if formdata
            else {}
        )
        self.known = _TOKEN.fullmatch(said.get("token", "")) is not None
        self.token = said["token"] if self.known else secrets.token_urlsafe(16)
        self.removed, self.sending_only = said.get("remove", ""), bool(said.get("send"))
        self.process_errors, self.raw_data, self.object_data = [], [], None
        self.data: list[Upload] = []

    @property
    def accept(self) -> str:
        """The kinds that are taken, as a browser offers them."""
        return ",".join(f".{end}" for kind in KINDS.values() for end in kind.extensions)

    def label_of(self, upload: Upload) -> str:
        """Return what kind of file it is, in words."""
        return _(LABELS[upload.code])


class WithFiles(Form):
    """A form to which files can be added."""

    files: UploadField

    @classmethod
    def brings_files(cls, typed: Any, sent: Any) -> bool:
        """Return whether a file was sent, or one of those that wait was taken away, or they are to be sent first."""
        asked = any(typed.get(f"files-{name}") for name in ("remove", "send"))
        return asked or any(file.filename for file in sent.getlist("files"))

    def receive(self, sent: Any) -> Received:
        """Take in the files before the transaction of the action begins, each in one of its own."""
        field, store = self.files, house().store
        if field.removed:
            remove(store, field.token, field.removed)
        files = [file for file in sent.getlist(field.name) if file.filename]
        if files:
            spend(_SENDING)
        refusals = [why for file in files if (why := self._take_in(file))]
        return Received(bool(field.removed) or field.sending_only, tuple(refusals), field.token)

    def _take_in(self, file: Any) -> str:
        """Return why the file is not taken; empty when it is."""
        settings = house().settings
        try:
            content = file.stream.read(FILE_BYTES + 1)
            take_in(house().store, Seal(settings.seal_keys), self.files.token, file.filename, content)
        except Unfit as unfit:
            return told(file.filename, unfit)
        return ""

    def attend(self, session: Session, received: Received | None) -> None:
        """List what waits under the token, and say what was not taken."""
        self.files.token = (received.token if received else "") or self.files.token
        if self.files.known or received:
            self.files.data = queries.pending(session, self.files.token)
        if received and received.refusals:
            self.files.process_errors = list(received.refusals)
            self.files.errors = list(received.refusals)


def uploads(label: str) -> Any:
    """Make the field of a form with files; it is always called `files`."""
    return UploadField(lazy(label))


def told(name: str, unfit: Unfit) -> str:
    """Return a refusal as a sentence that names the file."""
    words = {
        key: _(THINGS[str(value)]) if value in THINGS and key in ("found", "other") else str(value)
        for key, value in unfit.facts.items()
    }
    return _(
        "“%(name)s” was not added: %(reason)s.",
        name=name[-_NAME_SHOWN:],
        reason=_(REASONS[unfit.reason], **words),
    )
