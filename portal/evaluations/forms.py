"""What a person may type about an evaluation: one form for all of it, its criteria included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from wtforms import BooleanField, DateField, FieldList, FormField
from wtforms.validators import InputRequired, Optional, ValidationError

from portal.evaluations.model import (
    DOMAINS,
    GRADES,
    MOST_CRITERIA,
    MOST_WEIGHT,
    NATURES,
    POSITIONS,
    RISKS,
    Grading,
    listed,
)
from portal.i18n import N_, _, lazy
from portal.web.forms import Form, choice, labelled, line, text

_SYSTEM = re.compile(r"[Ss]-[0-9]{4}-[0-9]{6}")
_ENTRY = re.compile(r"criteria-([0-9]{1,4})-")
_UNKNOWN = "none"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
_GRADE_CHOICES = [
    ("", lazy(N_("Choose a grade"))),
    *((str(grade), lazy(label)) for grade, label in GRADES.items()),
    (_UNKNOWN, lazy(N_("Insufficient evidence"))),
]


class CriterionForm(Form):
    """One criterion among the others of its evaluation; the page's form carries the token and the version."""

    once = None  # type: ignore[assignment]  # how WTForms takes an inherited field away
    version = None  # type: ignore[assignment]
    hidden = ()
    name = line(N_("What was examined?"), most=160, autocomplete="off")
    grade = choice(N_("Grade"), _GRADE_CHOICES)
    weight = choice(
        N_("Weight"),
        [(str(n), str(n)) for n in range(1, MOST_WEIGHT + 1)],
        hint=N_("A criterion of weight 2 counts twice in the overall score."),
    )
    reason = text(
        N_("Reason for the grade"),
        most=4_000,
        hint=N_("What you saw, and where. If there was too little to judge by, say what was missing."),
        render_kw={"rows": 4},
    )
    remove = BooleanField(lazy(N_("Remove this criterion")))

    def __init__(self, formdata: Any = None, obj: Any = None, prefix: str = "", **values: Any) -> None:
        super().__init__(formdata, obj, prefix, **{**values, "meta": {"csrf": False}})

    @property
    def dropped(self) -> bool:
        """Whether the criterion is to go, or was never written."""
        return bool(self.remove.data) or not (self["name"].data or self.reason.data or self.grade.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check a criterion that stays; one that goes may say anything."""
        return self.dropped or bool(super().validate(extra_validators))

    def said(self) -> Grading:
        """Return what was typed of a criterion that stays."""
        grade = None if self.grade.data == _UNKNOWN else int(self.grade.data)
        return Grading(self["name"].data, grade, self.reason.data or "", int(self.weight.data))


class _Criteria(FieldList):  # type: ignore[type-arg]  # generic in its types only, not when it runs
    """A list that reads plain figures only from the names of fields, which anybody may make up."""

    def _extract_indices(self, prefix: str, formdata: Mapping[str, Any]) -> Iterator[int]:  # noqa: ARG002
        for name in formdata:
            if found := _ENTRY.match(name):
                yield int(found[1])

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Check each criterion that stays."""
        super().validate(form, extra_validators)
        self.errors = [entry.errors for entry in self.entries] if any(e.errors for e in self.entries) else []
        return not self.errors


class DraftForm(Form):
    nature = choice(N_("What do you want to publish?"), labelled(NATURES))
    lang = choice(N_("Language of the text"), LANGUAGES)
    title = line(N_("Title"), most=160, autocomplete="off")
    subject = choice(
        N_("Which enterprise is it about?"),
        [],
        required=False,
        hint=N_("It is shown the draft and may reply before publication."),
    )
    subject_name = line(N_("Name of an enterprise that is not in the list"), most=160, required=False)
    system_ref = line(
        N_("AI system in the register"), most=20, required=False, hint=N_("For example S-2026-000123.")
    )
    domain = choice(
        N_("Domain of risk"),
        labelled(DOMAINS, none=N_("Not classified")),
        required=False,
        hint=N_("The seven domains of the MIT AI Risk Repository."),
    )
    period = line(
        N_("Period examined"),
        most=80,
        required=False,
        hint=N_("For an evaluation: from when to when, or which version was examined."),
    )
    occurred_on = DateField(
        lazy(N_("Day of the incident")),
        [Optional()],
        format=["%Y-%m-%d", "%Y %m %d", "%d %m %Y"],
        description=lazy(N_("For an incident report.")),
    )
    risk = choice(N_("How serious is the risk?"), labelled(RISKS))
    findings = text(N_("What did you find?"), hint=N_("Markdown: # for headings, - for lists, **bold**."))
    method = text(
        N_("How did you find it out?"),
        hint=N_("So exactly that somebody else could do it again: samples, tests, versions, dates, limits."),
        render_kw={"rows": 6},
    )
    evidence = text(
        N_("Evidence"),
        hint=N_("One source a line: an address, a document with its page, the number of a record here."),
        render_kw={"rows": 5},
    )
    criteria = _Criteria(FormField(CriterionForm), lazy(N_("Criteria")), max_entries=MOST_CRITERIA + 1)
    recommendation = text(N_("What do you recommend?"), required=False, render_kw={"rows": 5})
    interests = text(
        N_("Conflicts of interest"),
        most=4_000,
        hint=N_(
            "Who paid for it, and what ties you and the examiners have to the enterprise. If none, say so."
        ),
        render_kw={"rows": 4},
    )

    def __init__(self, formdata: Any = None, obj: Any = None, data: Any = None, **options: Any) -> None:
        # an address may fill in fields of text, but neither make up criteria nor days
        kept = {
            name: value for name, value in (data or {}).items() if name not in ("criteria", "occurred_on")
        }
        super().__init__(formdata, obj=obj, data=kept, **options)
        self.adds = bool(formdata and formdata.get("preview"))

    def validate_system_ref(self, field: Any) -> None:
        """Refuse what is no number of the register."""
        if field.data and not _SYSTEM.fullmatch(field.data):
            raise ValidationError(_("Write the number of the system like S-2026-000123."))

    def show(self, gradings: list[Grading]) -> None:
        """Fill the form with the criteria of a draft, or with an empty one."""
        for grading in gradings:
            self.criteria.append_entry(_typed(grading))
        if not gradings:
            self.add()

    def add(self) -> None:
        """Add an empty criterion at the end."""
        if len(self.criteria.entries) < MOST_CRITERIA:
            self.criteria.append_entry({"weight": "1"})

    def validate(self, extra_validators: Any = None) -> bool:
        """Check everything; when another criterion is asked for, nothing but the token: nothing will be saved."""
        self.form_errors = []
        if self.adds:
            self.add()
            return bool(self["csrf_token"].validate(self))
        well = bool(super().validate(extra_validators))
        return all([well, self._about_somebody(), self._dated()])

    def _about_somebody(self) -> bool:
        both = self.subject.data and self.subject_name.data
        if both:
            self.subject_name.errors = [_("Choose the enterprise or write its name, not both.")]
        neither = self.nature.data == "evaluation" and not (self.subject.data or self.subject_name.data)
        if neither:
            self.subject.errors = [_("Say which enterprise the evaluation is about.")]
        return not both and not neither

    def _dated(self) -> bool:
        missing = self.nature.data == "incident" and not self.occurred_on.data and not self.occurred_on.errors
        if missing:
            self.occurred_on.errors = [_("Say on which day it happened.")]
        return not missing

    def gradings(self) -> tuple[Grading, ...]:
        """Return the criteria that were typed, without those that are to go."""
        return tuple(entry.form.said() for entry in self.criteria.entries if not entry.form.dropped)


class EditForm(DraftForm):
    guards_version: ClassVar[bool] = True
    standing: Mapping[str, str] = {}  # what of the draft stands elsewhere than in its own columns, by field

    def differences(self, subject: Any) -> list[tuple[str, str, str]]:
        """Return the base form's differences, with choices in words and the criteria among them."""
        found = []
        for name in self.typed():
            field = self._fields[name]
            typed = listed(self.gradings()) if name == "criteria" else _in_words(field, field.data)
            now = self.standing.get(name, getattr(subject, name, ""))
            found.append((str(field.label.text), _in_words(field, now), typed))
        return [row for row in found if row[1] != row[2]]


class AnnounceForm(Form):
    """A button: nothing but the hidden fields."""


class PublishForm(Form):
    checked = BooleanField(
        lazy(N_("We have weighed what the enterprise replied, and stand by method, evidence and grades")),
        [InputRequired(lazy(N_("Please confirm that you have checked this.")))],
    )


class ReplyForm(Form):
    position = choice(N_("Where do you stand?"), labelled(POSITIONS))
    body = text(
        N_("Your reply"),
        hint=N_("It is shown beside the evaluation, unedited, and cannot be changed later. Markdown."),
        render_kw={"rows": 10},
    )


class WithdrawForm(Form):
    reason = text(
        N_("Why is it withdrawn?"),
        most=2_000,
        hint=N_("Everybody who may read the evaluation reads this."),
    )


def _typed(grading: Grading) -> dict[str, str]:
    grade = _UNKNOWN if grading.grade is None else str(grading.grade)
    return {"name": grading.name, "grade": grade, "weight": str(grading.weight), "reason": grading.reason}


def _in_words(field: Any, value: Any) -> str:
    labels = {str(code): str(label) for code, label, *_more in getattr(field, "choices", ())}
    return labels.get(str(value), str(value)) if value not in (None, "") else ""
