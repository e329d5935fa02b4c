"""What an officer types to split a matter off a filing."""

from __future__ import annotations

from typing import Any, ClassVar

from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.validators import ValidationError

from portal.cases.forms.step import one_of
from portal.cases.model import CATEGORIES, MATTERS
from portal.i18n import N_, _, lazy
from portal.web.forms import Form, choice, labelled, line, text

KEEPS = {
    "": N_("The intake centre gives it to a department"),
    "yes": N_("My department, like this one"),
}


class SplitForm(Form):
    """What becomes a case of its own.

    `state` is the state in which the case was when the officer was shown what will happen; `named` is what the register
    calls the system whose number was typed, if there is one.
    """

    title = line(N_("What is the new case about, in one sentence?"), most=120, autocomplete="off")
    body = text(
        N_("What of the statement belongs to it?"),
        hint=N_(
            "Leave only what belongs to the new case, in the words of who complained: the department that gets it"
            " reads nothing else of the filing. The statement of this case stays as it is."
        ),
        render_kw={"rows": 10},
    )
    matter = choice(N_("Kind of matter"), labelled(MATTERS))
    category = choice(N_("What is it about?"), labelled(CATEGORIES, none=N_("Choose a category")))
    subject = choice(N_("Which enterprise is it about?"), [], required=False)
    system = line(
        N_("Number of the system in the register"),
        most=40,
        required=False,
        autocomplete="off",
        hint=N_("If it is about one, such as S-2026-000012. It says which enterprise, too."),
    )
    district = line(N_("District"), most=40, required=False)
    files = SelectMultipleField(lazy(N_("Which files go along?")), choices=[])
    facts = BooleanField(lazy(N_("What was reported of severity, harm and people is about this matter, too")))
    keeps = one_of(N_("Who handles it?"), KEEPS, "")
    why = text(
        N_("Why is it split off?"),
        most=4_000,
        hint=N_(
            "Who complained reads this in both cases, and so do the departments that have them. Write it in the"
            " language of the filing."
        ),
        render_kw={"rows": 4},
    )
    state = HiddenField()
    hidden: ClassVar[tuple[str, ...]] = (*Form.hidden, "state")
    named: str = ""

    def validate_system(self, field: Any) -> None:
        """Refuse a number that the register does not have."""
        if field.data and not self.named:
            raise ValidationError(_("The register has no system with this number."))
