"""What a person may type about a case."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from portal.cases.model import CATEGORIES, GROUNDS, OUTCOMES
from portal.i18n import N_, lazy
from portal.web.forms import Form, choice, labelled, line, text


class FileForm(Form):
    category = choice(N_("What is it about?"), labelled(CATEGORIES))
    subject = choice(
        N_("Which enterprise is it about?"),
        [],
        required=False,
        hint=N_("Leave this open if you do not know, or if it is not in the list."),
    )
    district = line(
        N_("District"), most=40, required=False, hint=N_("Where it happened, if it happened somewhere.")
    )
    title = line(N_("In one sentence, what went wrong?"), most=120, autocomplete="off")
    body = text(
        N_("What happened?"),
        hint=N_(
            "When, which app or system, what it did, and what you would like to happen. Do not give passwords."
        ),
        render_kw={"rows": 10},
    )
    name = line(N_("Your name"), most=80, required=False, autocomplete="name")
    contact = line(
        N_("How can we reach you?"),
        most=254,
        required=False,
        hint=N_("E-mail or telephone. Leave both fields empty to stay anonymous: you will get a query code."),
    )
    consent = BooleanField(
        lazy(N_("A summary without my personal details may be published when the case is closed")),
    )


class TrackForm(Form):
    reference = line(N_("Case number"), most=40, hint=N_("For example C-2026-000123"), autocomplete="off")
    code = line(N_("Query code"), most=60, hint=N_("Seven groups of four characters"), autocomplete="off")


class AcceptForm(Form):
    """A button: nothing but the hidden fields."""


class RefuseForm(Form):
    ground = choice(N_("Why is it not accepted?"), labelled(GROUNDS))
    body = text(
        N_("Explanation for the complainant"),
        hint=N_("Say which other way is open to them, if there is one."),
    )


class DispatchForm(Form):
    department = choice(N_("Which department should handle it?"), [])


class ProgressForm(Form):
    body = text(N_("What has been done?"), hint=N_("The complainant reads this."))


class MessageForm(Form):
    body = text(N_("Your message"))


class NoteForm(Form):
    body = text(N_("Internal note"), hint=N_("Only the departments that handle the case read this."))


class AnswerForm(Form):
    body = text(N_("Answer to the complainant"), render_kw={"rows": 10})


class CloseForm(Form):
    outcome = choice(N_("How did it end?"), labelled(OUTCOMES))
    body = text(N_("Closing words to the complainant"), required=False)


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


class WithdrawForm(Form):
    body = text(N_("Why do you withdraw it?"), required=False, most=2000)
