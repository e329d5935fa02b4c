"""What an officer types to keep a reply template."""

from __future__ import annotations

from typing import Any, ClassVar

from wtforms.validators import ValidationError

from portal.i18n import N_, _
from portal.replying.model import LONGEST, PURPOSES, unknown
from portal.web.forms import Form, choice, labelled, line, text

_SHOWN = 30  # characters of a wrong placeholder that the message repeats


class AddForm(Form):
    name = line(N_("Name of the template"), most=80, hint=N_("Your colleagues choose it by this name."))
    purpose = choice(N_("What is it for?"), labelled(PURPOSES))
    body_zh = text(N_("Text in Chinese"), most=LONGEST, required=False, render_kw={"rows": 10})
    body_en = text(N_("Text in English"), most=LONGEST, required=False, render_kw={"rows": 10})

    def validate_body_zh(self, field: Any) -> None:
        """Refuse what can never be filled in."""
        _check(field.data)

    def validate_body_en(self, field: Any) -> None:
        """Refuse what can never be filled in, and a template that says nothing in either language."""
        _check(field.data)
        if not (field.data or self.body_zh.data):
            raise ValidationError(_("Write the text in at least one of the two languages."))


def _check(text: str) -> None:
    for found in unknown(text or ""):
        shown = found[:_SHOWN]
        if len(found) == 1:
            raise ValidationError(
                _("The brace %(brace)s stands alone. Braces enclose the name of a placeholder.", brace=shown)
            )
        raise ValidationError(
            _("%(name)s is not a placeholder. Use one of those in the list above.", name=shown)
        )


class ChangeForm(AddForm):
    guards_version: ClassVar[bool] = True


class RetireForm(Form):
    """A button: nothing but the hidden fields."""


class RestoreForm(Form):
    """A button: nothing but the hidden fields."""


class ReviveForm(Form):
    """A button: nothing but the hidden fields."""
