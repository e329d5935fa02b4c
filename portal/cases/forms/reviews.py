"""What is typed to open a case again, to ask for a review, and to decide one."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from portal.cases.model import DECISIONS
from portal.i18n import N_, lazy
from portal.web.forms import Form, labelled, text


class ReopenForm(Form):
    body = text(
        N_("Why is it not over?"),
        most=8000,
        hint=N_("What is still wrong, or what has happened since. The department reads this."),
    )


class AskReviewForm(Form):
    body = text(
        N_("What is wrong with the outcome?"),
        most=8000,
        hint=N_("Facts that were not looked at, reasons that do not hold. The departments read this."),
    )


class DecideReviewForm(Form):
    decision = RadioField(
        lazy(N_("Does the outcome hold?")),
        [InputRequired(lazy("Choose one of the options."))],
        choices=labelled(DECISIONS),
    )
    body = text(
        N_("Reasons"),
        most=8000,
        hint=N_("The facts, the rule they are judged by, and what follows. The complainant reads this."),
    )
