"""Pages about notices: a permit in, a page or a redirect out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from flask import request, url_for

from portal.access import Kind, Permit, Refused
from portal.i18n import N_, _, current, day, local, ngettext, pick
from portal.identity.circles import groups
from portal.identity.people import choose, organisation_ids, organisations
from portal.notices import commands, forms, queries
from portal.notices.model import LEVELS, NATURES, OUTCOMES, STATUSES, TONES, URGENCIES, URGENCY_TONES, Notice
from portal.notices.projections import BUTTONS, INTERNAL, WORDS, card
from portal.notices.verbs import NoticeVerb
from portal.store import now
from portal.web.names import names, picker
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import Facet, Line, Offer, dated, facet, html, left, line, offers
from portal.web.timeline import Entry, Told, timeline

pages = Pages("notices", __name__, url_prefix="/notices")
AnyPermit = Permit[Any]
NoticePermit = Permit[Notice]


@pages.show("/", NoticeVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    chosen = {name: request.args.get(name, "") for name in queries.FILTERS}
    rows, pager = slice_of(permit.session, queries.browse(permit, chosen))
    notices = [row[0] for row in rows]
    known = names(permit.session, (notice.author_org_id for notice in notices))
    found = [_line(notice, known.get(notice.author_org_id or 0, "")) for notice in notices]
    may_draft = permit.allows(NoticeVerb.DRAFT)
    return {"lines": found, "pager": pager, "facets": _facets(permit, chosen), "may_draft": may_draft}


def _facets(permit: AnyPermit, chosen: dict[str, str]) -> list[Facet]:
    titles, words = {"nature": _("Kind"), "status": _("Status")}, {"nature": NATURES, "status": STATUSES}
    counts = {name: queries.count_by(permit, name, chosen) for name in words}
    return [facet(titles[name], name, words[name], counts[name], chosen[name]) for name in words]


def _line(notice: Notice, issuer: str) -> Line:
    """Return a line of the list; on an issued notice that presses, the tag says how much."""
    found = line(card(notice), issuer)
    if notice.status != "issued" or notice.urgency == "routine":
        return found
    tag, tone = _(URGENCIES[notice.urgency]), URGENCY_TONES[notice.urgency]
    return replace(found, tag=tag, tone=tone, meta=[_(STATUSES[notice.status]), *found.meta])


@pages.show("/<ref>", NoticeVerb.READ)
def read(permit: NoticePermit) -> Values:
    notice, answers = permit.subject, queries.answers(permit)
    return {
        "notice": notice, "rows": _facts(permit), "offers": _offers(permit, answers), "lang": html(notice),
        "tag": (_(STATUSES[notice.status]), TONES[notice.status]), "entries": _entries(permit, answers),
        "state": _own_state(permit, answers), "receipts": _receipts(permit, answers),
        "reports": _reports(permit, answers), "case_open": queries.may_read_case(permit),
    }  # fmt: skip


def _is_issuer(permit: NoticePermit) -> bool:
    return permit.actor.org_id is not None and permit.actor.org_id == permit.subject.author_org_id


def _offers(permit: NoticePermit, answers: queries.Answers) -> list[Offer]:
    """Return the buttons; who has acknowledged is not asked to do so again."""
    done = answers.of(permit.actor.org_id) is not None
    wanted = [verb for verb in BUTTONS if not (done and verb is NoticeVerb.ACKNOWLEDGE)]
    return offers(permit, WORDS, "notices", *wanted)


def _entries(permit: NoticePermit, answers: queries.Answers) -> list[Entry]:
    words = {verb: said for verb, said in WORDS.items() if _is_issuer(permit) or verb not in INTERNAL}
    return timeline(permit, words, (*answers.acknowledgements, *answers.feedback), _tell)


def _tell(part: Any) -> Told:
    """Return what an answer adds to the timeline; reports stand in full in a section of their own."""
    return Told(_(OUTCOMES[part.outcome]), anchor=part.ref) if part.kind == "feedback" else Told(part.contact)


def _facts(permit: NoticePermit) -> list[tuple[str, Any]]:
    notice = permit.subject
    subjects = [subject.org_id for subject in notice.subjects]
    known = names(permit.session, [notice.author_org_id, *subjects])
    asked = ngettext("%(n)s working day after issue", "%(n)s working days after issue", notice.ack_days)
    due = dated(notice.ack_due_on, left(notice.ack_due_on)) if notice.ack_due_on else ""
    rows = [
        (_("Kind"), _(NATURES[notice.nature])),
        (_("Urgency"), _(URGENCIES[notice.urgency])),
        (_("Issued by"), known.get(notice.author_org_id or 0, "")),
        (_("Issued on"), day(local(notice.issued_at).date()) if notice.issued_at else ""),
        (_("Readers"), _audience(permit)),
        (_("Acknowledge by"), due or (asked if notice.ack_days else "")),
        (_("Enterprises it is about"), _listed([known[org] for org in subjects if org in known])),
    ]
    return [row for row in rows if row[1]]


def _listed(words: list[str]) -> str:
    return ("、" if current() == "zh-hans" else ", ").join(words)


def _audience(permit: NoticePermit) -> str:
    """Return the level in words, and which group it is: its members and the issuer may know."""
    level, shared = _(LEVELS[permit.subject.level]), permit.subject.group_shares
    named = _named_groups(permit, (share.group_id for share in shared))
    return f"{level}: {_listed([name for _ref, name in named])}" if named else level


def _named_groups(permit: AnyPermit, ids: Iterable[int]) -> list[tuple[str, str]]:
    return [(ref, pick(current(), zh, en)) for ref, zh, en in groups(permit.session, ids).values()]


def _own_state(permit: NoticePermit, answers: queries.Answers) -> tuple[str, str]:
    """Return where the reader's organisation stands as a recipient, as (text, tone), or two empty strings."""
    notice, mine = permit.subject, answers.of(permit.actor.org_id)
    if mine is not None:
        when = day(local(mine.created_at).date())
        return _("Your organisation acknowledged this notice on %(day)s.", day=when), "green"
    asked = permit.actor.kind is Kind.AGENCY and not _is_issuer(permit) and notice.status == "issued"
    if notice.ack_due_on is None or not asked:
        return "", ""
    much = left(notice.ack_due_on)
    text = _("Your organisation has not acknowledged this notice yet: %(left)s.", left=much)
    return text, "red" if _is_late(notice) else "yellow"


def _is_late(notice: Notice) -> bool:
    late = notice.ack_due_on is not None and notice.ack_due_on < local(now()).date()
    return late and notice.status == "issued"


def _receipts(permit: NoticePermit, answers: queries.Answers) -> list[list[str]]:
    """Return, for the issuer alone, who has acknowledged and who has not: name, state, when, whom to ask."""
    if not _is_issuer(permit) or permit.subject.status == "draft":
        return []
    found = queries.receipts(permit, answers)
    known = names(permit.session, found)
    missing = [_("Overdue") if _is_late(permit.subject) else _("Not yet acknowledged"), "", ""]
    return [[known.get(org, ""), *(_receipt(ack) if ack else missing)] for org, ack in found.items()]


def _receipt(ack: Any) -> list[str]:
    return [_("Acknowledged"), day(local(ack.created_at).date()), ack.contact]


def _reports(permit: NoticePermit, answers: queries.Answers) -> list[Values]:
    known = names(permit.session, (part.author_org_id for part in answers.feedback))
    return [
        {"part": part, "who": known.get(part.author_org_id or 0, ""), "outcome": _(OUTCOMES[part.outcome]),
         "lang": html(part), "own": part.author_org_id == permit.actor.org_id}
        for part in answers.feedback
    ]  # fmt: skip


def _fill_draft(permit: AnyPermit, form: Any) -> Values:
    agencies = [agency for agency in choose(permit.session, "agency") if agency[0] != permit.actor.org_id]
    form.departments.choices = [(ref, pick(current(), zh, en)) for _id, ref, zh, en in agencies]
    form.subjects.choices = picker(permit.session, "enterprise")
    form.group.choices = [("", _("No group")), *_named_groups(permit, permit.actor.groups)]
    return {"preview": bool(request.form.get("preview"))}


def _fill_edit(permit: NoticePermit, form: Any) -> Values:
    """Give the form its choices, and the audience and subjects that the draft has now."""
    values, notice = _fill_draft(permit, form), permit.subject
    shared, about = [s.org_id for s in notice.shares], [s.org_id for s in notice.subjects]
    refs = {key: ref for key, (ref, *_names) in organisations(permit.session, [*shared, *about]).items()}
    known = _named_groups(permit, (share.group_id for share in notice.group_shares))
    form.stand(
        departments=[refs[org] for org in shared if org in refs],
        subjects=[refs[org] for org in about if org in refs],
        group=next((ref for ref, _name in known), ""),
        fill=request.method == "GET",
    )
    return values


def _content(permit: AnyPermit, form: Any) -> commands.Content:
    ids = organisation_ids(permit.session, [*form.departments.data, *form.subjects.data])
    known = groups(permit.session, permit.actor.groups).items()
    return form.content(ids, {ref: key for key, (ref, *_names) in known})  # type: ignore[no-any-return]  # form is Any


def _fill_issue(permit: NoticePermit, form: Any) -> Values:
    """Show exactly who will read the notice; the form carries a digest of it, so that is what is issued."""
    found = queries.reach(permit)
    seen = [permit.subject.version, found.everybody, *(circle.org_id for circle in found.circles)]
    form.shown = form.version.data
    form.version.data = f"{permit.subject.version}-{sha256(repr(seen).encode()).hexdigest()[:16]}"
    circles = [(pick(current(), c.name_zh, c.name_en), c.people) for c in found.circles]
    total = sum(circle.people for circle in found.circles)
    return {"everybody": found.everybody, "circles": circles, "total": total, "lang": html(permit.subject)}


def _back(permit: NoticePermit) -> str:
    return url_for("notices.read", ref=permit.subject.ref)


@pages.action("/new", NoticeVerb.DRAFT, forms.DraftForm, fill=_fill_draft)
def draft(permit: AnyPermit, form: Any) -> str:
    notice = commands.draft(permit, _content(permit, form), current())
    return url_for("notices.read", ref=notice.ref)


@pages.action("/<ref>/edit", NoticeVerb.EDIT, forms.EditForm, fill=_fill_edit)
def edit(permit: NoticePermit, form: Any) -> str:
    commands.edit(permit, _content(permit, form))
    return _back(permit)


@pages.action("/<ref>/issue", NoticeVerb.ISSUE, forms.IssueForm, fill=_fill_issue)
def issue(permit: NoticePermit, form: Any) -> str:
    if form.shown != form.version.data:
        raise Refused(
            "", N_("The draft or its readers have changed meanwhile. Please check again who will read it.")
        )
    commands.issue(permit)
    return _back(permit)


@pages.action("/<ref>/acknowledge", NoticeVerb.ACKNOWLEDGE, forms.AcknowledgeForm)
def acknowledge(permit: NoticePermit, form: Any) -> str:
    commands.acknowledge(permit, form.contact.data)
    return _back(permit)


@pages.action("/<ref>/feedback", NoticeVerb.FEEDBACK, forms.FeedbackForm)
def feedback(permit: NoticePermit, form: Any) -> str:
    commands.feedback(permit, form.outcome.data, form.body.data)
    return _back(permit)


@pages.action("/<ref>/withdraw", NoticeVerb.WITHDRAW, forms.WithdrawForm)
def withdraw(permit: NoticePermit, form: Any) -> str:
    commands.withdraw(permit, form.reason.data)
    return _back(permit)
