"""What the pages of the filing form have in common: their base, and the ways in which they ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wtforms import DateField, RadioField, SelectMultipleField
from wtforms.validators import Optional, ValidationError

from portal.i18n import _, lazy, local
from portal.store import now
from portal.web.forms import Form, labelled

_NOT_BY_ADDRESS = frozenset(
    {"first_seen", "aware_on", "harms", "affected", "vulnerable", "links", "measures", "consent"}
)
_NUMBER = re.compile(r"[0-9]{1,9}")


def one_of(label: str, words: Mapping[str, str], default: str, hint: str = "") -> RadioField:
    """Make a choice of one that has an answer even when nothing is chosen: the default."""
    return RadioField(
        lazy(label), choices=labelled(words), default=default, description=lazy(hint) if hint else ""
    )


def several_of(label: str, words: Mapping[str, str], hint: str = "") -> SelectMultipleField:
    """Make a choice of any number."""
    described = lazy(hint) if hint else ""
    return SelectMultipleField(
        lazy(label), choices=labelled(words), description=described, render_kw={"small": True}
    )


def day_field(label: str, hint: str) -> DateField:
    """Make a date that may be left open."""
    return DateField(
        lazy(label), [Optional()], format=["%Y-%m-%d", "%Y %m %d", "%d %m %Y"], description=lazy(hint)
    )


def a_number(field: Any) -> None:
    """Refuse what is no number in digits."""
    if field.data and not _NUMBER.fullmatch(field.data):
        raise ValidationError(_("Write a number in digits, such as 12."))


class Step(Form):
    """One page of the form."""

    def __init__(self, formdata: Any = None, obj: Any = None, data: Any = None, **options: Any) -> None:
        # an address may fill in what is typed, but neither days nor what is ticked
        typed = {name: value for name, value in (data or {}).items() if name not in _NOT_BY_ADDRESS}
        super().__init__(formdata, obj=obj, data=typed, **options)

    @classmethod
    def names(cls) -> frozenset[str]:
        """Return the names of the page's own fields."""
        return frozenset(name for name, field in vars(cls).items() if hasattr(field, "field_class"))

    def answers(self) -> dict[str, list[str]]:
        """Return what was answered by field, as a draft keeps it and a form would send it."""
        typed = [field for name, field in self._fields.items() if name not in self.hidden]
        files = {f"{field.name}-token": [field.token] for field in typed if hasattr(field, "token")}
        plain = [field for field in typed if not hasattr(field, "token")]
        return {field.name: list(_said(field.data)) for field in plain} | files


def _said(value: Any) -> Iterable[str]:
    if isinstance(value, list):
        return (str(one) for one in value)
    if isinstance(value, date):
        return (value.isoformat(),)
    return ("y",) if value is True else (str(value),) if value else ()


def not_to_come(field: Any) -> None:
    """Refuse a day that has not come yet."""
    if field.data and field.data > local(now()).date():
        raise ValidationError(_("This day is still to come. Please check the year and the month."))
