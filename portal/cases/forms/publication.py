"""What an officer types to publish a case, and what is typed when a summary is taken down."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from portal.cases.model import HIDING_GROUNDS
from portal.i18n import N_, lazy
from portal.web.forms import Form, choice, labelled, line, text


class PublishForm(Form):
    title = line(N_("Title of the public summary"), most=120)
    body = text(
        N_("Public summary"),
        hint=N_("Leave out names, contact details, exact places and anything that tells who complained."),
        render_kw={"rows": 10},
    )
    checked = BooleanField(
        lazy(N_("I have checked that nothing in it identifies the complainant")),
        [InputRequired(lazy(N_("Please confirm that you have checked this.")))],
    )


class GiveConsentForm(Form):
    """A button: nothing but the hidden fields."""


class WithdrawConsentForm(Form):
    """A button: nothing but the hidden fields."""


class ApproveForm(Form):
    checked = BooleanField(
        lazy(N_("I have compared it with the complaint: nothing in it identifies anybody")),
        [InputRequired(lazy(N_("Please confirm that you have checked this.")))],
    )


class RejectForm(Form):
    reason = text(N_("What has to be changed?"), most=2000, hint=N_("Only the departments read this."))


class HideForm(Form):
    ground = choice(N_("Why is it taken down?"), labelled(HIDING_GROUNDS), hint=N_("Everybody is told this."))
    reason = text(N_("The reason in words"), most=2000, hint=N_("Only the departments read this."))


class AppealHidingForm(Form):
    reason = text(N_("Why should it not have been taken down?"), most=2000)


class RestoreForm(Form):
    answer = text(N_("Why is it put back?"), most=2000, hint=N_("Who appealed reads this."))


class UpholdForm(Form):
    answer = text(N_("Why does it stay down?"), most=2000, hint=N_("Who appealed reads this."))
