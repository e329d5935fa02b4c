"""Opening a sealed original."""

from portal.i18n import N_
from portal.web.forms import Form, text


class UnsealForm(Form):
    reason = text(
        N_("Why do you need the original?"),
        most=1000,
        hint=N_("Whoever reads the attachment can read this reason, the complainant included."),
    )
