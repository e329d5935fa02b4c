"""The door by which alerts stop, for whoever holds the link of a mail: no sign-in, one click."""

from __future__ import annotations

from typing import Any

from flask import abort, request

from portal.watches import commands, forms
from portal.watches.verbs import SubscriptionVerb
from portal.watches.views.room import AnyPermit, meant, pages
from portal.web.pages import Shown, Values


def _link(permit: AnyPermit, _form: Any) -> Values:
    return {"genuine": meant(permit, "ref", (request.view_args or {})["token"]) is not None, "stopped": False}


@pages.action("/cancel/<token>", SubscriptionVerb.CANCEL, forms.CancelForm, fill=_link)
def cancel(permit: AnyPermit, _form: Any, token: str) -> Shown:
    subscription = meant(permit, "ref", token)
    if subscription is None:
        abort(404)
    commands.cancel(permit, subscription)
    return Shown("watches/cancel.html", {"stopped": True})
