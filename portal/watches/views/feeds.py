"""Atom feeds (RFC 4287): of any search, what everybody may read; of one's own, what one may read oneself.

A private feed is its owner's: its address cannot be guessed, and each time it is asked for it is made under its
owner's rule of that moment. Feeds carry an ETag and answer 304 while nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from feedgenerator import Atom1Feed
from flask import Response, abort, request, url_for
from markupsafe import escape

from portal.access import VISITOR
from portal.i18n import HTML_LANG, _, current
from portal.slice import Card
from portal.watches.queries import reader_of
from portal.watches.verbs import SubscriptionVerb, WatchVerb
from portal.watches.views.room import AnyPermit, WatchPermit, finder, meant, pages, results
from portal.web.house import house
from portal.web.records import address


@pages.show("/atom", WatchVerb.ATOM)
def atom(permit: AnyPermit) -> Response:
    search = finder().kept(request.query_string.decode("ascii", "replace"))
    visitor = house().gate.admit(permit.session, VISITOR, WatchVerb.ATOM)
    title = " · ".join(finder().described(permit.session, search))
    here = f"{url_for('watches.atom')}?{search}"
    feed = _feed(title, results(search), here, finder().newest(visitor, search))
    return _response(feed, "public, no-cache")


@pages.show("/feed/<token>", SubscriptionVerb.FEED)
def feed(permit: AnyPermit, token: str) -> Response:
    subscription = meant(permit, "feed", token)
    reader = reader_of(permit.session, permit.gate, subscription) if subscription else None
    return _response(_private(reader, token), "private, no-cache") if reader else abort(404)


def _private(reader: WatchPermit, token: str) -> _Dated:
    """Return the feed of a watch under the rule of its reader."""
    watch, here = reader.subject, url_for("watches.feed", token=token)
    return _feed(watch.name, results(watch.search), here, finder().newest(reader, watch.search))


class _Dated(Atom1Feed):  # type: ignore[misc]  # feedgenerator ships no types
    """A feed that is as old as its newest entry, so that nothing but its entries can change it."""

    def latest_post_date(self) -> datetime:
        """Return when it last changed; the beginning of time for a feed without entries."""
        return max((item["updateddate"] for item in self.items), default=datetime.fromtimestamp(0, UTC))


def _feed(title: str, link: str, here: str, cards: Iterable[Card]) -> _Dated:
    base = house().settings.url
    made = _Dated(
        title=f"{title} – {_('Gongzhi')}", link=base + link, description="", language=HTML_LANG[current()],
        feed_url=base + here, feed_guid=base + here, author_name=_("Gongzhi"),
    )  # fmt: skip
    for card in cards:
        url = base + address(card.place)
        said = " · ".join(part for part in (_(card.label), card.reference, _(card.status)) if part)
        made.add_item(card.title, url, str(escape(said)), updateddate=card.when, unique_id=url)
    return made


def _response(made: _Dated, kept: str) -> Response:
    answer = Response(made.writeString("utf-8"), content_type=made.content_type)
    answer.headers.update({"Cache-Control": kept, "X-Robots-Tag": "noindex"})
    answer.add_etag()
    answer.make_conditional(request)
    return answer
