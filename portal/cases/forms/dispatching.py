"""What an officer types to sign for a case, to return it, and to decide on a return."""

from portal.cases.model import ADJUDICATIONS, RETURNS
from portal.i18n import N_
from portal.web.forms import Form, choice, labelled, text


class TakeUpForm(Form):
    """A button: nothing but the hidden fields."""


class SendBackForm(Form):
    ground = choice(N_("Why is it returned?"), labelled(RETURNS))
    body = text(
        N_("Reasons in detail"),
        hint=N_(
            "Say which provision makes another competent. The departments read this; others read the ground only."
        ),
    )


class AdjudicateForm(Form):
    decision = choice(N_("What do you decide?"), labelled(ADJUDICATIONS))
    department = choice(
        N_("If the return is right: which department gets it now?"),
        [],
        required=False,
        hint=N_("Leave this open to keep it at the intake centre for now."),
    )
    body = text(N_("Reasons for the departments"))
