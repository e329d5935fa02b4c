"""What is typed in an appeal against a refusal, and to decide on it."""

from portal.cases.model import APPEAL_DECISIONS, GROUNDS, ROUTES
from portal.files.forms import WithFiles, uploads
from portal.i18n import N_
from portal.web.forms import choice, labelled, text
from portal.web.starting import WithStart

_NONE = N_("Please choose")


class AppealForm(WithFiles):
    body = text(N_("Why should the case be accepted?"), render_kw={"rows": 10})
    files = uploads(N_("Files that go with it"))


class DecideAppealForm(WithStart):
    decision = choice(N_("What do you decide?"), labelled(APPEAL_DECISIONS))
    ground = choice(N_("If the refusal stands: on which ground?"), labelled(GROUNDS, _NONE), required=False)
    route = choice(
        N_("If the refusal stands: which way is open instead?"), labelled(ROUTES, _NONE), required=False
    )
    body = text(N_("Reasons for the complainant"))
