"""What an officer types to publish a case."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from portal.i18n import N_, lazy
from portal.web.forms import Form, line, text


class PublishForm(Form):
    title = line(N_("Title of the public summary"), most=120)
    body = text(
        N_("Public summary"),
        hint=N_("Leave out names, contact details, exact places and anything that tells who complained."),
        render_kw={"rows": 10},
    )
    checked = BooleanField(
        lazy(N_("I have checked that nothing in it identifies the complainant")),
        [InputRequired(lazy(N_("Please confirm that you have checked this.")))],
    )


class GiveConsentForm(Form):
    """A button: nothing but the hidden fields."""


class WithdrawConsentForm(Form):
    """A button: nothing but the hidden fields."""
