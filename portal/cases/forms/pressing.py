"""What is typed about how pressing a case is."""

from wtforms import DateField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from portal.cases.forms.cooperation import DATE_FORMATS
from portal.cases.model import EXTENSIONS, SUPERVISIONS, URGENCIES
from portal.i18n import N_, lazy
from portal.web.forms import Form, choice, labelled, text

_FOR_DEPARTMENTS = N_("The departments read this.")


class AskExtensionForm(Form):
    amount = IntegerField(
        lazy(N_("How many days more?")),
        [InputRequired(lazy("Fill in this field.")), NumberRange(1, 365)],
        description=lazy(N_("In the unit of the time that runs. The rule says how many it allows at most.")),
    )
    ground = choice(N_("Why is more time needed?"), labelled(EXTENSIONS))
    body = text(N_("Reasons in detail"), hint=_FOR_DEPARTMENTS)


class GrantExtensionForm(Form):
    body = text(
        N_("What the complainant is told"),
        hint=N_("Say why it takes longer and what happens meanwhile. The new day is added by itself."),
    )


class DenyExtensionForm(Form):
    body = text(N_("Reasons for the departments"))


class GradeForm(Form):
    urgency = choice(N_("How urgent is it?"), labelled(URGENCIES))
    body = text(N_("Reasons for the departments"))


class SuperviseForm(Form):
    level = choice(N_("At which level?"), labelled(SUPERVISIONS))
    due_on = DateField(
        lazy(N_("By when must it be done?")),
        [InputRequired(lazy("Fill in this field."))],
        format=DATE_FORMATS,
    )
    body = text(N_("Reasons for the departments"))


class EscalateForm(Form):
    body = text(N_("What cannot be solved here, and whose help is needed?"), hint=_FOR_DEPARTMENTS)


class CoordinateForm(Form):
    body = text(N_("What has been agreed, and who does what by when?"), hint=_FOR_DEPARTMENTS)
