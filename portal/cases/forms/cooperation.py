"""What an officer types to work on a case with others, and to keep out of it."""

from wtforms import DateField, SelectMultipleField
from wtforms.validators import InputRequired

from portal.cases.model import CONFLICTS, TRANSFERS
from portal.i18n import N_, lazy
from portal.web.forms import Form, choice, labelled, text

DATE_FORMATS = ["%Y-%m-%d", "%Y %m %d", "%d %m %Y"]


class TransferForm(Form):
    department = choice(N_("Which department gets it?"), [])
    ground = choice(N_("Why is it given on?"), labelled(TRANSFERS))
    body = text(N_("What the next department has to know"), hint=N_("The departments read this."))


class InvolveForm(Form):
    departments = SelectMultipleField(
        lazy(N_("Which departments should co-operate?")), [InputRequired(lazy("Choose one of the options."))]
    )
    due_on = DateField(
        lazy(N_("By when do you need their part?")),
        [InputRequired(lazy("Fill in this field."))],
        format=DATE_FORMATS,
        description=lazy(N_("Not after the day on which the case itself is due.")),
    )
    body = text(N_("What do you need from them?"), hint=N_("The departments read this."))


class ContributeForm(Form):
    body = text(
        N_("Your part"),
        hint=N_("The departments that work on the case read this; the answer comes from the lead."),
    )


class RecuseForm(Form):
    ground = choice(N_("What is the conflict?"), labelled(CONFLICTS))
    body = text(N_("What should your colleagues know?"), hint=N_("The departments read this."))
