"""What a person may type about themselves."""

from typing import Any

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from portal.accounts.model import LANGUAGES
from portal.i18n import N_, _, lazy
from portal.identity.addresses import normal_address
from portal.identity.passwords import LONGEST
from portal.web.forms import Form, choice, labelled, line


def secret(label: str, *, autocomplete: str, hint: str = "") -> PasswordField:
    """Make a password field: everything may be typed and pasted (OWASP ASVS 5.0, V6.2.6 and V6.2.7)."""
    checks = [
        InputRequired(lazy(N_("Fill in this field."))),
        Length(max=LONGEST, message=lazy(N_("Use %(max)d characters or fewer."))),
    ]
    shown = lazy(hint) if hint else ""
    return PasswordField(lazy(label), checks, description=shown, render_kw={"autocomplete": autocomplete})


def _is_address(_form: Form, field: Any) -> None:
    try:
        field.data = normal_address(field.data or "")
    except ValueError:
        raise ValidationError(_("Enter an e-mail address, such as name@example.org.")) from None


def address(label: str, hint: str = "") -> StringField:
    """Make a field for an e-mail address, whose data is its one spelling once it was checked."""
    checks = [InputRequired(lazy(N_("Fill in this field."))), Length(max=254), _is_address]
    kw = {"autocomplete": "email", "inputmode": "email"}
    return StringField(lazy(label), checks, description=lazy(hint) if hint else "", render_kw=kw)


_FIT = N_(
    "At least 12 characters. Several words in a row are easy to remember; paste from a password manager."
)


class RegisterForm(Form):
    name = line(
        N_("Your name"),
        most=80,
        autocomplete="name",
        hint=N_("As officials and colleagues should address you."),
    )
    email = address(N_("E-mail"), N_("We send a link to it. Nobody else sees it."))
    password = secret(N_("Password"), autocomplete="new-password", hint=_FIT)


class ConfirmForm(Form):
    password = secret(
        N_("Password"),
        autocomplete="current-password",
        hint=N_("The one you chose when you registered. It shows that the account is really yours."),
    )


class SignInForm(Form):
    email = line(N_("E-mail"), most=254, autocomplete="username", render_kw={"inputmode": "email"})
    password = secret(N_("Password"), autocomplete="current-password")
    next = HiddenField()


class SignOutForm(Form):
    """A button: nothing but the hidden fields."""


class ForgotForm(Form):
    email = address(N_("E-mail"), N_("The address of your account."))


class ResetForm(Form):
    password = secret(N_("New password"), autocomplete="new-password", hint=_FIT)


class PasswordForm(Form):
    old = secret(N_("Present password"), autocomplete="current-password")
    password = secret(N_("New password"), autocomplete="new-password", hint=_FIT)


class EditForm(Form):
    name = line(N_("Your name"), most=80, autocomplete="name")
    lang = choice(
        N_("Language of our mails to you"),
        labelled(LANGUAGES),
        hint=N_("The pages follow the language switch at the top, whatever you choose here."),
    )


class EndSessionForm(Form):
    """A button: nothing but the hidden fields."""


class DisableForm(Form):
    """A button: nothing but the hidden fields."""


class EnableForm(Form):
    """A button: nothing but the hidden fields."""
