"""Pages about reply templates: a permit in, a page or a redirect out."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from portal.access import Permit
from portal.difference import difference
from portal.i18n import _
from portal.identity.people import people
from portal.replying import commands, forms, queries
from portal.replying.model import PLACEHOLDERS, PURPOSES, STATUSES, TONES, Phrasing, Template
from portal.replying.projections import WORDS, card
from portal.replying.verbs import PhrasingVerb, TemplateVerb
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import lines, offers
from portal.web.timeline import Told, timeline

pages = Pages("replying", __name__, url_prefix="/reply-templates")
AnyPermit = Permit[Any]
TemplatePermit = Permit[Template]


@pages.show("/", TemplateVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    purpose = request.args.get("purpose", "")
    rows, pager = slice_of(permit.session, queries.browse(permit, purpose), size=100)
    found = lines(permit, (card(row[0]) for row in rows))
    narrowed = _(PURPOSES[purpose]) if purpose in PURPOSES else ""
    may_add = permit.allows(TemplateVerb.ADD)
    return {"lines": found, "pager": pager, "may_add": may_add, "narrowed": narrowed, "purpose": purpose}


@pages.show("/<ref>", TemplateVerb.READ)
def read(permit: TemplatePermit) -> Values:
    verbs = TemplateVerb.CHANGE, TemplateVerb.RETIRE, TemplateVerb.REVIVE
    buttons = offers(permit, WORDS, "replying", *verbs)
    return {"template": permit.subject, "offers": buttons, **_stands(permit), "phrasings": _phrasings(permit)}


def _stands(permit: TemplatePermit) -> Values:
    """Return what it is for and how it came to be so."""
    template, status = permit.subject, permit.subject.status
    entries = timeline(permit, WORDS, [], lambda _part: Told(""))
    rows = [(_("What it is for"), _(PURPOSES[template.purpose])), (_("Version"), str(template.version))]
    return {"tag": (_(STATUSES[status]), TONES[status]), "rows": rows, "entries": entries}


def _phrasings(permit: TemplatePermit) -> list[Values]:
    """Return how the template has stood: number, when, by whom, and what that change took away and added."""
    found = queries.phrasings(permit, permit.subject)
    known = people(permit.session, {one.author_id for one in found if one.author_id})
    before = [*found[1:], None][: len(found)]
    return [
        {
            "one": one,
            "who": known[one.author_id].name if one.author_id in known else _("An earlier colleague"),
            "now": number == 0,
            "texts": _changed(one, older),
        }
        for number, (one, older) in enumerate(zip(found, before, strict=True))
    ]


def _changed(one: Phrasing, older: Phrasing | None) -> list[tuple[str, str, Any]]:
    """Return the texts of a wording, each as pieces that stayed, went or came, with its name and language."""
    texts = ((_("Name of the template"), "", "name"), (_("Text in Chinese"), "zh-Hans", "body_zh"),
             (_("Text in English"), "en", "body_en"))  # fmt: skip
    told = ((title, lang, getattr(older or one, field), getattr(one, field)) for title, lang, field in texts)
    return [(title, lang, difference(was, now)) for title, lang, was, now in told if was or now]


def _placeholders(_permit: AnyPermit, _form: Any) -> Values:
    """Say which facts of a case a text may name, and by which words."""
    rows = [[f"{{{zh}}}", f"{{{code}}}", _(what)] for code, (zh, what) in PLACEHOLDERS.items()]
    return {"placeholders": rows}


def _draft(form: Any) -> commands.Draft:
    return commands.Draft(**form.typed())


@pages.action("/new", TemplateVerb.ADD, forms.AddForm, fill=_placeholders)
def add(permit: AnyPermit, form: Any) -> str:
    return url_for("replying.read", ref=commands.add(permit, _draft(form)).ref)


@pages.action("/<ref>/change", TemplateVerb.CHANGE, forms.ChangeForm, fill=_placeholders)
def change(permit: TemplatePermit, form: Any) -> str:
    return url_for("replying.read", ref=commands.change(permit, _draft(form)).ref)


@pages.action("/<ref>/retire", TemplateVerb.RETIRE, forms.RetireForm)
def retire(permit: TemplatePermit, _form: Any) -> str:
    return url_for("replying.read", ref=commands.retire(permit).ref)


def _looked_at(permit: Permit[Phrasing], _form: Any) -> Values:
    """Show what restoring takes away and adds, against the template as it stands."""
    template = queries.template_of(permit)
    now = Phrasing(name=template.name, body_zh=template.body_zh, body_en=template.body_en)
    return {"template": template, "texts": _changed(permit.subject, now)}


@pages.action("/wordings/<ref>/restore", PhrasingVerb.RESTORE, forms.RestoreForm, fill=_looked_at)
def restore(permit: Permit[Phrasing], _form: Any) -> str:
    return url_for("replying.read", ref=commands.restore(permit).ref)


@pages.action("/<ref>/revive", TemplateVerb.REVIVE, forms.ReviveForm)
def revive(permit: TemplatePermit, _form: Any) -> str:
    return url_for("replying.read", ref=commands.revive(permit).ref)
