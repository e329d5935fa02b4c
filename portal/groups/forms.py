"""What a person may type about a sharing group."""

from wtforms import SelectMultipleField
from wtforms.validators import InputRequired

from portal.i18n import N_, lazy
from portal.web.forms import Form, line, text


class FoundForm(Form):
    name_zh = line(N_("Chinese name"), most=120)
    name_en = line(N_("English name"), most=160, required=False)
    purpose = text(
        N_("What is it for?"),
        most=2000,
        hint=N_("The members read this, and whoever chooses the group for a notice."),
    )
    members = SelectMultipleField(
        lazy(N_("Who belongs to it?")),
        [InputRequired(lazy(N_("Choose at least one organisation.")))],
        choices=[],
    )


class ChangeForm(FoundForm):
    guards_version = True


class RetireForm(Form):
    """A button: nothing but the hidden fields."""
