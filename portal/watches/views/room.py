"""What the pages of saved searches share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from portal.access import Permit
from portal.i18n import _
from portal.watches.model import PACES, Subscription, Watch
from portal.watches.queries import opened, secret
from portal.web.house import house
from portal.web.pages import Pages

pages = Pages("watches", __name__, url_prefix="/watches")
AnyPermit = Permit[Any]
WatchPermit = Permit[Watch]


def finder() -> Any:
    """Return what search lets other rooms ask."""
    return house().services["finder"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A saved search as a list draws it; `heard` is what its reader hears of it, `told` whether anything."""

    title: str
    href: str
    excerpt: str
    meta: list[str]
    tag: str
    heard: str
    told: bool
    tone: str = "blue"


def shelf(session: Session, watch: Watch, alert: Subscription | None) -> Shelf:
    """Return a saved search in the reader's words."""
    asks, href, words = (
        finder().described(session, watch.search),
        url_for("watches.read", ref=watch.ref),
        heard(alert),
    )
    tag, told = _("Shared") if watch.shared else "", alert is not None and alert.pace != "never"
    return Shelf(watch.name, href, " · ".join(asks), [words], tag, words, told)


def results(search: str) -> str:
    """Return the address of the search page that asks this search."""
    return f"{url_for('search.ask')}?{search}"


def heard(alert: Subscription | None) -> str:
    """Return in words when and where somebody is told."""
    if alert is None or alert.pace == "never":
        return _("No alerts")
    pace = _("As soon as %(n)s are new", n=alert.over) if alert.pace == "over" else _(PACES[alert.pace])
    ways = (alert.by_inbox and _("In my inbox"), alert.by_mail and _("By mail"))
    return " · ".join([pace, *(way for way in ways if way)])


def cancel_url(subscription: Subscription) -> str:
    """Return the address that stops somebody's alerts without signing in."""
    return url_for("watches.cancel", token=secret(house().settings.secret_key, "ref", subscription.ref))


def feed_url(subscription: Subscription) -> str:
    """Return the secret address of somebody's private feed, whole; empty without one."""
    token = secret(house().settings.secret_key, "feed", subscription.feed)
    return house().settings.url + url_for("watches.feed", token=token) if subscription.feed else ""


def meant(permit: AnyPermit, purpose: str, token: str) -> Subscription | None:
    """Return the subscription that a token of this purpose names."""
    return opened(permit.session, house().settings.secret_key, purpose, token)
