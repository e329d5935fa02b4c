"""What a person types to file a matter: page by page, or all of it on one page.

Each page of the form is a class of its own, and `FileForm` is all of them together: what is asked step by step is what
is checked when it is filed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs

from portal.cases.forms.persons import YouStep
from portal.cases.forms.step import Step, a_number, day_field, not_to_come, one_of, several_of
from portal.cases.model import (
    AFFECTED,
    AUTONOMY,
    CATEGORIES,
    CONDITIONS,
    HARMS,
    LINKS,
    MATTERS,
    MEANT_FOR,
    MEASURES,
    SERIOUS,
    SEVERITIES,
    VULNERABLE,
    YES_NO,
)
from portal.files.forms import WithFiles, uploads
from portal.i18n import N_, lazy
from portal.web.forms import Form, choice, labelled, line, text


class KindStep(Step):
    matter = RadioField(
        lazy(N_("What would you like to do?")),
        choices=[
            SelectChoice(code, lazy(label), render_kw={"hint": lazy(MEANT_FOR[code])})
            for code, label in MATTERS.items()
        ],
        default="complaint",
    )
    category = choice(N_("What is it about?"), labelled(CATEGORIES))


class AboutStep(Step):
    about = line(
        N_("Which app, product, system or enterprise?"),
        most=160,
        required=False,
        autocomplete="off",
        hint=N_("The name as you know it. We look for it in the register; leave it open if you do not know."),
    )
    subject = RadioField(
        lazy(N_("Which of these do you mean?")), choices=[], default="", validate_choice=False
    )
    release = line(
        N_("Version or model"),
        most=60,
        required=False,
        autocomplete="off",
        hint=N_("If you know it: it stands in the settings of most apps."),
    )


class StoryStep(WithFiles, Step):
    title = line(N_("In one sentence, what went wrong?"), most=120, autocomplete="off")
    body = text(
        N_("What happened?"),
        hint=N_(
            "When, which app or system, what it did, and what you would like to happen. Do not give passwords."
        ),
        render_kw={"rows": 10},
    )
    files = uploads(N_("Pictures, documents or recordings that show it"))
    first_seen = day_field(N_("When did you first notice it?"), N_("Leave it open if you do not remember."))
    district = line(
        N_("District"), most=40, required=False, hint=N_("Where it happened, if it happened somewhere.")
    )

    def validate_first_seen(self, field: Any) -> None:
        """Refuse a day that has not come yet."""
        not_to_come(field)


class HarmStep(Step):
    severity = one_of(
        N_("How serious is it?"), SEVERITIES, "unknown", N_("“I do not know” is a good answer, too.")
    )
    harms = several_of(N_("What kind of harm?"), HARMS, N_("Tick all that apply, or none."))
    affected = several_of(N_("Who is affected?"), AFFECTED)
    vulnerable = several_of(
        N_("Is one of them among these?"), VULNERABLE, N_("Such matters are handled with special care.")
    )
    people = line(
        N_("About how many people are affected?"),
        most=9,
        required=False,
        render_kw={"inputmode": "numeric", "width": 10},
    )
    done = text(
        N_("What has been done about it so far?"),
        most=4_000,
        required=False,
        hint=N_("By you, the enterprise or anybody else."),
        render_kw={"rows": 4},
    )

    def validate_people(self, field: Any) -> None:
        """Refuse what is no number."""
        a_number(field)


class CauseStep(Step):
    links = several_of(N_("How is the system connected with it?"), LINKS, N_("Tick all that apply, or none."))
    autonomy = one_of(N_("How far does the system act by itself?"), AUTONOMY, "unknown")
    measures = several_of(N_("Which measures have been taken?"), MEASURES)


class DutyStep(Step):
    serious = one_of(N_("Is it one of these serious incidents?"), SERIOUS, "")
    aware_on = day_field(
        N_("On which day did your enterprise become aware of it?"),
        N_("Time limits for reporting run from here."),
    )
    ongoing = one_of(N_("Is it still going on?"), YES_NO, "")
    reversible = one_of(N_("Can the harm be undone?"), YES_NO, "")
    condition = one_of(N_("How does the system stand now?"), CONDITIONS, "")
    logs_kept = one_of(N_("Have the logs been kept?"), YES_NO, "")
    cause = text(
        N_("What is known of the cause?"),
        most=8_000,
        required=False,
        hint=N_("A first view is enough; the analysis may follow."),
        render_kw={"rows": 6},
    )
    others_told = line(N_("Which other authorities have been told?"), most=200, required=False)

    def validate_aware_on(self, field: Any) -> None:
        """Refuse a day that has not come yet."""
        not_to_come(field)


STEP_FORMS: dict[str, type[Step]] = {
    "kind": KindStep,
    "about": AboutStep,
    "story": StoryStep,
    "harm": HarmStep,
    "cause": CauseStep,
    "duty": DutyStep,
    "you": YouStep,
}


class WriteForm(Step):
    """The page of the form that stands at an address."""

    @classmethod
    def at(cls, step: str = "", **_others: Any) -> type[Form]:
        """Return the page called `step`; the first for a name that is none."""
        return STEP_FORMS.get(step, KindStep)


class FileForm(KindStep, AboutStep, StoryStep, HarmStep, CauseStep, DutyStep, YouStep):
    """All pages together. `draft` says that the answers come from the draft, which is then used up."""

    draft = HiddenField()
    hidden: ClassVar[tuple[str, ...]] = (*Form.hidden, "draft")
