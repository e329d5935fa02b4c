"""What a person may type about a code of conduct: one form for an edition with all its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import normalize

from wtforms import BooleanField, FieldList, FormField, HiddenField
from wtforms.validators import InputRequired

from portal.codes.model import LONGEST, MOST_CLAUSES, ClauseText, EditionText
from portal.i18n import N_, _, lazy
from portal.web.forms import Form, choice, line, text

_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}\Z")
_ENTRY = re.compile(r"clauses-([0-9]{1,4})-")
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]


def _plain_number(value: Any) -> Any:
    """Read numbers as people type them: full-width digits, a stop or an enumeration comma at the end."""
    return normalize("NFKC", value).strip(" .。、") if isinstance(value, str) else value


class ClauseForm(Form):
    """One clause among the others of its edition; the page's form carries the token and the version."""

    once = None  # type: ignore[assignment]  # how WTForms takes an inherited field away
    version = None  # type: ignore[assignment]

    class Meta(Form.Meta):
        csrf = False

    hidden = ("key",)
    key = HiddenField()
    number = line(
        N_("Number"),
        most=20,
        hint=N_("Such as 1.2. The clauses are put in the order of their numbers."),
        autocomplete="off",
        filters=[_plain_number],
        render_kw={"width": 5},
    )
    heading = line(N_("Heading"), most=120, autocomplete="off")
    body = text(
        N_("What do you promise?"),
        most=LONGEST,
        hint=N_("Markdown: blank lines between paragraphs, - before the items of a list."),
        render_kw={"rows": 8},
    )
    responsible = line(
        N_("Who is responsible for it?"),
        most=160,
        required=False,
        hint=N_("The unit or the post inside your organisation that answers for this clause."),
        autocomplete="off",
    )
    measure = text(
        N_("How is compliance measured?"),
        most=2_000,
        required=False,
        hint=N_("A figure, a test, an audit: something another person could check."),
        render_kw={"rows": 3},
    )
    remove = BooleanField(lazy(N_("Remove this clause")))

    @property
    def dropped(self) -> bool:
        """Whether the clause is to go, or was never written."""
        return bool(self.remove.data) or not any(
            self[name].data for name in ("heading", "body", "responsible", "measure")
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check a clause that stays; one that goes may say anything."""
        if self.dropped:
            return True
        well = bool(super().validate(extra_validators))
        if not self.number.errors and not _NUMBER.match(self.number.data or ""):
            self.number.errors = [_("Use figures with full stops between them, such as 1.2.")]
            well = False
        return well


class _Clauses(FieldList):  # type: ignore[type-arg]  # generic in its types only, not when it runs
    """A list that reads plain figures only from the names of fields, which anybody may make up."""

    def _extract_indices(self, prefix: str, formdata: Mapping[str, Any]) -> Iterator[int]:  # noqa: ARG002
        for name in formdata:
            if found := _ENTRY.match(name):
                yield int(found[1])

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Check each clause that stays, and that no two have one number."""
        super().validate(form, extra_validators)
        seen: set[str] = set()
        for clause in (entry.form for entry in self.entries if not entry.form.dropped):
            if clause.number.data in seen and not clause.number.errors:
                clause.number.errors = [_("Another clause has this number already.")]
            seen.add(clause.number.data)
        self.errors = [entry.errors for entry in self.entries] if any(e.errors for e in self.entries) else []
        return not self.errors


class DraftForm(Form):
    class Meta(Form.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Leave lists of clauses without a filter: the fields inside have their own."""
            if issubclass(unbound_field.field_class, (FieldList, FormField)):
                return unbound_field.bind(form=form, **options)
            return super().bind_field(form, unbound_field, options)

    lang = choice(N_("Language of the text"), LANGUAGES)
    title = line(N_("Title of the code"), most=120, autocomplete="off")
    preamble = text(
        N_("Preamble"),
        required=False,
        hint=N_("What the code is for, and whom it binds. Markdown."),
        render_kw={"rows": 6},
    )
    note = text(
        N_("What changed, and why?"),
        most=4_000,
        required=False,
        hint=N_("Needed from the second edition on: readers see it beside the text."),
        render_kw={"rows": 3},
    )
    clauses = _Clauses(FormField(ClauseForm), lazy(N_("Clauses")), max_entries=MOST_CLAUSES + 1)

    def __init__(self, formdata: Any = None, obj: Any = None, data: Any = None, **options: Any) -> None:
        # an address may fill in single fields, but not make up clauses
        kept = {name: value for name, value in (data or {}).items() if name != "clauses"}
        super().__init__(formdata, obj=obj, data=kept, **options)
        self.adds = bool(formdata and formdata.get("preview"))
        self.standing: EditionText | None = None

    def show(self, said: EditionText) -> None:
        """Fill the form with what an edition says."""
        self.lang.data, self.title.data = said.lang, said.title
        self.preamble.data, self.note.data = said.preamble, said.note
        for clause in said.clauses:
            self.clauses.append_entry(clause)
        if not said.clauses:
            self.add()

    def add(self) -> None:
        """Add an empty clause at the end, under the next number."""
        if len(self.clauses.entries) < MOST_CLAUSES:
            numbers = [entry.form.number.data for entry in self.clauses.entries if entry.form.number.data]
            self.clauses.append_entry(ClauseText(_after(numbers[-1]) if numbers else "1.1", "", ""))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check everything, or only the token when another clause is asked for: nothing is saved then."""
        self.form_errors = []
        if self.adds:
            self.add()
            return bool(self["csrf_token"].validate(self))
        well = bool(super().validate(extra_validators))
        return self._not_too_many() and well

    def _not_too_many(self) -> bool:
        if len(self.clauses.entries) <= MOST_CLAUSES:
            return True
        self.form_errors.append(_("Use %(n)s clauses or fewer.", n=MOST_CLAUSES))
        return False

    def said(self) -> EditionText:
        """Return what was typed, without the clauses that are to go."""
        kept = [entry.form for entry in self.clauses.entries if not entry.form.dropped]
        names = ("number", "heading", "body", "responsible", "measure", "key")
        clauses = tuple(ClauseText(**{name: form[name].data or "" for name in names}) for form in kept)
        note = self.note.data or ""
        return EditionText(self.title.data or "", self.preamble.data or "", note, clauses, self.lang.data)


class EditForm(DraftForm):
    guards_version = True

    def differences(self, subject: Any) -> list[tuple[str, str, str]]:  # noqa: ARG002 (the draft is a part of it)
        """Return (label, what stands there now, what was typed) wherever the two drafts differ."""
        if self.standing is None:
            return []
        now, typed = _by_label(self.standing), _by_label(self.said())
        labels = [*now, *(label for label in typed if label not in now)]
        pairs = ((label, now.get(label, ""), typed.get(label, "")) for label in labels)
        return [(label, before, after) for label, before, after in pairs if before != after]


class PublishForm(Form):
    standing: EditionText | None = None
    checked = BooleanField(
        lazy(N_("We stand by this text and know that a published edition can never be changed")),
        [InputRequired(lazy(N_("Please confirm that you have checked this.")))],
    )


class ReviseForm(Form):
    """A button: nothing but the hidden fields."""


class WithdrawForm(Form):
    reason = text(
        N_("Why do you withdraw the code?"),
        most=2_000,
        hint=N_("Everybody will read this. The editions stay readable."),
    )


def _after(number: str) -> str:
    if not _NUMBER.match(number):
        return ""
    head, stop, last = number.rpartition(".")
    return f"{head}{stop}{int(last) + 1}"


def _by_label(said: EditionText) -> dict[str, str]:
    lines = {
        _("Title of the code"): said.title,
        _("Preamble"): said.preamble,
        _("What changed, and why?"): said.note,
    }
    for clause in said.clauses:
        words = (clause.heading, clause.body, clause.responsible, clause.measure)
        lines[f"{_('Clause')} {clause.number}"] = "\n\n".join(word for word in words if word)
    return lines
