"""What a person may type about a notice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from portal.i18n import N_, _, lazy
from portal.notices.commands import Content
from portal.notices.model import ACK_DAYS, LEVELS, NATURES, OUTCOMES, URGENCIES
from portal.web.forms import Form, choice, labelled, line, text

_DAYS = {str(days): N_("%(n)s working days") for days in ACK_DAYS} | {
    "0": N_("No acknowledgement is asked for"),
    "1": N_("1 working day"),
}
_CASE = re.compile(r"C-[0-9]{4}-[0-9]{6}")


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


class DraftForm(Form):
    nature = choice(N_("What kind of notice is it?"), labelled(NATURES))
    urgency = choice(N_("Urgency"), labelled(URGENCIES))
    title = line(N_("Title"), most=120, autocomplete="off")
    body = text(
        N_("Text"),
        hint=N_("Markdown: # for headings, - for lists, **bold**. Use Preview to see how it will look."),
        render_kw={"rows": 14},
    )
    subjects = SelectMultipleField(
        lazy(N_("Enterprises it is about")), choices=[], description=lazy(N_("None, one or several."))
    )
    case_ref = line(
        N_("Related case"),
        most=20,
        required=False,
        autocomplete="off",
        hint=N_("For example C-2026-000123. Only people who may read the case can open it from here."),
        filters=(_upper,),
    )
    level = RadioField(
        lazy(N_("Who should read it?")),
        [InputRequired(lazy("Choose one of the options."))],
        choices=labelled(LEVELS),
        description=lazy(N_("Until it is issued, only your own organisation reads it.")),
    )
    departments = SelectMultipleField(
        lazy(N_("Departments")), choices=[], description=lazy(N_("For “Departments chosen by name”."))
    )
    group = choice(
        N_("Sharing group"), [], required=False, hint=N_("For “A sharing group”: the groups you belong to.")
    )
    ack_days = choice(
        N_("When should recipients have acknowledged it?"),
        [(code, lazy(label, n=code)) for code, label in sorted(_DAYS.items(), key=lambda item: int(item[0]))],
        hint=N_("Counted from the day it is issued."),
    )

    def validate_case_ref(self, field: Any) -> None:
        """Refuse what is no case number. Whether there is such a case is not for everybody to know."""
        if field.data and not _CASE.fullmatch(field.data):
            raise ValidationError(_("Write the case number like C-2026-000123."))

    def content(self, organisations: Mapping[str, int], groups: Mapping[str, int]) -> Content:
        """Return what was typed as a draft's content; the arguments give ids by reference."""
        typed = self.typed()
        typed["departments"] = tuple(organisations[ref] for ref in typed["departments"])
        typed["subjects"] = tuple(organisations[ref] for ref in typed["subjects"])
        typed["ack_days"], typed["group_id"] = int(typed["ack_days"]), groups.get(typed.pop("group"))
        return Content(**typed)


class EditForm(DraftForm):
    guards_version: ClassVar[bool] = True
    standing: Mapping[str, Any] = {}

    def stand(self, *, fill: bool, **standing: Any) -> None:
        """Say what of the draft stands in rows that hang on it, by field; `fill` puts it into the form."""
        self.standing = standing
        for name, value in standing.items() if fill else ():
            self[name].data = value

    def differences(self, subject: Any) -> list[tuple[str, str, str]]:
        """Return the base form's differences, with choices in words and the audience among them."""
        found = []
        for name in self.typed():
            field = self._fields[name]
            now = _in_words(field, self.standing.get(name, getattr(subject, name, "")))
            typed = _in_words(field, field.data)
            found.append((str(field.label.text), now, typed))
        return [row for row in found if row[1] != row[2]]


def _in_words(field: Any, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    choices = field.iter_choices() if hasattr(field, "iter_choices") else ()
    labels = {str(choice[0]): str(choice[1]) for choice in choices}
    return ", ".join(labels.get(str(one), str(one)) for one in values if one is not None)


class IssueForm(Form):
    """A button: its `version` carries what the issuer was shown of the draft and its readers."""

    shown: str = ""


class AcknowledgeForm(Form):
    contact = line(
        N_("Who follows it up in your organisation?"),
        most=120,
        required=False,
        hint=N_("A person or an office, so that the issuer knows whom to ask."),
    )


class FeedbackForm(Form):
    outcome = choice(N_("What is the result?"), labelled(OUTCOMES))
    body = text(N_("Your report"), hint=N_("The issuing organisation and your own read this."))


class WithdrawForm(Form):
    reason = text(
        N_("Why is it withdrawn?"), most=2000, hint=N_("Everybody who may read the notice reads this.")
    )
