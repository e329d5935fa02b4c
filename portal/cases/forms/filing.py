"""What a person types to follow a case, and to take it back."""

from portal.i18n import N_
from portal.web.forms import Form, line, text


class TrackForm(Form):
    reference = line(N_("Case number"), most=40, hint=N_("For example C-2026-000123"), autocomplete="off")
    code = line(N_("Query code"), most=60, hint=N_("Seven groups of four characters"), autocomplete="off")


class WithdrawForm(Form):
    body = text(N_("Why do you withdraw it?"), required=False, most=2000)
