"""Forms that can begin with a text kept ready: a choice with a button of its own, which shows the form once more.

Nothing is done by that button: everything typed stays, the chosen text stands in the field `body`, and whoever
writes looks at it before sending it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import SelectField
from wtforms.validators import ValidationError

from portal.i18n import N_, _, lazy
from portal.web.forms import Form

_BUTTON = "start-from"


@dataclass(frozen=True, slots=True)
class Starts:
    """What a form can begin with: texts by key, keys and names in titled groups, the first of which comes first.

    `keep` is where such texts are kept, `unfilled` returns what of a text is still to be filled in.
    """

    texts: Mapping[str, str]
    groups: Mapping[str, Sequence[tuple[str, str]]]
    keep: str
    unfilled: Callable[[str], list[str]]


class StartField(SelectField):
    """Which text to begin with. It is never wrong: what is sent is what stands in the form."""

    starts: Starts | None = None
    begun: bool = False
    left: Sequence[str] = ()

    @property
    def button(self) -> str:
        """The name by which the button is sent."""
        return _BUTTON


class WithStart(Form):
    """A form whose field `body` can begin with a text; a view's `fill` says which there are, or offers none."""

    start = StartField(
        lazy(N_("Start from a template")), choices=[], validate_choice=False, default="", render_kw={}
    )
    body: Any

    @classmethod
    def only_shows(cls, sent: Mapping[str, str]) -> bool:
        """Return whether the form was sent by the button beside the choice."""
        return bool(sent.get(_BUTTON))

    def offer(self, starts: Starts | None, *, begin: bool) -> None:
        """Offer these texts, and begin with the chosen one when that was asked for; None takes the choice away."""
        if starts is None:
            del self.start
            return
        self.start.starts = starts
        self.start.choices = {"": [("", _("Choose a template"))], **starts.groups}
        chosen = starts.texts.get(self.start.data or "")
        if begin and chosen is not None:
            self.body.data, self.start.begun = _joined(self.body.data or "", chosen, starts.texts), True
            self.start.left = starts.unfilled(chosen)

    def typed(self) -> dict[str, Any]:
        """Return what was typed, by field, without the hidden fields and without the choice."""
        return {name: value for name, value in super().typed().items() if name != "start"}

    def validate_body(self, field: Any) -> None:
        """Refuse a text in which a fact is still to be filled in: nobody is written to in placeholders."""
        starts = self.start.starts if "start" in self else None
        if starts and (left := starts.unfilled(field.data or "")):
            raise ValidationError(
                _(
                    "Write what belongs in the place of %(names)s, or leave it out.",
                    names=_(", ").join(left[:5]),
                )
            )


def _joined(typed: str, chosen: str, texts: Mapping[str, str]) -> str:
    """Return the chosen text; below what was typed, unless that is another of the texts and nothing else."""
    typed = typed.strip()
    return (
        f"{typed}\n\n{chosen}" if typed and typed not in {text.strip() for text in texts.values()} else chosen
    )
