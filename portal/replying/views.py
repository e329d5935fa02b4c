"""Pages about reply templates: a permit in, a page or a redirect out."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from portal.access import Permit
from portal.i18n import _
from portal.replying import commands, forms, queries
from portal.replying.model import PLACEHOLDERS, PURPOSES, STATUSES, TONES, Template
from portal.replying.projections import WORDS, card
from portal.replying.verbs import TemplateVerb
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
    template, status = permit.subject, permit.subject.status
    tag = _(STATUSES[status]), TONES[status]
    entries = timeline(permit, WORDS, [], lambda _part: Told(""))
    rows = [(_("What it is for"), _(PURPOSES[template.purpose])), (_("Version"), str(template.version))]
    buttons = offers(permit, WORDS, "replying", *verbs)
    return {"template": template, "offers": buttons, "tag": tag, "rows": rows, "entries": entries}


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


@pages.action("/<ref>/revive", TemplateVerb.REVIVE, forms.ReviveForm)
def revive(permit: TemplatePermit, _form: Any) -> str:
    return url_for("replying.read", ref=commands.revive(permit).ref)
