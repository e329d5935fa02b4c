"""What a person types to keep a draft, to come back to it, and to throw it away."""

from portal.i18n import N_
from portal.web.forms import Form, line


class SaveForm(Form):
    """A button: nothing but the hidden fields."""


class ResumeForm(Form):
    code = line(N_("Resume code"), most=60, hint=N_("Seven groups of four characters"), autocomplete="off")


class DiscardForm(Form):
    """A button: nothing but the hidden fields."""
