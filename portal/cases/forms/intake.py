"""What an officer types to take a matter in for a person, and what somebody adds to another's case."""

from portal.cases.forms.persons import YouStep
from portal.cases.forms.step import one_of
from portal.cases.forms.steps import AboutStep, HarmStep, KindStep, StoryStep
from portal.cases.model import CHANNELS
from portal.i18n import N_
from portal.web.forms import Form, text


class TakeInForm(KindStep, AboutStep, StoryStep, HarmStep, YouStep):
    """The pages of the form on one, in the words of the person who called, wrote or came."""

    channel = one_of(N_("How did it reach you?"), CHANNELS, "phone")


class JoinForm(Form):
    body = text(
        N_("What happened to you?"),
        most=8_000,
        hint=N_("When, and what was the same or different. Only the departments and you will read it."),
        render_kw={"rows": 8},
    )
