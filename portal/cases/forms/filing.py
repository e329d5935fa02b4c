"""What a person types to file a case, to follow it, and to take it back."""

from wtforms import BooleanField

from portal.cases.model import CATEGORIES
from portal.files.forms import WithFiles, uploads
from portal.i18n import N_, lazy
from portal.web.forms import Form, choice, labelled, line, text


class FileForm(WithFiles):
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
    files = uploads(N_("Pictures, documents or recordings that show it"))
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


class WithdrawForm(Form):
    body = text(N_("Why do you withdraw it?"), required=False, most=2000)
