"""What is typed when an enterprise is heard."""

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from portal.cases.model import ABOUT, CORRECTIONS, POSITIONS
from portal.i18n import N_, lazy
from portal.web.forms import Form, choice, labelled, line, text

_CHOOSE = "Choose one of the options."
_FINAL = {"yes": N_("This is our final answer"), "no": N_("This is a first answer; the final one follows")}


class HearForm(Form):
    enterprise = choice(N_("Which enterprise is to answer?"), [])
    title = line(N_("What is alleged, in one sentence"), most=120)
    body = text(
        N_("What is alleged"),
        hint=N_(
            "The enterprise reads this, and nothing else of the complaint. Write it so that it tells of nobody."
        ),
        render_kw={"rows": 10},
    )
    checked = BooleanField(
        lazy(N_("I have checked that nothing in it tells who complained")),
        [InputRequired(lazy(N_("Please confirm that you have checked this.")))],
    )


class ReplyForm(Form):
    position = RadioField(
        lazy(N_("What do you say to it?")), [InputRequired(lazy(_CHOOSE))], choices=labelled(POSITIONS)
    )
    body = text(
        N_("Reasons and evidence"),
        hint=N_("Read by the department and the complainant, and by everybody once the case is published."),
        render_kw={"rows": 10},
    )
    remedy = text(N_("What have you done, or will you do?"), required=False)
    final = RadioField(
        lazy(N_("Is this your last word?")), [InputRequired(lazy(_CHOOSE))], choices=labelled(_FINAL)
    )


class ContestForm(Form):
    body = text(
        N_("What is not right in the answer?"),
        most=8000,
        hint=N_("The enterprise reads this too. Do not write anything that tells who you are."),
    )


class DemandCorrectionForm(Form):
    about = RadioField(
        lazy(N_("Where is it wrong?")), [InputRequired(lazy(_CHOOSE))], choices=labelled(ABOUT)
    )
    body = text(N_("What is wrong about you, and how do you show it?"), most=8000)


class DecideCorrectionForm(Form):
    decision = RadioField(
        lazy(N_("Is it corrected?")), [InputRequired(lazy(_CHOOSE))], choices=labelled(CORRECTIONS)
    )
    body = text(N_("Reasons"), most=8000, hint=N_("The enterprise and the complainant read this."))
    title = line(N_("Corrected title"), most=120, required=False)
    text = text(N_("Corrected text"), required=False, render_kw={"rows": 8})
