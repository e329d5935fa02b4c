"""Pages about other names: a permit in, a page or a redirect out."""

from __future__ import annotations

from typing import Any

from flask import url_for

from portal.access import Permit
from portal.i18n import _
from portal.terms import commands, forms, queries
from portal.terms.model import STATUSES, TONES, Synonym
from portal.terms.projections import WORDS, card
from portal.terms.verbs import SynonymVerb
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import lines, offers

pages = Pages("terms", __name__, url_prefix="/terms")
AnyPermit = Permit[Any]
SynonymPermit = Permit[Synonym]


@pages.show("/", SynonymVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    rows, pager = slice_of(permit.session, queries.browse(permit), size=100)
    found = lines(permit, (card(row[0]) for row in rows))
    return {"lines": found, "pager": pager, "may_add": permit.allows(SynonymVerb.ADD)}


@pages.show("/<ref>", SynonymVerb.READ)
def read(permit: SynonymPermit) -> Values:
    buttons = offers(permit, WORDS, "terms", SynonymVerb.CHANGE, SynonymVerb.RETIRE)
    status = permit.subject.status or ""
    return {"synonym": permit.subject, "offers": buttons, "tag": (_(STATUSES[status]), TONES[status])}


@pages.action("/new", SynonymVerb.ADD, forms.AddForm)
def add(permit: AnyPermit, form: Any) -> str:
    return url_for("terms.read", ref=commands.add(permit, form.words.data).ref)


@pages.action("/<ref>/change", SynonymVerb.CHANGE, forms.ChangeForm)
def change(permit: SynonymPermit, form: Any) -> str:
    return url_for("terms.read", ref=commands.change(permit, form.words.data).ref)


@pages.action("/<ref>/retire", SynonymVerb.RETIRE, forms.RetireForm)
def retire(permit: SynonymPermit, _form: Any) -> str:
    return url_for("terms.read", ref=commands.retire(permit).ref)
