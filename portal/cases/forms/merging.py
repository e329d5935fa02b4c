"""What an officer types to handle cases together, and to separate them again."""

from portal.i18n import N_
from portal.web.forms import Form, line, text


class MergeForm(Form):
    other = line(
        N_("Number of the leading case"),
        most=20,
        hint=N_("The case in which the matter is handled from now on, such as C-2026-000123."),
    )
    body = text(
        N_("Why are they handled together?"),
        hint=N_("Whoever filed this case reads it, and can follow the leading case from then on."),
    )


class SeparateForm(Form):
    body = text(N_("Why is it handled by itself again?"), hint=N_("The complainant reads this."))
