"""Pages about codes of conduct: a permit in, a page or a redirect out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request, url_for

from portal.access import IllegalMove, Permit
from portal.codes import commands, forms, queries
from portal.codes.model import (
    EDITION_STATUSES,
    EDITION_TONES,
    STATUSES,
    TONES,
    Code,
    Comparison,
    Edition,
    EditionText,
)
from portal.codes.model import compare as comparison
from portal.codes.projections import WORDS, card
from portal.codes.verbs import CodeVerb
from portal.i18n import N_, _, current, day, local
from portal.identity.people import organisation_id, organisations
from portal.web.limits import Limit
from portal.web.names import names
from portal.web.pages import Pages, Values
from portal.web.paging import href, slice_of
from portal.web.records import Choice, Facet, facet, lines, offers
from portal.web.timeline import Told, timeline

pages = Pages("codes", __name__, url_prefix="/codes")
AnyPermit = Permit[Any]
CodePermit = Permit[Code]
_COMPARING = Limit("code.compare", 120, timedelta(minutes=10))
_MOST_ORGANISATIONS, _NO_ONE = 30, -1
_LABELS = {
    "title": N_("Title"),
    "preamble": N_("Preamble"),
    "heading": N_("Heading"),
    "body": N_("Promise"),
    "responsible": N_("Responsible"),
    "measure": N_("How compliance is measured"),
}
_STATES = {
    "added": (N_("Added"), "green"),
    "removed": (N_("Removed"), "red"),
    "changed": (N_("Changed"), "yellow"),
    "moved": (N_("Moved"), "blue"),
    "unchanged": (N_("Unchanged"), "grey"),
}
_SHOWN: Values = {"labels": _LABELS, "states": _STATES}


@pages.show("/", CodeVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    status, ref = request.args.get("status", ""), request.args.get("organisation", "")
    rows, pager = slice_of(permit.session, queries.browse(permit, status, _organisation(permit, ref)))
    found = lines(permit, (card(code) for (code,) in rows))
    facets = [_statuses(permit, status), _organisations(permit, ref)]
    return {"lines": found, "pager": pager, "facets": facets, "may_draft": permit.allows(CodeVerb.DRAFT)}


def _organisation(permit: AnyPermit, ref: str) -> int | None:
    """Return the id of the organisation asked for; one that is not there has no codes."""
    return (organisation_id(permit.session, ref, "enterprise", "association") or _NO_ONE) if ref else None


def _statuses(permit: AnyPermit, chosen: str) -> Facet:
    return facet(_("Status"), "status", STATUSES, queries.count_by(permit, Code.status), chosen)


def _organisations(permit: AnyPermit, chosen: str) -> Facet:
    """Return the organisations with most codes, and the chosen one, as a facet."""
    counts = queries.count_by(permit, Code.author_org_id)
    refs = {org: ref for org, (ref, _zh, _en) in organisations(permit.session, counts).items()}
    known = names(permit.session, refs)
    ranked = sorted(refs, key=lambda org: (-counts[org], known[org]))
    shown = [org for n, org in enumerate(ranked) if n < _MOST_ORGANISATIONS or refs[org] == chosen]
    items = [(known[org], counts[org], refs[org]) for org in shown]
    return Facet(_("Organisation"), [_choice(*item, chosen=item[2] == chosen) for item in items])


def _choice(text: str, count: int, ref: str, *, chosen: bool) -> Choice:
    return Choice(text, count, href(organisation=None if chosen else ref, page=None), chosen)


@pages.show("/<ref>", CodeVerb.READ)
def read(permit: CodePermit) -> Values:
    editions = queries.editions(permit)
    shown = queries.chosen(editions, request.args.get("edition", ""))
    buttons = offers(permit, WORDS, "codes", *_buttons(editions))
    mine = {"code": permit.subject, "edition": shown, "text": queries.text(permit, shown), "offers": buttons}
    return _around(permit, editions, shown) | mine


def _around(permit: CodePermit, editions: list[Edition], shown: Edition) -> Values:
    """Return what stands around the text of an edition."""
    return {
        "rows": _facts(permit, shown),
        "tag": _tag(permit.subject, shown),
        "editions": _listed(permit.subject, editions),
        "draft": _draft_beside(editions, shown),
        "entries": _told(permit, editions),
        "html_lang": _html(shown.lang),
    }


def _buttons(editions: list[Edition]) -> tuple[CodeVerb, ...]:
    drafting = any(edition.status == "draft" for edition in editions)
    next_steps = (CodeVerb.EDIT, CodeVerb.PUBLISH) if drafting else (CodeVerb.REVISE,)
    return (*next_steps, CodeVerb.WITHDRAW)


def _tag(code: Code, shown: Edition) -> tuple[str, str]:
    """Say where the edition stands; the latest one stands where its code does."""
    over = shown.status == "published"
    label = STATUSES[code.status] if over else EDITION_STATUSES[shown.status]
    return _(label), TONES[code.status] if over else EDITION_TONES[shown.status]


def _draft_beside(editions: list[Edition], shown: Edition) -> int | None:
    return next((e.number for e in editions if e.status == "draft" and e is not shown), None)


def _html(lang: str) -> str:
    return "en" if lang == "en" else "zh-Hans"


def _day(moment: Any) -> str:
    return day(local(moment).date()) if moment else ""


def _facts(permit: CodePermit, shown: Edition) -> list[tuple[str, str]]:
    code = permit.subject
    known = names(permit.session, (code.author_org_id,))
    rows = [
        (_("Organisation"), known.get(code.author_org_id or 0, "")),
        (_("Edition"), str(shown.number)),
        (_("Published on"), _day(shown.published_at)),
        (_("Latest edition"), str(code.number) if code.number else ""),
        (_("Withdrawn on"), _day(code.withdrawn_at)),
    ]
    return [row for row in rows if row[1]]


def _listed(code: Code, editions: list[Edition]) -> list[Values]:
    """Return the editions as the page lists them, each with the number of the one to compare it with."""
    numbers = {edition.number for edition in editions}
    return [
        {
            "number": edition.number,
            "href": url_for("codes.read", ref=code.ref, edition=edition.number),
            "status": (_(EDITION_STATUSES[edition.status]), EDITION_TONES[edition.status]),
            "on": _day(edition.published_at),
            "note": edition.note,
            "lang": _html(edition.lang),
            "before": edition.number - 1 if edition.number - 1 in numbers else None,
        }
        for edition in editions
    ]


def _told(permit: CodePermit, editions: list[Edition]) -> Any:
    """Return the timeline; the work on drafts is told at home only."""
    own = permit.subject.author_org_id == permit.actor.org_id
    words = {verb: wording for verb, wording in WORDS.items() if own or verb in _PUBLIC}
    return timeline(permit, words, editions, lambda edition: Told(_("Edition %(n)s", n=edition.number)))


_PUBLIC = (CodeVerb.PUBLISH, CodeVerb.WITHDRAW)


@pages.show("/<ref>/compare", CodeVerb.COMPARE, limit=_COMPARING)
def compare(permit: CodePermit) -> Values:
    editions = queries.editions(permit)
    old, new = _pair(editions)
    found = comparison(queries.text(permit, old), queries.text(permit, new))
    shown = {"code": permit.subject, "old": old, "new": new, "found": found, "editions": editions}
    return shown | _SHOWN | {"counts": _counts(found), "html_lang": _html(new.lang)}


def _pair(editions: list[Edition]) -> tuple[Edition, Edition]:
    """Return the two editions asked for: by default the newest one and the one before it."""
    new = queries.chosen(editions, request.args.get("to", ""), editions[0] if editions else None)
    older = next((edition for edition in editions if edition.number < new.number), new)
    return queries.chosen(editions, request.args.get("from", ""), older), new


def _counts(found: Comparison) -> list[Values]:
    return [{"text": _(label), "value": found.count(state)} for state, (label, _tone) in _STATES.items()]


def _blank(_permit: AnyPermit, form: Any) -> Values:
    if request.method == "GET":
        form.show(EditionText(form.title.data or "", lang=current()))
    return {}


@pages.action("/new", CodeVerb.DRAFT, forms.DraftForm, fill=_blank)
def draft(permit: AnyPermit, form: Any) -> str:
    return url_for("codes.read", ref=commands.draft(permit, form.said()).ref)


def _open_draft(permit: CodePermit, form: Any) -> Values:
    """Return the draft a form is about. Without one there is no form; what is sent all the same is judged later."""
    found = queries.draft(permit) if permit.subject.status != "withdrawn" else None
    if found is None and request.method == "GET":
        raise IllegalMove(f"{permit.verb} without a draft")
    form.standing = queries.text(permit, found) if found else EditionText(permit.subject.title)
    return {"number": found.number if found else permit.subject.number, "text": form.standing}


def _standing(permit: CodePermit, form: Any) -> Values:
    values = _open_draft(permit, form)
    if request.method == "GET":
        form.show(form.standing)
    return values


def _to(permit: CodePermit, edition: Edition | None = None) -> str:
    return url_for("codes.read", ref=permit.subject.ref, edition=edition.number if edition else None)


@pages.action("/<ref>/edit", CodeVerb.EDIT, forms.EditForm, fill=_standing)
def edit(permit: CodePermit, form: Any) -> str:
    return _to(permit, commands.edit(permit, form.said()))


@pages.action("/<ref>/publish", CodeVerb.PUBLISH, forms.PublishForm, fill=_open_draft)
def publish(permit: CodePermit, form: Any) -> str:
    if form.version.data != str(permit.subject.version):
        raise IllegalMove("the draft is not the one that was looked at")
    commands.publish(permit)
    return _to(permit)


@pages.action("/<ref>/revise", CodeVerb.REVISE, forms.ReviseForm)
def revise(permit: CodePermit, _form: Any) -> str:
    return _to(permit, commands.revise(permit))


@pages.action("/<ref>/withdraw", CodeVerb.WITHDRAW, forms.WithdrawForm)
def withdraw(permit: CodePermit, form: Any) -> str:
    commands.withdraw(permit, form.reason.data)
    return _to(permit)
