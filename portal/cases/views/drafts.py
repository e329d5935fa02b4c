"""The form in which a matter is filed, page by page, and the draft that remembers it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, redirect, request, url_for

from portal.cases import commands, forms, queries
from portal.cases.model import HELPS, PROMISES, Draft
from portal.cases.verbs import DraftVerb
from portal.cases.views import subjects
from portal.cases.views.asked import TITLES, allow, ask, fill_in, next_step, steps_of
from portal.cases.views.room import AnyPermit, pages, seal
from portal.i18n import _, day, local
from portal.identity import sessions
from portal.identity.receipts import code_for, keyed_hash
from portal.web.house import house
from portal.web.limits import Limit
from portal.web.pages import Shown, Values, Went
from portal.web.submissions import mark_of_request

_WRITING = Limit("draft.write", 600, timedelta(hours=1))
_RESUMING = Limit("draft.resume", 20, timedelta(minutes=10), failures=True)
_ELSEWHERE = "https://www.weather.com.cn/"
"""Where somebody is taken who has to leave at once: a page that anybody might be reading."""


def _holder(permit: AnyPermit) -> str:
    """Return under what a draft begun by this request is held: the account, or what only this browser can know."""
    if permit.actor.id is not None:
        return f"account {permit.actor.id}"
    return _hash_of_request()


def _hash_of_request() -> str:
    key = house().settings.secret_key
    return keyed_hash(key, code_for(key, mark_of_request()))


def _known(permit: AnyPermit, draft: Draft | None, url: str) -> Went:
    """Go on to an address, and let a browser without an account be known by its draft on the way."""
    if permit.actor.id is not None or draft is None:
        return Went(url, plain=True)
    token = sessions.add_receipt(permit.session, permit.actor, draft.holder)
    return Went(url, cookie=token, plain=True)


def _page(step: str) -> str:
    return step if step in TITLES else "kind"


def _fill_step(permit: AnyPermit, form: Any) -> Values:
    draft = queries.mine(permit)
    answers = queries.content(seal(), draft)
    name = _page((request.view_args or {}).get("step", ""))
    allow(permit, form)
    if request.method == "GET" and answers:
        fill_in(permit, form, answers)
    matter, steps = steps_of(answers)
    ask(form, matter)
    subjects.offer(permit, form)
    return {
        "name": name, "title": _(TITLES[name]), "number": steps.index(name) + 1 if name in steps else 1,
        "total": len(steps) + 1, "previous": _before(name, steps, answers), "signed_in": permit.actor.id is not None,
        "kept_until": day(local(draft.until).date()) if draft and (draft.shown or permit.actor.id) else "",
        "begun": draft is not None, "promise": _(PROMISES[matter]), "helps": _helps(answers),
        "readers": queries.readers(permit.gate) if name == "kind" else [],
    }  # fmt: skip


def _before(name: str, steps: tuple[str, ...], answers: queries.Answers) -> str:
    """Return the address of the page before: that of the answers when all is answered."""
    if answers and next_step(answers) is None:
        return url_for("cases.file")
    here = steps.index(name) if name in steps else 0
    return url_for("cases.write", step=steps[here - 1]) if here else url_for("cases.browse")


def _helps(answers: queries.Answers) -> str:
    category = "".join(answers.get("category", [])[:1])
    return _(HELPS[category]) if category in HELPS else ""


def _next(answers: queries.Answers) -> str:
    step = next_step(answers)
    return url_for("cases.write", step=step) if step else url_for("cases.file")


def _written_again(permit: AnyPermit, _form: Any, location: str) -> Went:
    """A repeated click: the browser may have missed the answer by which it is known."""
    draft = queries.held_by_any(permit, [*queries.holders(permit.actor), _hash_of_request()])
    return _known(permit, draft, location)


@pages.action(
    "/new/<step>", DraftVerb.WRITE, forms.WriteForm, fill=_fill_step, again=_written_again, limit=_WRITING
)
def write(permit: AnyPermit, form: Any, step: str) -> Went:
    subjects.settle(permit, form)
    answers = {**form.answers(), "steps": [_page(step)]}
    draft = commands.write(permit, seal(), _holder(permit), answers)
    return _known(permit, draft, _next(queries.content(seal(), draft)))


def _fill_save(permit: AnyPermit, _form: Any) -> Values:
    draft = queries.mine(permit)
    return {"begun": draft is not None, "shown": bool(draft and draft.shown)}


def _saved(permit: AnyPermit, draft: Draft | None) -> Shown:
    """Show the resume code, once, and let this browser be known by it."""
    onward = _next(queries.content(seal(), draft))
    values = {"code": code_for(house().settings.secret_key, mark_of_request()), "onward": onward,
              "kept_until": day(local(draft.until).date()) if draft else ""}  # fmt: skip
    token = sessions.add_receipt(permit.session, permit.actor, _hash_of_request())
    return Shown("cases/saved.html", values, onward, token)


def _saved_again(permit: AnyPermit, _form: Any, _location: str) -> Shown:
    return _saved(permit, queries.held_by_any(permit, [_hash_of_request()]))


@pages.action("/draft/save", DraftVerb.SAVE, forms.SaveForm, fill=_fill_save, again=_saved_again)
def save(permit: AnyPermit, _form: Any) -> Shown:
    return _saved(permit, commands.save(permit, seal(), _hash_of_request()))


@pages.action("/draft/resume", DraftVerb.RESUME, forms.ResumeForm, limit=_RESUMING)
def resume(permit: AnyPermit, form: Any) -> Went:
    draft = commands.resume(permit, keyed_hash(house().settings.secret_key, form.code.data))
    token = sessions.add_receipt(permit.session, permit.actor, draft.holder)
    return Went(_next(queries.content(seal(), draft)), cookie=token, plain=True)


@pages.action("/draft/discard", DraftVerb.DISCARD, forms.DiscardForm)
def discard(permit: AnyPermit, _form: Any) -> str:
    commands.discard(permit, seal())
    return url_for("cases.browse")


@pages.show("/leave", DraftVerb.LEAVE)
def leave(_permit: AnyPermit) -> Response:
    gone: Any = redirect(_ELSEWHERE)
    sessions.give_cookie(gone, None)
    gone.headers["Clear-Site-Data"] = '"cache"'
    return gone  # type: ignore[no-any-return]
