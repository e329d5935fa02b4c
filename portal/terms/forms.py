"""What an operator may write about other names."""

from typing import Any

from wtforms.validators import ValidationError

from portal.i18n import N_, _
from portal.terms.model import FEWEST, LENGTH, LONGEST, MOST, SHORTEST, ring
from portal.web.forms import Form, line


class AddForm(Form):
    words = line(
        N_("Words that mean the same"),
        most=LENGTH,
        hint=N_("Two to eight words or names, with commas between them, in either language."),
    )

    def validate_words(self, field: Any) -> None:
        """Refuse what would find nothing, or everything."""
        words = ring(field.data or "")
        if not FEWEST <= len(words) <= MOST:
            raise ValidationError(_("Write two to eight different words, with commas between them."))
        if any(not SHORTEST <= len(word) <= LONGEST for word in words):
            raise ValidationError(_("Each word has two to forty characters."))


class ChangeForm(AddForm):
    guards_version = True


class RetireForm(Form):
    """A button: nothing but the hidden fields."""
