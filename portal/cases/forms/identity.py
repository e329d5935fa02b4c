"""What an officer types about a complainant's identity."""

from portal.i18n import N_
from portal.web.forms import Form, text


class AskIdentityForm(Form):
    body = text(
        N_("Why does the identity have to be known?"),
        most=2000,
        hint=N_(
            "Another person decides on this. The complainant reads it, and every opening is told to them."
        ),
    )


class GrantForm(Form):
    answer = text(N_("Why is it granted?"), most=2000)


class DeclineForm(Form):
    answer = text(N_("Why is it not granted?"), most=2000)


class UnsealForm(Form):
    """A button: nothing but the hidden fields."""
