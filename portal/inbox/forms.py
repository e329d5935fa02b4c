"""Buttons of the inbox."""

from portal.web.forms import Form


class SeenForm(Form):
    """A button: nothing but the hidden fields."""


class FollowForm(Form):
    """A button: nothing but the hidden fields."""


class UnfollowForm(Form):
    """A button: nothing but the hidden fields."""
