"""What is typed to take a step with several cases at once."""

from wtforms import SelectMultipleField
from wtforms.validators import InputRequired

from portal.cases.model import BULK
from portal.i18n import N_, lazy
from portal.web.forms import Form, choice, labelled


class BulkForm(Form):
    step = choice(N_("What do you want to do?"), labelled(BULK))
    department = choice(N_("To which department?"), [], required=False)
    refs = SelectMultipleField(
        lazy(N_("Which cases?")), [InputRequired(lazy("Choose one of the options."))], choices=[]
    )
