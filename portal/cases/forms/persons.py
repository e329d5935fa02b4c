"""The page on which somebody says who they are, for whom they speak, and what may be published."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField
from wtforms.validators import ValidationError

from portal.cases.forms.step import Step, a_number, one_of
from portal.cases.model import MOST_REPRESENTATIVES, STANDINGS
from portal.i18n import N_, _, lazy
from portal.web.forms import line, text


class YouStep(Step):
    name = line(N_("Your name"), most=80, required=False, autocomplete="name")
    contact = line(
        N_("How can we reach you?"),
        most=254,
        required=False,
        hint=N_("E-mail or telephone. Leave both fields empty to stay anonymous: you will get a query code."),
    )
    standing = one_of(N_("For whom do you file?"), STANDINGS, "self")
    represents = line(N_("Who is the person you file for?"), most=80, required=False)
    authority = line(
        N_("What allows you to act for them?"),
        most=200,
        required=False,
        hint=N_("For example: parent of the child; lawyer with a power of attorney of 3 November 2026."),
    )
    representatives = text(
        N_("Who speaks for the group?"),
        most=500,
        required=False,
        hint=N_("At most five names, one a line."),
        render_kw={"rows": 3},
    )
    headcount = line(
        N_("How many people is it filed for?"),
        most=9,
        required=False,
        render_kw={"inputmode": "numeric", "width": 10},
    )
    consent = BooleanField(
        lazy(N_("A summary without my personal details may be published when the case is closed")),
        description=lazy(
            N_("This has no influence on how it is handled, and you can take it back at any time.")
        ),
    )

    def validate_headcount(self, field: Any) -> None:
        """Refuse what is no number; a group has one."""
        a_number(field)
        if self.standing.data == "group" and not field.data:
            raise ValidationError(_("Fill in this field."))

    def validate_represents(self, field: Any) -> None:
        """Ask for the person when somebody files for another."""
        if self.standing.data == "other" and not field.data:
            raise ValidationError(_("Fill in this field."))

    def validate_authority(self, field: Any) -> None:
        """Ask what allows it when somebody files for another."""
        if self.standing.data == "other" and not field.data:
            raise ValidationError(_("Say what allows you to act for this person."))

    def validate_representatives(self, field: Any) -> None:
        """Ask for one to five names when a group files."""
        names = [name for name in field.data.split("\n") if name.strip()]
        if self.standing.data == "group" and not 1 <= len(names) <= MOST_REPRESENTATIVES:
            raise ValidationError(_("Name one to five people who speak for the group, one a line."))

    def validate_name(self, field: Any) -> None:
        """Ask for the name of whoever speaks for others: nobody can check an authority without one."""
        if self.standing.data == "other" and not field.data:
            raise ValidationError(_("Whoever files for another person has to give a name."))
