"""Asking to see who complained, deciding on it, and seeing it once."""

from __future__ import annotations

from typing import Any

from flask import url_for

from portal.access import Permit
from portal.cases import commands, forms, queries
from portal.cases.model import DISCLOSURE_STATUSES, DISCLOSURE_TONES, Complainant, Disclosure
from portal.cases.projections import WORDS
from portal.cases.verbs import CaseVerb, DisclosureVerb
from portal.cases.views.particulars import named, whom
from portal.cases.views.room import CasePermit, back, is_complainant, pages, seal
from portal.i18n import _
from portal.identity.sealing import BrokenSeal
from portal.web.pages import Shown, Values
from portal.web.records import Offer

DisclosurePermit = Permit[Disclosure]


@pages.action("/<ref>/ask-identity", CaseVerb.ASK_IDENTITY, forms.AskIdentityForm)
def ask_identity(permit: CasePermit, form: Any) -> str:
    commands.ask_identity(permit, form.body.data)
    return back(permit, "identity")


def _asked(permit: DisclosurePermit, _form: Any) -> Values:
    return {"disclosure": permit.subject, "case_ref": queries.case_ref_of(permit)}


def _to_case(permit: DisclosurePermit) -> str:
    return url_for("cases.read", ref=queries.case_ref_of(permit), _anchor="identity")


@pages.action("/disclosures/<ref>/grant", DisclosureVerb.GRANT, forms.GrantForm, fill=_asked)
def grant(permit: DisclosurePermit, form: Any) -> str:
    commands.grant(permit, form.answer.data)
    return _to_case(permit)


@pages.action("/disclosures/<ref>/decline", DisclosureVerb.DECLINE, forms.DeclineForm, fill=_asked)
def decline(permit: DisclosurePermit, form: Any) -> str:
    commands.decline(permit, form.answer.data)
    return _to_case(permit)


@pages.action("/disclosures/<ref>/unseal", DisclosureVerb.UNSEAL, forms.UnsealForm, fill=_asked)
def unseal(permit: DisclosurePermit, _form: Any) -> Shown:
    case_ref = queries.case_ref_of(permit)
    identity = commands.unseal(permit, seal())
    location = url_for("cases.read", ref=case_ref)
    return Shown("cases/unsealed.html", {"lines": named(identity), "case_ref": case_ref}, location)


def identity(permit: CasePermit, complainant: Complainant | None) -> Values:
    """Return what the page of a case says of who complained: to themselves the name, to others that it is sealed."""
    if complainant is None:
        return {"complainant": None, "requests": []}
    requests = [(one, _decisions(permit, one)) for one in queries.disclosures(permit)]
    mine = is_complainant(permit)
    return {
        "complainant": complainant,
        "mine": mine,
        "known": whom(complainant, _known(complainant) if mine else None),
        "requests": requests,
        "disclosure_words": DISCLOSURE_STATUSES,
        "disclosure_tones": DISCLOSURE_TONES,
    }


def _known(complainant: Complainant) -> commands.Identity | None:
    try:
        return commands.identity_of(seal(), complainant)
    except BrokenSeal:
        return None


def _decisions(permit: CasePermit, disclosure: Disclosure) -> list[Offer]:
    """Return the buttons of a request that waits."""
    if disclosure.status not in ("asked", "granted"):
        return []
    verbs = (DisclosureVerb.GRANT, DisclosureVerb.DECLINE, DisclosureVerb.UNSEAL)
    allowed = permit.gate.offers(permit.session, permit.actor, verbs, disclosure)
    return [
        Offer(_(WORDS[verb].button), url_for(f"cases.{verb.action}", ref=disclosure.ref), "secondary")
        for verb in allowed
    ]
