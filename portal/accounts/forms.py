"""What a person may type about themselves and their organisation."""

from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from portal.i18n import N_, lazy
from portal.web.forms import Form, line


class SignInForm(Form):
    email = line(N_("E-mail"), most=254, autocomplete="username")
    password = PasswordField(
        lazy(N_("Password")),
        [InputRequired(lazy(N_("Fill in this field."))), Length(max=256)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class SignOutForm(Form):
    """A button: nothing but the hidden fields."""
