"""What a complainant is asked when a case has ended."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from portal.cases.model import SATISFACTIONS
from portal.i18n import N_, lazy
from portal.web.forms import Form, labelled, text

_YES_NO = {"yes": N_("Yes"), "no": N_("No")}
_CHOOSE = "Choose one of the options."


class RateForm(Form):
    contacted = RadioField(
        lazy(N_("Was the department in touch with you?")),
        [InputRequired(lazy(_CHOOSE))],
        choices=labelled(_YES_NO),
    )
    solved = RadioField(
        lazy(N_("Is your matter solved?")), [InputRequired(lazy(_CHOOSE))], choices=labelled(_YES_NO)
    )
    satisfaction = RadioField(
        lazy(N_("How satisfied are you?")), [InputRequired(lazy(_CHOOSE))], choices=labelled(SATISFACTIONS)
    )
    body = text(
        N_("What would you like to add?"),
        required=False,
        most=4000,
        hint=N_("Read by the intake centre only, never by the department."),
    )


class RespondForm(RateForm):
    """The same questions, reached through a link in a mail."""
