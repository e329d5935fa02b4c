"""The fixed itinerary of a request. A view sees a permit, never an id from the URL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal.access import Denied, IllegalMove, Permit, Refused, Verb
from portal.identity.sessions import current_actor, forget_actor
from portal.web import csrf, submissions
from portal.web.conflicts import moved_page
from portal.web.forms import Form, Received
from portal.web.guard import GUARD
from portal.web.house import house
from portal.web.limits import Limit, charge, counted, spend
from portal.web.outcomes import Shown, Went, said_done, with_cookie

__all__ = ["Pages", "Shown", "Values", "Went"]

AnyPermit: TypeAlias = Permit[Any]
Values: TypeAlias = dict[str, Any]
Again: TypeAlias = Callable[[AnyPermit, Form, str], Shown | Went]
Count: TypeAlias = Callable[[Session], None]
Fill: TypeAlias = Callable[[AnyPermit, Form], Values | None]


class Pages(Blueprint):
    """A blueprint that refuses a route without a verb."""

    def show(self, rule: str, verb: Verb, *, limit: Limit | None = None) -> Callable[[Any], Any]:
        """GET: admit, ask, render `<room>/<view>.html`, or return the view's own response."""

        def register(view: Callable[..., Values | Response]) -> Any:
            def itinerary(ref: str | None = None, **extra: Any) -> Response:
                if limit:
                    spend(limit)
                with house().store.reading() as session:
                    permit = _admit(session, verb, ref)
                    g.subject = permit.subject
                    values = view(permit, **extra)
                    if isinstance(values, Response):
                        return values
                    return make_response(render_template(f"{self.name}/{view.__name__}.html", **values))

            return self._add(rule, view, itinerary, verb, ["GET"])

        return register

    def action(
        self,
        rule: str,
        verb: Verb,
        form_class: type[Form],
        *,
        fill: Fill | None = None,
        again: Again | None = None,
        limit: Limit | None = None,
    ) -> Callable[[Any], Any]:
        """GET shows the form; POST admits, validates, does the action in one transaction, and redirects.

        `fill(permit, form)` gives the form its choices and the template what it shows beside the form.
        `again(permit, form, location)` shows the result of a repeated sending of the same form, or goes there.
        """

        def register(view: Callable[..., str | Went | Shown]) -> Any:
            task = _Task(f"{self.name}/{view.__name__}.html", verb, form_class, fill, again, limit, view)

            def itinerary(ref: str | None = None, **extra: Any) -> Response:
                return _post(task, ref, extra) if request.method == "POST" else _ask(task, ref, extra)

            return self._add(rule, view, itinerary, verb, ["GET", "POST"])

        return register

    def _add(self, rule: str, view: Any, itinerary: Any, verb: Verb, methods: list[str]) -> Any:
        setattr(itinerary, GUARD, verb)
        self.add_url_rule(rule, view.__name__, itinerary, methods=methods)
        return view


@dataclass(frozen=True, slots=True)
class _Task:
    template: str
    verb: Verb
    form_class: type[Form]
    fill: Fill | None
    again: Again | None
    limit: Limit | None
    view: Callable[..., str | Went | Shown]


def _admit(session: Session, verb: Verb, ref: str | None) -> AnyPermit:
    g.session = session
    actor = current_actor()
    try:
        return house().gate.admit(session, actor, verb, ref)
    except Denied:
        if actor.id is None and not actor.receipts:
            abort(redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303))
        abort(404)


def _ask(task: _Task, ref: str | None, extra: Values) -> Response:
    with house().store.reading() as session:
        permit = _admit(session, task.verb, ref)
        if not permit.is_open:
            return make_response(moved_page(permit, None), 409)
        form_class = task.form_class.at(**extra)
        prefill = {k: v for k, v in request.args.items() if k not in form_class.hidden}
        form = form_class(None, obj=permit.subject, data=prefill)
        values = _filled(task, permit, form)
        form.prepare(getattr(permit.subject, "version", None))
        return make_response(render_template(task.template, form=form, permit=permit, **values, **extra))


def _filled(task: _Task, permit: AnyPermit, form: Form) -> Values:
    form.attend(permit.session, g.get("received"))
    return (task.fill(permit, form) if task.fill else None) or {}


def _post(task: _Task, ref: str | None, extra: Values) -> Response:
    form_class = task.form_class.at(**extra)
    shows = form_class.only_shows(request.form)
    brings = form_class.brings_files(request.form, request.files)
    if shows or brings:
        charge(task.limit, refused=False)
    sent = brings and _receive(form_class, task.verb, ref).only
    if sent or shows:
        return _show_again(task, ref, extra)
    try:
        with counted(None if brings else task.limit) as count:
            return _twice(task, ref, extra, count)
    except Refused as refusal:
        charge(task.limit, refused=True)
        return _show_again(task, ref, extra, refusal=refusal)
    except StaleDataError:
        return _show_again(task, ref, extra, stale=True)
    except IllegalMove:
        if ref is None:
            raise
        return _show_moved(task, ref)


def _twice(task: _Task, ref: str | None, extra: Values, count: Count) -> Response:
    try:
        return _once(task, ref, extra, count)
    except IntegrityError:  # two wrote the same at once: the second looks again and sees the first
        return _once(task, ref, extra, count)


def _once(task: _Task, ref: str | None, extra: Values, count: Count) -> Response:
    form = task.form_class.at(**extra)(request.form)  # before others have to wait
    with house().store.writing() as session:
        count(session)
        done = _act(session, task, ref, extra, form)
    return _show(done) if isinstance(done, Shown) else done


def _show(done: Shown) -> Response:
    """Make the page of what was done once it is kept, so that nobody waits to write while it is made."""
    with house().store.reading() as session:
        g.session = session
        return with_cookie(done.answer(), done.cookie)


def _receive(form_class: type[Form], verb: Verb, ref: str | None) -> Received:
    """Take in the files of a form from a browser it was shown to, and of somebody who may do what it is for."""
    with house().store.reading() as session:
        permit = _admit(session, verb, ref)
        known = permit.is_open and csrf.check(request.form.get("csrf_token", ""))
    forget_actor()
    g.received = form_class(request.form).receive(request.files) if known else Received(only=False)
    received: Received = g.received
    return received


def _act(session: Session, task: _Task, ref: str | None, extra: Values, form: Form) -> Response | Shown:
    permit = _admit(session, task.verb, ref)
    values = _filled(task, permit, form)
    mark, valid = submissions.mark_of_request(), form.validate()
    if (location := submissions.done_before(session, mark)) is not None and valid:
        return _repeat(task, permit, form, location)
    if not permit.is_open and "csrf_token" not in form.errors:
        raise IllegalMove(task.verb)
    if not valid:
        return _render(task, permit, form, values | extra, 422)
    if request.form.get("preview"):
        return _render(task, permit, form, values | extra, 200)
    if _is_stale(permit, form):
        raise StaleDataError
    outcome = task.view(permit, form, **extra)
    if isinstance(outcome, Shown):
        submissions.remember(session, mark, outcome.location)
        return outcome
    went = outcome if isinstance(outcome, Went) else Went(outcome)
    submissions.remember(session, mark, url := went.url if went.plain else said_done(went.url, task.verb))
    return with_cookie(make_response(redirect(url, 303)), went.cookie)


def _is_stale(permit: AnyPermit, form: Form) -> bool:
    version = getattr(permit.subject, "version", None)
    return form.guards_version and version is not None and form.version.data != str(version)


def _repeat(task: _Task, permit: AnyPermit, form: Form, location: str) -> Response | Shown:
    outcome = task.again(permit, form, location) if task.again else Went(location)
    if isinstance(outcome, Shown):
        return outcome
    return with_cookie(make_response(redirect(outcome.url, 303)), outcome.cookie)


def _show_moved(task: _Task, ref: str) -> Response:
    with house().store.reading() as session:
        return make_response(moved_page(_admit(session, task.verb, ref), task.form_class(request.form)), 409)


def _show_again(
    task: _Task, ref: str | None, extra: Values, *, refusal: Refused | None = None, stale: bool = False
) -> Response:
    """Show the form once more with everything typed; nothing of the failed transaction is kept."""
    with house().store.reading() as session:
        permit = _admit(session, task.verb, ref)
        form = task.form_class.at(**extra)(request.form)
        values = _filled(task, permit, form)
        if not (refusal or stale):  # files were sent or a text was put in, and that was all
            return _render(task, permit, form, values | extra, 422 if form.errors else 200)
        form.validate()
        if refusal:
            form.refuse(refusal.field, refusal.message)
            return _render(task, permit, form, values | extra, 422)
        conflict = form.differences(permit.subject) if stale else []
        form.version.data = str(permit.subject.version)
        page = render_template(
            "_conflict.html", form=form, permit=permit, conflict=conflict, **values, **extra
        )
        return make_response(page, 409)


def _render(task: _Task, permit: AnyPermit, form: Form, values: Mapping[str, Any], code: int) -> Response:
    form.prepare(getattr(permit.subject, "version", None))
    return make_response(render_template(task.template, form=form, permit=permit, **values), code)
