"""Keeping a case for a court, erasing it, and disposing of what has been kept long enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from portal.cases import commands, forms, queries
from portal.cases.model import MATTERS, RETENTION, Case
from portal.cases.projections import WORDS
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import AnyPermit, CasePermit, back, pages
from portal.i18n import _, day, local, ngettext
from portal.web.pages import Values
from portal.web.records import Offer

_VERBS = (CaseVerb.PROPOSE_DISPOSAL, CaseVerb.DISPOSE, CaseVerb.KEEP)


@pages.show("/retention", CaseVerb.RETENTION)
def retention(permit: AnyPermit) -> Values:
    schedule = [
        (_(MATTERS[m]), ngettext("%(n)s year", "%(n)s years", p.days // 365)) for m, p in RETENTION.items()
    ]
    found = queries.to_dispose(permit)
    open_to = {verb: queries.among(permit, verb, found) for verb in _VERBS}
    return {"schedule": schedule, "found": [(case, _line(case, open_to)) for case in found]}


def _line(case: Case, open_to: Mapping[CaseVerb, set[int]]) -> dict[str, Any]:
    proposed = case.disposal_by_id is not None
    verbs = [verb for verb in _VERBS if (verb is not CaseVerb.PROPOSE_DISPOSAL) == proposed]
    return {
        "href": url_for("cases.read", ref=case.ref),
        "matter": _(MATTERS[case.matter]),
        "filed": day(local(case.filed_at).date()),
        "proposed": proposed,
        "offers": [
            Offer(_(WORDS[verb].button), url_for(f"cases.{verb.action}", ref=case.ref), "secondary")
            for verb in verbs
            if case.id in open_to[verb]
        ],
    }


@pages.action("/<ref>/hold", CaseVerb.HOLD, forms.HoldForm)
def hold(permit: CasePermit, form: Any) -> str:
    commands.hold(permit, form.reason.data)
    return back(permit)


@pages.action("/<ref>/release", CaseVerb.RELEASE, forms.ReleaseForm)
def release(permit: CasePermit, form: Any) -> str:
    commands.release(permit, form.reason.data)
    return back(permit)


@pages.action("/<ref>/erase", CaseVerb.ERASE, forms.EraseForm)
def erase(permit: CasePermit, _form: Any) -> str:
    commands.erase(permit)
    return back(permit)


@pages.action("/<ref>/propose-disposal", CaseVerb.PROPOSE_DISPOSAL, forms.ProposeDisposalForm)
def propose_disposal(permit: CasePermit, _form: Any) -> str:
    commands.propose_disposal(permit)
    return url_for("cases.retention")


@pages.action("/<ref>/dispose", CaseVerb.DISPOSE, forms.DisposeForm)
def dispose(permit: CasePermit, _form: Any) -> str:
    commands.dispose(permit)
    return url_for("cases.retention")


@pages.action("/<ref>/keep", CaseVerb.KEEP, forms.KeepForm)
def keep(permit: CasePermit, form: Any) -> str:
    commands.keep(permit, form.reason.data)
    return url_for("cases.retention")
