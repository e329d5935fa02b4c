"""What a person may type about a saved search and its alerts."""

from wtforms import BooleanField, HiddenField, IntegerField, RadioField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from portal.i18n import N_, lazy
from portal.watches.model import MOST_OVER, PACES
from portal.web.forms import Form, labelled, line

_LONGEST = 4000  # characters of an address
ONE_CLICK = "List-Unsubscribe"


class _AlertFields(Form):
    pace = RadioField(lazy(N_("When do you want to be told?")), choices=labelled(PACES), default="daily")
    over = IntegerField(
        lazy(N_("How many must be new?")),
        [Optional(), NumberRange(2, MOST_OVER, lazy(N_("Give a number from %(min)d to %(max)d.")))],
        description=lazy(N_("Only for the last of these choices.")),
    )
    by_inbox = BooleanField(lazy(N_("In my inbox")), default=True)
    by_mail = BooleanField(
        lazy(N_("By mail")),
        description=lazy(
            N_("Mails name the saved search, and of the records only those that everybody may read.")
        ),
    )
    by_feed = BooleanField(
        lazy(N_("As a private Atom feed")),
        description=lazy(N_("Its address is a secret: whoever has it reads the titles that you may read.")),
    )

    def validate_pace(self, field: RadioField) -> None:
        """Refuse an alert that would reach nobody, and one that waits for a number that is not there."""
        if field.data != "never" and not (self.by_inbox.data or self.by_mail.data):
            raise ValidationError(lazy(N_("Choose where to be told: in your inbox, by mail, or both.")))
        if field.data == "over" and not self.over.data:
            raise ValidationError(lazy(N_("Say how many must be new.")))


class SaveForm(_AlertFields):
    name = line(N_("Name of the saved search"), most=80)
    shared = BooleanField(
        lazy(N_("Share it with my organisation")),
        description=lazy(
            N_("Members see the search, each finds what they may read, and may set alerts of their own.")
        ),
    )
    search = HiddenField(
        validators=[Length(max=_LONGEST, message=lazy(N_("This search is too long to be saved.")))]
    )


class EditForm(Form):
    guards_version = True
    name = line(N_("Name of the saved search"), most=80)
    shared = BooleanField(
        lazy(N_("Share it with my organisation")),
        description=lazy(
            N_("Members see the search, each finds what they may read, and may set alerts of their own.")
        ),
    )


class SubscribeForm(_AlertFields):
    pass


class DeleteForm(Form):
    """A button: nothing but the hidden fields."""


class CancelForm(Form):
    """A button. A mail program may press it without having seen the page: RFC 8058, one click.

    Then it sends `List-Unsubscribe=One-Click` and no token of a form. The address itself, which nobody can
    guess, says who is meant, and the door behind it leads nowhere but out.
    """

    one_click = HiddenField(name=ONE_CLICK)
    hidden = (*Form.hidden, "one_click")

    def needs_token(self) -> bool:
        """Ask for the token unless the mail program pressed the button."""
        return bool(self.one_click.data != "One-Click")
