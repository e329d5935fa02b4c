"""What a person may type about an organisation, and about people's places in it."""

from typing import Any

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from portal.i18n import N_, _, lazy
from portal.identity.addresses import normal_address
from portal.identity.uscc import UsccError, validate
from portal.organisations.model import ROLES, SORTS
from portal.web.forms import Form, choice, labelled, line, text


def _is_code(_form: Form, field: Any) -> None:
    try:
        field.data = validate(field.data)
    except UsccError as error:
        raise ValidationError(_(error.fault.value)) from None


def _is_address(_form: Form, field: Any) -> None:
    try:
        field.data = normal_address(field.data)
    except ValueError:
        raise ValidationError(_("Enter an e-mail address, such as name@example.org.")) from None


def _needs_code(form: Form, field: Any) -> None:
    """An enterprise without a code cannot be told from its namesakes."""
    if form["sort"].data == "enterprise" and not field.data:
        raise StopValidation(_("An enterprise gives its credit code."))


def _checked(label: str, hint: str, check: Any, most: int, *before: Any) -> StringField:
    """Make an optional one-line field that is judged, and spelt, by `check` when something was typed."""
    checks = [*before, Optional(), Length(max=most), check]
    return StringField(lazy(label), checks, description=lazy(hint))


class _Described(Form):
    """What an organisation says of itself: everybody can read it on its page."""

    name_en = line(N_("English name"), most=160, required=False)
    district = line(N_("District"), most=40, required=False)
    email = _checked(N_("Contact e-mail"), N_("Shown on the organisation's public page."), _is_address, 254)
    phone = line(
        N_("Contact telephone"), most=40, required=False, hint=N_("Shown on the organisation's public page.")
    )
    about_zh = text(N_("About the organisation, in Chinese"), most=4000, required=False)
    about_en = text(N_("About the organisation, in English"), most=4000, required=False)


class ApplyForm(_Described):
    sort = choice(N_("What is it?"), labelled(SORTS))
    name_zh = line(
        N_("Chinese name"), most=120, hint=N_("As it stands on the licence."), autocomplete="organization"
    )
    uscc = _checked(
        N_("Unified social credit code"),
        N_("18 characters, on the licence. With it we recognise an enterprise that is listed already."),
        _is_code,
        40,
        _needs_code,
    )
    entitled = BooleanField(
        lazy(N_("I am entitled to act for this organisation")),
        [InputRequired(lazy(N_("Please confirm that you are entitled to act for it.")))],
    )

    @property
    def shown(self) -> list[Any]:
        """The fields in the order in which a person thinks of them."""
        order = "sort name_zh name_en uscc district email phone about_zh about_en entitled"
        return [self[name] for name in order.split()]


class ApproveForm(Form):
    """A button: nothing but the hidden fields."""


class RefuseForm(Form):
    ground = text(N_("Why is the application refused?"), most=2000, hint=N_("The applicant reads this."))


class SuspendForm(Form):
    ground = text(
        N_("Why is the organisation suspended?"), most=2000, hint=N_("Everybody can read this on its page.")
    )


class ReinstateForm(Form):
    """A button: nothing but the hidden fields."""


class DescribeForm(_Described):
    guards_version = True


class AppointForm(Form):
    """A button: nothing but the hidden fields."""


class JoinForm(Form):
    about = text(
        N_("Who are you there?"),
        most=500,
        hint=N_("Your department and what you do. The members of the organisation read it."),
    )


class GrantForm(Form):
    role = choice(N_("In which role?"), labelled(ROLES))


class DeclineForm(Form):
    """A button: nothing but the hidden fields."""


class AssignForm(Form):
    role = choice(N_("In which role?"), labelled(ROLES))


class EndForm(Form):
    """A button: nothing but the hidden fields."""


class LeaveForm(Form):
    """A button: nothing but the hidden fields."""
