"""What the pages of the filing form share: their names and order, and answers as fields and as lines."""

from __future__ import annotations

from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from portal.cases import forms
from portal.cases.model import ASKS, MAY_FILE, STEPS
from portal.cases.queries import Answers
from portal.cases.views.room import AnyPermit
from portal.i18n import N_, _, day

TITLES = {
    "kind": N_("What you would like to do"),
    "about": N_("Which enterprise and system"),
    "story": N_("What happened"),
    "harm": N_("Harm, and who is affected"),
    "cause": N_("What brought it about"),
    "duty": N_("Facts for reporting duties"),
    "you": N_("You, and what may be published"),
}


def steps_of(answers: Answers) -> tuple[str, tuple[str, ...]]:
    """Return the kind of matter of these answers, and the pages it has."""
    matter = "".join(answers.get("matter", [])[:1])
    matter = matter if matter in STEPS else "complaint"
    return matter, STEPS[matter]


def next_step(answers: Answers) -> str | None:
    """Return the first page that has not been answered, or None."""
    return next((step for step in steps_of(answers)[1] if step not in answers.get("steps", ())), None)


def allow(permit: AnyPermit, form: Any) -> None:
    """Leave the kinds of matter that the policy lets this person file."""
    if "matter" in form:
        form.matter.choices = [c for c in form.matter.choices if permit.allows(MAY_FILE[c.value])]
        if form.matter.data not in {c.value for c in form.matter.choices} and not form.matter.raw_data:
            form.matter.data = form.matter.choices[0].value


def ask(form: Any, matter: str) -> None:
    """Ask what happened in the words that fit the kind of matter."""
    if matter in ASKS and "body" in form:
        title, body, hint = ASKS[matter]
        form.title.label.text, form.body.label.text, form.body.description = _(title), _(body), _(hint)


def fill_in(permit: AnyPermit, form: Any, answers: Answers, **more: list[str]) -> None:
    """Fill the form with the answers of a draft, as if they had been sent."""
    pairs = [(name, value) for name, values in {**answers, **more}.items() for value in values]
    form.process(MultiDict(pairs))
    form.attend(permit.session, None)


def carried(answers: Answers) -> list[tuple[str, str]]:
    """Return the answers as the hidden fields by which they are filed exactly as they are shown."""
    return [(name, value) for name, values in answers.items() if name != "steps" for value in values]


def facts(form: Any, named: str) -> dict[str, Any]:
    """Return the facts of the form by column; the pages of other kinds of matter have said nothing."""
    typed = form.typed()
    pages = {name for step in STEPS[typed["matter"]] for name in forms.STEP_FORMS[step].names()}
    said = {name: typed[name] for name in _FACTS if name in pages and name in typed}
    said |= {"people": int(typed["people"])} if typed["people"] and "people" in pages else {}
    return {**said, "system_name": typed["about"] or named, "system_version": typed["release"]}


def speaks(form: Any) -> dict[str, Any]:
    """Return for whom the person speaks, by column; what belongs to another answer is left out."""
    standing, typed = form.standing.data, form.typed()
    said: dict[str, Any] = {name: typed[name] for name in _SPEAKS.get(standing, ())}
    said |= {"headcount": int(typed["headcount"])} if standing == "group" else {}
    return {"standing": standing, **said}


_SPEAKS = {"other": ("represents", "authority"), "group": ("representatives",)}
_FACTS = (
    *("severity", "harms", "affected", "vulnerable", "done", "first_seen", "links", "autonomy", "measures"),
    *("serious", "aware_on", "ongoing", "reversible", "condition", "logs_kept", "cause", "others_told"),
)


def answered(form: Any, answers: Answers) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Return what was answered, by page: its title and its lines, each with a way back to the field."""
    return [(_(TITLES[step]), _lines(step, form)) for step in steps_of(answers)[1]]


def _lines(step: str, form: Any) -> list[tuple[Any, ...]]:
    names = forms.STEP_FORMS[step].names() - {"subject"}
    fields = [field for field in form if field.name in names]
    said = [(str(field.label.text), _words(field), _change(step, field.id), _("Change")) for field in fields]
    told = [line for line in said if line[1]]
    return told or [(_(TITLES[step]), "", _change(step), _("Change"))]


def _change(step: str, anchor: str = "") -> str:
    return url_for("cases.write", step=step, _anchor=anchor or None)


def _words(field: Any) -> str:
    """Return an answer in words."""
    if field.type == "BooleanField":
        return _("Yes") if field.data else _("No")
    if field.type == "UploadField":
        return _("; ").join(upload.name for upload in field.data)
    if field.type == "DateField":
        return day(field.data) if field.data else ""
    if hasattr(field, "iter_choices"):
        chosen = [str(choice[1]) for choice in field.iter_choices() if choice[2] and choice[0]]
        return _("; ").join(chosen)
    return str(field.data or "")
