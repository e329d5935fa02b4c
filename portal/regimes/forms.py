"""What an operator may type about time limits and the calendar."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from wtforms import BooleanField, DateField, IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from portal.clocks import UNITS
from portal.i18n import N_, _, lazy
from portal.regimes.model import MOST_AMOUNT, MOST_DAYS
from portal.web.forms import Form, choice, labelled, line, text

_SATURDAY = 5
_FORMATS = ["%Y-%m-%d", "%Y %m %d", "%d %m %Y"]


def _whole(label: str, hint: str = "", least: int = 0) -> IntegerField:
    checks = [InputRequired(lazy(N_("Fill in this field."))), NumberRange(least, MOST_AMOUNT)]
    words = lazy(hint) if hint else ""
    return IntegerField(lazy(label), checks, description=words, render_kw={"inputmode": "numeric"})


class EnactForm(Form):
    """The next edition of a time limit; it begins as the one before."""

    guards_version: ClassVar[bool] = True
    name_zh = line(N_("Chinese name"), most=80)
    name_en = line(N_("English name"), most=120)
    amount = _whole(N_("How long?"), least=1)
    unit = choice(N_("In which unit?"), labelled(UNITS))
    rolls = BooleanField(lazy(N_("A last day that is a holiday moves to the next working day")))
    extension = _whole(N_("By how much may it be extended?"), N_("In the same unit. 0: not at all."))
    remind = _whole(N_("How long before the end is there a reminder?"), N_("In the same unit. 0: none."))
    escalate = _whole(
        N_("How long after the end is it escalated?"),
        N_("In the same unit; days are then working days. 0: not at all."),
    )
    basis_zh = line(
        N_("Legal basis, in Chinese"), most=300, hint=N_("Law and article, or whose practice it is.")
    )
    basis_en = line(N_("Legal basis, in English"), most=300)
    valid_from = DateField(
        lazy(N_("In force from")),
        [InputRequired(lazy(N_("Fill in this field.")))],
        format=_FORMATS,
        description=lazy(N_("Clocks that run already keep the edition they started under.")),
    )


class RepealForm(Form):
    guards_version: ClassVar[bool] = True
    valid_until = DateField(
        lazy(N_("No longer in force from")),
        [InputRequired(lazy(N_("Fill in this field.")))],
        format=_FORMATS,
        description=lazy(
            N_("From this day on no new clock starts under it; those that run are not touched.")
        ),
    )


class PublishForm(Form):
    """The working days of a year, as the State Council's notice has them."""

    year = choice(N_("Which year?"), [])
    off = text(
        N_("Days off"),
        hint=N_(
            "Every day off of the notice, weekends among them, as 2027-02-06; one a line or with spaces."
        ),
        render_kw={"rows": 8},
    )
    worked = text(
        N_("Weekend days that are worked"),
        required=False,
        hint=N_("The Saturdays and Sundays that are worked to make up for a holiday."),
        render_kw={"rows": 4},
    )
    source = line(N_("Source"), most=200, hint=N_("The notice, with its number and date."))

    def validate_off(self, field: Any) -> None:
        """Refuse what is no day of the year, and say which it is."""
        self.days_of(field)

    def validate_worked(self, field: Any) -> None:
        """Refuse days that nobody has to make up for: only weekend days that are not off can be."""
        off = {_read(word) for word in (self.off.data or "").split()}
        wrong = [day for day in self.days_of(field) if day.weekday() < _SATURDAY or day in off]
        if wrong:
            raise ValidationError(
                _("%(day)s is not a weekend day that can be worked.", day=wrong[0].isoformat())
            )

    def days_of(self, field: Any) -> list[date]:
        """Return the days that were typed, in order. Raises ValidationError naming what is none."""
        days = sorted({self._day(word) for word in (field.data or "").split()})
        if len(days) > MOST_DAYS:
            raise ValidationError(_("These are more days than a year can have off."))
        return days

    def _day(self, word: str) -> date:
        day = _read(word)
        if day is None or str(day.year) != self.year.data:
            raise ValidationError(_("%(word)s is not a day of this year.", word=word[:20]))
        return day


def _read(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
