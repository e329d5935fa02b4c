"""Saving, reading, changing and deleting searches, and setting alerts."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from portal.watches import commands, forms, queries
from portal.watches.projections import WORDS
from portal.watches.verbs import WatchVerb
from portal.watches.views.room import (
    AnyPermit,
    WatchPermit,
    cancel_url,
    feed_url,
    finder,
    pages,
    results,
    shelf,
)
from portal.web.pages import Values
from portal.web.paging import slice_of
from portal.web.records import lines, offers


@pages.show("/", WatchVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    own = queries.mine(permit)
    rows, pager = slice_of(permit.session, queries.of_colleagues(permit))
    theirs = [row[0] for row in rows]
    alerts = queries.alerts(permit, (watch.id for watch in (*own, *theirs)))
    shelves = [[shelf(permit.session, one, alerts.get(one.id)) for one in some] for some in (own, theirs)]
    return {"mine": shelves[0], "theirs": shelves[1], "pager": pager}


@pages.show("/<ref>", WatchVerb.READ)
def read(permit: WatchPermit) -> Values:
    watch, alert = permit.subject, queries.alerts(permit, [permit.subject.id]).get(permit.subject.id)
    buttons = offers(permit, WORDS, "watches", WatchVerb.SUBSCRIBE, WatchVerb.EDIT, WatchVerb.DELETE)
    shown = {"watch": watch, "shelf": shelf(permit.session, watch, alert), "results": results(watch.search)}
    return {**shown, "offers": buttons, **_told(permit, alert)}


def _told(permit: WatchPermit, alert: Any) -> Values:
    """Return what was found last, the private feed, and the way to stop, where there are alerts."""
    if alert is None:
        return {"lines": [], "feed": "", "stop": ""}
    keys = [finding.key for finding in queries.latest(permit, alert)]
    cards = finder().cards(permit, keys)
    found = lines(permit, (cards[key] for key in keys if key in cards))
    return {"lines": found, "feed": feed_url(alert), "stop": cancel_url(alert)}


def _alert(form: Any) -> commands.Alert:
    return commands.Alert(
        form.pace.data, form.over.data or 1, form.by_inbox.data, form.by_mail.data, form.by_feed.data
    )


def _asked(permit: AnyPermit, form: Any) -> Values:
    """Show what is about to be saved, and suggest its words for its name."""
    form.search.data = finder().kept(form.search.data or "")
    asks = finder().described(permit.session, form.search.data)
    if request.method == "GET":
        form.name.data = " · ".join(asks)[:80]
    here = results(form.search.data)
    return {"asks": asks, "results": here, "may_share": permit.actor.org_id is not None}


@pages.action("/save", WatchVerb.SAVE, forms.SaveForm, fill=_asked)
def save(permit: AnyPermit, form: Any) -> str:
    wish = commands.Wish(form.name.data, form.search.data, form.shared.data)
    watch = commands.save(permit, wish, _alert(form))
    return url_for("watches.read", ref=watch.ref)


def _sharing(permit: WatchPermit, _form: Any) -> Values:
    return {"may_share": permit.actor.org_id is not None}


@pages.action("/<ref>/edit", WatchVerb.EDIT, forms.EditForm, fill=_sharing)
def edit(permit: WatchPermit, form: Any) -> str:
    watch = commands.edit(permit, form.name.data, shared=form.shared.data)
    return url_for("watches.read", ref=watch.ref)


@pages.action("/<ref>/delete", WatchVerb.DELETE, forms.DeleteForm)
def delete(permit: WatchPermit, _form: Any) -> str:
    commands.delete(permit)
    return url_for("watches.browse")


def _set_now(permit: WatchPermit, form: Any) -> Values:
    """Show the alerts as they are."""
    alert = queries.alerts(permit, [permit.subject.id]).get(permit.subject.id)
    if request.method == "GET" and alert is not None:
        form.pace.data, form.over.data = alert.pace, alert.over if alert.over > 1 else None
        form.by_inbox.data, form.by_mail.data, form.by_feed.data = (
            alert.by_inbox,
            alert.by_mail,
            bool(alert.feed),
        )
    return {"results": results(permit.subject.search)}


@pages.action("/<ref>/subscribe", WatchVerb.SUBSCRIBE, forms.SubscribeForm, fill=_set_now)
def subscribe(permit: WatchPermit, form: Any) -> str:
    commands.subscribe(permit, _alert(form))
    return url_for("watches.read", ref=permit.subject.ref)
