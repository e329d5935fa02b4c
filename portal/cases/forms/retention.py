"""What is typed when a case is kept, erased or disposed of."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from portal.i18n import N_, lazy
from portal.web.forms import Form, text


class HoldForm(Form):
    reason = text(N_("Why must everything be kept?"), most=2000, hint=N_("Only the departments read this."))


class ReleaseForm(Form):
    reason = text(N_("Why can it be released?"), most=2000, hint=N_("Only the departments read this."))


class EraseForm(Form):
    sure = BooleanField(
        lazy(N_("I know that my words cannot be brought back")),
        [InputRequired(lazy(N_("Please confirm this first.")))],
    )


class ProposeDisposalForm(Form):
    """A button: nothing but the hidden fields."""


class DisposeForm(Form):
    sure = BooleanField(
        lazy(N_("I have looked at the case: nothing in it has to be kept")),
        [InputRequired(lazy(N_("Please confirm this first.")))],
    )


class KeepForm(Form):
    reason = text(N_("Why is it kept?"), most=2000, hint=N_("Only the departments read this."))
