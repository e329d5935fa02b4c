"""What is typed when a case stands still and when it goes on."""

from portal.cases.model import HOLDS
from portal.files.forms import WithFiles, uploads
from portal.i18n import N_
from portal.web.forms import Form, choice, labelled, text
from portal.web.starting import WithStart


class AskInfoForm(WithStart):
    body = text(
        N_("What do you need to know?"),
        hint=N_("The complainant reads this. Ask for everything at once, and never for passwords."),
    )


class SupplyForm(WithFiles):
    body = text(N_("What you add"), render_kw={"rows": 10})
    files = uploads(N_("Files that go with it"))


class AppraiseForm(Form):
    ground = choice(N_("What is it waiting for?"), labelled(HOLDS))
    body = text(N_("Who examines what, and how long it will take"), hint=N_("The complainant reads this."))


class ResumeHandlingForm(Form):
    body = text(N_("Why does it go on?"), hint=N_("The departments read this."))
