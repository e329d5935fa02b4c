"""What an operator types about the formula of the figures, and to have a quarter counted again."""

from __future__ import annotations

from typing import Any, ClassVar

from wtforms import IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from portal.cases.model import CLOSING
from portal.cases.model.figures import FEWEST, LEAST, MISTAKES, MOST_FEWEST, MOST_LEAST
from portal.i18n import N_, _, lazy
from portal.web.forms import Form, choice, labelled, line

_ALL = 100  # per cent


def _whole(label: str, least: int, most: int, hint: str = "") -> IntegerField:
    checks = [InputRequired(lazy(N_("Fill in this field."))), NumberRange(least, most)]
    shown = {"inputmode": "numeric", "width": "3"}
    return IntegerField(lazy(label), checks, description=lazy(hint) if hint else "", render_kw=shown)


def _outcomes(label: str, hint: str) -> SelectMultipleField:
    return SelectMultipleField(lazy(label), choices=labelled(CLOSING), description=lazy(hint))


class EnactForm(Form):
    """The next edition of the formula; it begins as the one before."""

    guards_version: ClassVar[bool] = True
    excluded = _outcomes(
        N_("Closings with which outcome are not counted at all?"),
        N_("They are in no figure. Withdrawn cases have no closing and are never counted."),
    )
    resolved = _outcomes(
        N_("Which outcomes can count as resolved?"),
        N_("They do when the complainant says that the matter is solved."),
    )
    satisfied = _whole(N_("How much does “satisfied” count?"), 1, _ALL, N_("In per cent of a case."))
    basically = _whole(
        N_("How much does “basically satisfied” count?"), 0, _ALL, N_("In per cent of a case.")
    )
    response = _whole(N_("Weight of the response rate"), 0, _ALL, N_("In per cent; the three make 100."))
    resolution = _whole(N_("Weight of the resolution rate"), 0, _ALL)
    satisfaction = _whole(N_("Weight of the satisfaction rate"), 0, _ALL)
    least = _whole(
        N_("On how many cases must a figure rest to be shown?"),
        LEAST,
        MOST_LEAST,
        N_("Five at least: individual judgements must not be found in it."),
    )
    fewest = _whole(
        N_("How many people must be on each side of a share to be shown?"),
        FEWEST,
        MOST_FEWEST,
        N_("Three at least, unless there is nobody on that side."),
    )
    basis_zh = line(N_("Where it comes from, in Chinese"), most=300)
    basis_en = line(N_("Where it comes from, in English"), most=300)
    valid_from = choice(
        N_("From which quarter on?"),
        [],
        hint=N_("Quarters that have begun keep the formula they began under."),
    )

    def validate_resolved(self, field: Any) -> None:
        """Refuse a rate that is always nothing, and an outcome that would count and not count."""
        if not set(field.data or ()) - set(self.excluded.data or ()):
            raise ValidationError(_("Choose at least one outcome that is counted."))
        if set(field.data or ()) & set(self.excluded.data or ()):
            raise ValidationError(_("An outcome that is not counted cannot count as resolved."))

    def validate_basically(self, field: Any) -> None:
        """Refuse to count the weaker praise for more than the stronger."""
        if (field.data or 0) > (self.satisfied.data or 0):
            raise ValidationError(_("It cannot count more than “satisfied”."))

    def validate_satisfaction(self, field: Any) -> None:
        """Refuse weights that do not make a whole."""
        weights = (self.response.data, self.resolution.data, field.data)
        if None not in weights and sum(w or 0 for w in weights) != _ALL:
            raise ValidationError(_("The three weights must make 100 per cent together."))


class CorrectForm(Form):
    guards_version: ClassVar[bool] = True
    ground = choice(
        N_("Why is the quarter counted again?"), labelled(MISTAKES), hint=N_("Everybody is told this.")
    )
