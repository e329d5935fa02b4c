"""What is typed into the routing table."""

from portal.i18n import N_
from portal.web.forms import Form, choice, line


class AddForm(Form):
    category = choice(N_("Cases about what?"), [], required=False)
    district = line(
        N_("District"),
        most=40,
        required=False,
        hint=N_("As complainants write it; all of its other names count. Leave it open for all districts."),
    )
    department = choice(N_("Which department gets them?"), [])
    basis = line(
        N_("Why is it competent?"),
        most=200,
        required=False,
        hint=N_("The provision or agreement. Whoever dispatches a case reads it beside the suggestion."),
    )


class ChangeForm(AddForm):
    guards_version = True


class RetireForm(Form):
    """A button: nothing but the hidden fields."""
