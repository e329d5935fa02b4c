"""What is typed when a case ends, and when somebody asks whether it really did."""

from wtforms import DateField, RadioField
from wtforms.validators import InputRequired, Optional

from portal.cases.model import CLOSING, NEXT_STEPS, REACHED, SATISFACTIONS
from portal.i18n import N_, lazy
from portal.web.forms import Form, choice, labelled, line, text
from portal.web.starting import WithStart

_YES_NO = {"yes": N_("Yes"), "no": N_("No")}


class CloseForm(WithStart):
    outcome = choice(N_("How did it end?"), labelled(CLOSING))
    body = text(
        N_("Explanation for the complainant"),
        required=False,
        hint=N_("What was found, and why it ended so. Needed unless it was resolved, settled or promised."),
    )
    next_step = choice(
        N_("What is open to the complainant now?"),
        labelled(NEXT_STEPS, none=N_("Nothing more is needed")),
        required=False,
        hint=N_("Needed unless it was resolved, settled or promised."),
    )
    whereto = line(
        N_("Which body, or which other case?"),
        most=200,
        required=False,
        hint=N_("For a case that is referred elsewhere or part of another one."),
    )
    promised_on = DateField(
        lazy(N_("Promised for")),
        [Optional()],
        format=["%Y-%m-%d", "%Y %m %d", "%d %m %Y"],
        description=lazy(
            N_("For a promise only: the day by which it will be done. It is shown whether it is kept.")
        ),
    )


class CallBackForm(Form):
    reached = RadioField(
        lazy(N_("Did you reach the complainant?")),
        [InputRequired(lazy("Choose one of the options."))],
        choices=labelled(REACHED),
    )
    contacted = choice(
        N_("Had the department been in touch with them?"),
        labelled(_YES_NO, none=N_("Not asked")),
        required=False,
    )
    solved = choice(N_("Is the matter solved?"), labelled(_YES_NO, none=N_("Not asked")), required=False)
    satisfaction = choice(
        N_("How satisfied are they?"), labelled(SATISFACTIONS, none=N_("Not asked")), required=False
    )
    body = text(
        N_("What they said"),
        required=False,
        most=4000,
        hint=N_("Read by the intake centre and the complainant. The department does not see it."),
    )
    missing = text(
        N_("What is still to be done?"),
        required=False,
        most=4000,
        hint=N_("Told to the department when the matter is not solved or the complainant is dissatisfied."),
    )


class KeepPromiseForm(Form):
    body = text(N_("What has been done?"), hint=N_("The complainant reads this."))
