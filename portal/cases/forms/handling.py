"""What an officer types to handle a case."""

from portal.cases.model import GROUNDS, ROUTES
from portal.files.forms import WithFiles, uploads
from portal.i18n import N_
from portal.web.forms import Form, choice, labelled, text
from portal.web.starting import WithStart


class AcceptForm(Form):
    """A button: nothing but the hidden fields."""


class RefuseForm(WithStart):
    ground = choice(N_("Why is it not accepted?"), labelled(GROUNDS))
    route = choice(N_("Which way is open to the complainant instead?"), labelled(ROUTES))
    body = text(
        N_("Explanation for the complainant"),
        hint=N_("Say where exactly they should turn. They can appeal against the refusal within 30 days."),
    )


class DispatchForm(Form):
    department = choice(N_("Which department should handle it?"), [])


class ProgressForm(WithStart):
    body = text(N_("What has been done?"), hint=N_("The complainant reads this."))


class MessageForm(WithStart, WithFiles):
    body = text(N_("Your message"))
    files = uploads(N_("Files that go with it"))


class NoteForm(Form):
    body = text(N_("Internal note"), hint=N_("Only the departments that handle the case read this."))


class AnswerForm(WithStart, WithFiles):
    body = text(N_("Answer to the complainant"), render_kw={"rows": 10})
    files = uploads(N_("Files that go with it"))
