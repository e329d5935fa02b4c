"""The inbox: what waits, what is new, what one follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort, url_for

from portal.access import Permit, Verb
from portal.i18n import N_, _
from portal.inbox import commands, forms, queries
from portal.inbox.verbs import InboxVerb
from portal.slice import Slice, Task
from portal.web import records
from portal.web.house import house
from portal.web.names import names
from portal.web.pages import Pages, Values, Went
from portal.web.paging import slice_of
from portal.web.timeline import actor_name

pages = Pages("inbox", __name__, url_prefix="/inbox")
AnyPermit = Permit[Any]
_FIRST, _NEWEST = 12, 8


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One line of the inbox, as the macro draws it."""

    text: str
    href: str
    when: datetime
    unread: bool
    detail: str
    tag: str
    tone: str
    lang: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One thing that waits, as the table draws it."""

    title: str
    href: str
    reference: str
    what: str
    due_on: date | None
    left: str
    tone: str


@pages.show("/", InboxVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    slices = _slices()
    rows, pager = slice_of(permit.session, queries.told(permit))
    tasks = [_task(task) for task in queries.tasks(permit, slices)]
    followed = records.lines(permit, queries.followed(permit, slices))
    return {
        "news": told(permit, queries.news(permit, slices, rows)), "pager": pager, "tasks": tasks, "followed": followed,
    }  # fmt: skip


def work(permit: AnyPermit) -> Values:
    """Return the reader's work for their first page: what waits, and the latest news."""
    slices = _slices()
    rows = permit.session.execute(queries.told(permit).limit(_NEWEST)).all()
    tasks = queries.tasks(permit, slices)
    return {
        "tasks": [_task(task) for task in tasks[:_FIRST]],
        "waiting": len(tasks),
        "news": told(permit, queries.news(permit, slices, rows)),
        "followed": records.lines(permit, queries.followed(permit, slices, _FIRST)),
    }


def _slices() -> list[Slice]:
    found: list[Slice] = house().services["slices"]
    return found


def _task(task: Task) -> TaskLine:
    left = records.left(task.due_on)
    tone = "grey" if task.due_on is None else records.urgency(task.due_on)
    title = task.title or task.reference
    return TaskLine(title, records.address(task.place), task.reference, _(task.what), task.due_on, left, tone)


def told(permit: AnyPermit, news: list[queries.News]) -> list[NewsLine]:
    """Return news as lines: who did what, on which record."""
    known = names(permit.session, (item.actor_org_id for item in news))
    words = {str(verb): wording for s in _slices() for verb, wording in s.words.items()}
    return [_news(item, known, words) for item in news]


def _news(item: queries.News, known: Mapping[int, str], words: Mapping[str, Any]) -> NewsLine:
    wording = words.get(item.verb)
    who = actor_name(item.actor_kind, known.get(item.actor_org_id or 0))
    who, tale = (_(wording.by) if wording.by else who, _(wording.tale)) if wording else (who, "")
    card = item.card
    return NewsLine(
        card.title, records.address(card.place), item.at, item.unread, _("%(who)s %(tale)s", who=who, tale=tale),
        _(card.status), card.tone, records.html(card),
    )  # fmt: skip


@pages.action("/seen", InboxVerb.SEEN, forms.SeenForm)
def seen(permit: AnyPermit, _form: Any) -> Went:
    commands.seen(permit)
    return Went(url_for("inbox.browse"), plain=True)


def _record(permit: AnyPermit, kind: str, number: str) -> Any:
    """Return the record of this kind and number if the reader may read it; 404 otherwise."""
    kinds = {k.model.kind: k for s in _slices() for k in s.kinds if k.series}
    if kind not in kinds:
        abort(404)
    row = permit.find(kinds[kind].read, number)
    return row, records.address(kinds[kind].cards(permit, [row.id])[row.id].place)


@pages.action("/follow/<kind>/<number>", InboxVerb.FOLLOW, forms.FollowForm)
def follow(permit: AnyPermit, _form: Any, kind: str, number: str) -> str:
    row, url = _record(permit, kind, number)
    commands.follow(permit, row)
    return str(url)


@pages.action("/unfollow/<kind>/<number>", InboxVerb.UNFOLLOW, forms.UnfollowForm)
def unfollow(permit: AnyPermit, _form: Any, kind: str, number: str) -> str:
    row, url = _record(permit, kind, number)
    commands.unfollow(permit, row)
    return str(url)


DONE: dict[Verb, str] = {
    InboxVerb.FOLLOW: N_("You will hear of what happens to this record."),
    InboxVerb.UNFOLLOW: N_("You will no longer hear of this record."),
}
