"""What officers can begin with when they write to a complainant: the templates of their department, with its facts."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from portal.access import Kind
from portal.cases.model import CATEGORIES, Case
from portal.cases.views.room import CasePermit
from portal.i18n import LANGS, N_, _, day, local, using
from portal.store import now
from portal.web.house import house
from portal.web.names import names
from portal.web.pages import Fill, Values
from portal.web.starting import Starts

_LANGUAGES = {"zh-hans": N_("In Chinese"), "en": N_("In English")}
_FILED_IN = {
    "zh-hans": N_("In Chinese, in which the case was filed"),
    "en": N_("In English, in which the case was filed"),
}


def starting(purpose: str, more: Fill | None = None) -> Fill:
    """Return a `fill` that offers the templates of the officer's department for this purpose, and fills in more."""

    def fill(permit: CasePermit, form: Any) -> Values:
        wanted = form.only_shows(request.form) or request.method == "GET"
        official = permit.actor.kind is Kind.AGENCY
        form.offer(_starts(permit, purpose) if official else None, begin=wanted)
        return (more(permit, form) if more else None) or {}

    return fill


def _starts(permit: CasePermit, purpose: str) -> Starts:
    """Return the texts in the language of the case first, then in the other."""
    case, services = permit.subject, house().services
    kept = services["reply_templates"](permit, purpose)
    texts: dict[str, str] = {}
    groups: dict[str, list[tuple[str, str]]] = {}
    for lang in sorted(LANGS, key=lambda lang: lang != case.lang):
        bodies = [(template, _body(template, lang)) for template in kept if _body(template, lang)]
        facts = _facts(permit, lang) if bodies else {}
        texts |= {f"{kept.ref}.{lang}": services["fill_in"](body, facts) for kept, body in bodies}
        if bodies:
            title = _((_FILED_IN if lang == case.lang else _LANGUAGES)[lang])
            groups[title] = [(f"{kept.ref}.{lang}", kept.name) for kept, _text in bodies]
    return Starts(texts, groups, url_for("replying.browse", purpose=purpose), services["unfilled"])


def _body(template: Any, lang: str) -> str:
    return str(template.body_zh if lang == "zh-hans" else template.body_en)


def _facts(permit: CasePermit, lang: str) -> dict[str, str]:
    """Return the facts that a text may name, in its language; what is not known of the case is empty."""
    case: Case = permit.subject
    organisations = {
        "organisation": permit.actor.org_id,
        "handler": case.handler_org_id,
        "centre": case.intake_org_id,
        "enterprise": case.subject_org_id,
    }
    with using(lang):
        known = names(permit.session, organisations.values())
        return {
            "number": case.ref,
            "filed": day(case.filed_at),
            "today": day(local(now()).date()),
            "due": day(case.due_on) if case.due_on else "",
            "category": _(CATEGORIES[case.category]),
            **{code: known.get(org or 0, "") for code, org in organisations.items()},
        }
