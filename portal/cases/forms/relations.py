"""What an officer types to link cases, and to take a link back."""

from portal.cases.model import OFFERED, UNLINKS
from portal.i18n import N_
from portal.web.forms import Form, choice, labelled, line


class LinkForm(Form):
    other = line(
        N_("Number of the other case"),
        most=20,
        hint=N_("Such as C-2026-000123. You must be able to read it."),
    )
    nature = choice(N_("How do they belong together?"), labelled(OFFERED))


class UnlinkForm(Form):
    ground = choice(N_("Why is the link removed?"), labelled(UNLINKS))
