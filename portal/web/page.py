"""What the layout of every page needs, computed only when the layout asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flask import g, request, url_for

from portal.access import Verb
from portal.i18n import HTML_LANG, LANGS, _, pick
from portal.identity.sessions import current_actor, current_person
from portal.web import csrf
from portal.web.house import house
from portal.web.language import in_language

_NAMES = {"zh-hans": "中文", "en": "English"}
DONE: dict[str, str] = {}


def say_done(verb: Verb, sentence: str) -> None:
    """Register the sentence that greets a person back after the verb was done."""
    DONE[str(verb)] = sentence


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the navigation as the layout shows it."""

    text: str
    href: str
    current: bool


class Page:
    """The layout's view of this request."""

    @property
    def lang(self) -> str:
        """The language of the address."""
        return str(g.get("lang", LANGS[0]))

    @property
    def html_lang(self) -> str:
        """The value of `<html lang>`."""
        return HTML_LANG[self.lang]

    @cached_property
    def nav(self) -> list[Link]:
        """The rooms this reader is offered."""
        here, actor = (request.endpoint or "").partition(".")[0], self._actor
        return [
            Link(_(item.label), url_for(item.endpoint), item.endpoint.partition(".")[0] == here)
            for item in house().nav
            if item.shown(actor)
        ]

    @cached_property
    def _actor(self):  # type: ignore[no-untyped-def]  # noqa: ANN202
        return current_actor()

    @property
    def other_language_name(self) -> str:
        """The name of the other language, in that language."""
        return _NAMES[self._other]

    @property
    def other_language_url(self) -> str:
        """This page in the other language, its query kept."""
        return in_language(self._other)

    @property
    def _other(self) -> str:
        return next(lang for lang in LANGS if lang != self.lang)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """The page's addresses by language, for `hreflang`."""
        base = house().settings.url
        return [(HTML_LANG[lang], base + in_language(lang)) for lang in LANGS]

    @property
    def actor_name(self) -> str | None:
        """The name of who is signed in."""
        person = current_person()
        return person.name if person else None

    @property
    def org_name(self) -> str:
        """The organisation the signed-in person speaks for."""
        person = current_person()
        return pick(self.lang, person.org_zh, person.org_en) if person else ""

    @cached_property
    def inbox_count(self) -> int:
        """How much in the inbox is unread."""
        return house().waiting(g.session, self._actor) if "session" in g and self._actor.id else 0

    @cached_property
    def follow(self) -> tuple[str, str] | None:
        """The link to follow the record of this page, or to follow it no longer: (text, address)."""
        row = g.get("subject")
        follows = house().services.get("follows")
        if row is None or follows is None or self._actor.id is None or "session" not in g:
            return None
        found = follows(g.session, self._actor, row)
        if found is None:
            return None
        verb, text = (
            ("unfollow", _("No longer follow this record")) if found else ("follow", _("Follow this record"))
        )
        return text, url_for(f"inbox.{verb}", kind=row.kind, number=row.ref)

    @property
    def similar_url(self) -> str | None:
        """Where records like the one of this page are listed; None where the page is not a numbered record's own."""
        row = g.get("subject")
        kinds = (kind for capability in house().services.get("slices", ()) for kind in capability.kinds)
        own = (request.endpoint or "").endswith(".read")
        if not own or not any(kind.series and isinstance(row, kind.model) for kind in kinds):
            return None
        return url_for("search.ask", like=row.ref) if row is not None else None

    @property
    def demo(self) -> bool:
        """Whether this portal shows the demo."""
        return house().demo

    @property
    def notice(self) -> str | None:
        """What was just done, after a redirect."""
        sentence = DONE.get(request.args.get("done", ""))
        return _(sentence) if sentence else None

    @property
    def footer(self) -> list[tuple[str, str | None]]:
        """The footer's slots: accessibility, privacy, and what the owner configured."""
        settings = house().settings
        slots: list[tuple[str, str | None]] = [
            (_("About this portal"), url_for("home.about")),
            (_("Accessibility"), url_for("home.accessibility")),
            (_("Privacy"), url_for("home.privacy")),
        ]
        owner = pick(self.lang, *settings.owner)
        return slots + [(text, None) for text in (owner, settings.record_number) if text]

    @property
    def query(self) -> str:
        """What stands in the search box."""
        return request.args.get("q", "")[:256]

    @property
    def csrf_token(self) -> str:
        """The token for the sign-out button."""
        return csrf.issue()

    @property
    def sign_in_url(self) -> str:
        """Where to sign in, and come back to this page."""
        return url_for(
            "accounts.sign_in", next=request.full_path.rstrip("?") if request.method == "GET" else None
        )

    @property
    def sign_out_url(self) -> str:
        """Where the sign-out form posts to."""
        return url_for("accounts.sign_out")

    @property
    def account_url(self) -> str:
        """The person's own account."""
        return url_for("accounts.home")

    @property
    def inbox_url(self) -> str:
        """The person's inbox."""
        return url_for("inbox.browse")

    @property
    def request_id(self) -> str:
        """The number to quote when something went wrong."""
        return str(g.get("request_id", ""))
