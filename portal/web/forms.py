"""The base form, and there is no other.

Every form normalises what was typed, and carries its token, its row's version and a mark that makes a
repeated click harmless.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import Form as WTForm
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.csrf.core import CSRF, CSRFTokenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.fields.core import UnboundField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from portal.i18n import _, lazy
from portal.web import csrf
from portal.web.typed import clean

LONG = 20_000


class _Csrf(CSRF):
    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:  # noqa: ARG002
        return csrf.issue()

    def validate_csrf_token(self, form: Any, field: CSRFTokenField) -> None:
        if form.needs_token() and not csrf.check(field.data or ""):
            raise ValidationError(
                _("This page had been open for too long. Please check it and send it again.")
            )


class _Catalogue:
    """WTForms' own messages in the reader's language, through the portal's catalogue."""

    def gettext(self, text: str) -> str:
        return _(text)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return _(one if n == 1 else many)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of the files sent with a form: whether that was all that was asked, and what was not taken.

    `token` is what the files are kept under, which a form that was sent without one goes on with.
    """

    only: bool
    refusals: tuple[str, ...] = ()
    token: str = ""


class Form(WTForm):
    """Base of all forms. `csrf_token`, `once` and `version` are hidden fields of every one."""

    once = HiddenField()
    version = HiddenField()
    hidden: ClassVar[tuple[str, ...]] = ("csrf_token", "once", "version")
    guards_version: ClassVar[bool] = False  # True: refuse to overwrite a row that changed meanwhile

    @classmethod
    def at(cls, **_extra: Any) -> type[Form]:
        """Return the form that stands at an address with these variables: a form of several pages has one each."""
        return cls

    class Meta:
        csrf = True
        csrf_class = _Csrf

        def get_translations(self, _form: WTForm) -> _Catalogue:
            """Give WTForms the portal's catalogue for its own messages."""
            return _Catalogue()

        def bind_field(
            self, form: WTForm, unbound_field: UnboundField[Any], options: Mapping[str, Any]
        ) -> Any:
            """Put the normalising filter before the own filters of every field that people type into."""
            if not issubclass(unbound_field.field_class, (StringField, HiddenField)):
                return unbound_field.bind(form=form, **options)
            filters = [_normaliser(unbound_field), *unbound_field.kwargs.get("filters", ())]
            return unbound_field.bind(form=form, **{**options, "filters": filters})

    @classmethod
    def only_shows(cls, sent: Mapping[str, str]) -> bool:  # noqa: ARG003
        """Return whether the form was sent to be shown once more, with something filled in, and nothing else."""
        return False

    @classmethod
    def brings_files(cls, typed: Any, sent: Any) -> bool:  # noqa: ARG003
        """Return whether files came with the form, or are to go, which is seen to before the transaction begins."""
        return False

    def receive(self, sent: Any) -> Received:  # noqa: ARG002
        """Take in the files that were sent with the form, before the transaction of the action begins."""
        return Received(only=False)

    def attend(self, session: Session, received: Received | None) -> None:
        """Fetch what the form shows of the database, on every showing and before it is validated."""

    def prepare(self, version: int | None) -> None:
        """Fill the hidden fields of a form that is about to be shown for the first time."""
        self.once.data = self.once.data or secrets.token_urlsafe(16)
        if version is not None and not self.version.data:
            self.version.data = str(version)

    def needs_token(self) -> bool:
        """Return whether the form is good only from a page of ours; one that is not must say why."""
        return True

    def refuse(self, name: str, message: str) -> None:
        """Put a refusal of the command's beside the field it is about, or above the form."""
        if name in self._fields and name not in self.hidden:
            self._fields[name].errors = [*self._fields[name].errors, _(message)]
        else:
            self.form_errors.append(_(message))

    def differences(self, subject: Any) -> list[tuple[str, str, str]]:
        """Return (label, what stands there now, what was typed) of each field in which the two differ."""
        names = [name for name in self._fields if name not in self.hidden and hasattr(subject, name)]
        pairs = [(self._fields[name], getattr(subject, name)) for name in names]
        differing = [(f, now) for f, now in pairs if str(now or "") != str(f.data or "")]
        return [(str(f.label.text), _in_words(f, now), _in_words(f, f.data)) for f, now in differing]

    def typed(self) -> dict[str, Any]:
        """Return what was typed, by field, without the hidden fields."""
        return {name: field.data for name, field in self._fields.items() if name not in self.hidden}


def _in_words(field: Any, value: Any) -> str:
    """Return what stands in a field as its reader knows it: of a choice, what the choices say."""
    if not isinstance(field, SelectField):
        return str(value or "")
    chosen = {str(one) for one in (value if isinstance(value, list) else [value])}
    return _(", ").join(str(choice[1]) for choice in field.iter_choices() if str(choice[0]) in chosen)


@lru_cache(1024)
def _normaliser(unbound: UnboundField[Any]) -> Any:
    multiline = issubclass(unbound.field_class, TextAreaField)
    nothing = "" if issubclass(unbound.field_class, StringField) else None

    def normalise(value: Any) -> Any:
        """Clean what was typed; a text that was not sent at all is an empty one."""
        if value is None:
            return nothing
        return clean(value, multiline=multiline) if isinstance(value, str) else value

    return normalise


def line(
    label: str,
    *,
    most: int = 120,
    required: bool = True,
    hint: str = "",
    autocomplete: str = "",
    **options: Any,
) -> StringField:
    """Make a one-line text field; `autocomplete` is the HTML token of what it asks for (WCAG 2.2, 1.3.5)."""
    if autocomplete:
        options["render_kw"] = {**options.get("render_kw", {}), "autocomplete": autocomplete}
    return StringField(
        lazy(label), _limits(most, required=required), description=lazy(hint) if hint else "", **options
    )


def text(
    label: str, *, most: int = LONG, required: bool = True, hint: str = "", **options: Any
) -> TextAreaField:
    """Make a text field of several lines."""
    return TextAreaField(
        lazy(label), _limits(most, required=required), description=lazy(hint) if hint else "", **options
    )


def choice(label: str, choices: Any, *, required: bool = True, hint: str = "", **options: Any) -> SelectField:
    """Make a choice of one: `choices` is a list of (value, label) or of nothing, to be filled by the view."""
    checks = [InputRequired(lazy("Choose one of the options."))] if required else []
    choices = [SelectChoice(*pair) if isinstance(pair, tuple) else pair for pair in choices]
    return SelectField(
        lazy(label), checks, choices=choices, description=lazy(hint) if hint else "", default="", **options
    )


def labelled(words: Mapping[str, str], none: str | None = None) -> list[SelectChoice]:
    """Return choices of a table of codes and message ids; `none` leads with an empty choice."""
    choices = [SelectChoice(code, lazy(label)) for code, label in words.items()]
    return [SelectChoice("", lazy(none)), *choices] if none is not None else choices


def _limits(most: int, *, required: bool) -> list[Any]:
    checks: list[Any] = [Length(max=most, message=lazy("Use %(max)d characters or fewer."))]
    return [DataRequired(lazy("Fill in this field.")), *checks] if required else checks
