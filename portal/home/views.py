"""The front door and the pages about the portal itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Response, request, url_for

from portal.access import Permit
from portal.home.verbs import HomeVerb
from portal.i18n import N_, _
from portal.identity.signing import Signer
from portal.web.house import house
from portal.web.pages import Pages, Values

pages = Pages("home", __name__)
AnyPermit = Permit[Any]
_LATEST = 8
_CHECKER = Path(__file__).parents[2] / "tools" / "verify_receipt.py"
_FIRST: dict[str, dict[str, Any]] = {"cases.write": {"step": "kind"}}
"""Where a form of several pages begins."""
TILES = (
    (
        "cases.write",
        N_("File a complaint"),
        N_("With or without your name; you get a number and can follow it."),
    ),
    ("cases.track", N_("Follow my case"), N_("With the case number and the query code.")),
    ("notices.browse", N_("Supervision notices"), N_("What departments tell each other and the public.")),
    (
        "codes.browse",
        N_("Codes of conduct"),
        N_("What enterprises commit themselves to, version by version."),
    ),
    (
        "evaluations.browse",
        N_("Evaluations"),
        N_("What associations find, with method, evidence and the reply."),
    ),
    ("registry.browse", N_("AI systems"), N_("Which algorithms are filed, by whom and for what.")),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One way in from the home page."""

    title: str
    text: str
    href: str


@pages.show("/", HomeVerb.START)
def start(permit: AnyPermit) -> Values:
    services = house().services
    work = services["work"](permit) if permit.actor.id is not None else None
    return {"work": work, "latest": services["latest"](permit, _LATEST), "tiles": _tiles()}


def _tiles() -> list[Tile]:
    return [
        Tile(_(title), _(text), url_for(endpoint, **_FIRST.get(endpoint, {})))
        for endpoint, title, text in TILES
    ]


@pages.show("/about", HomeVerb.ABOUT)
def about(_permit: AnyPermit) -> Values:
    return {}


@pages.show("/about/keys", HomeVerb.KEYS)
def keys(_permit: AnyPermit) -> Values | Response:
    signers = [Signer(key) for key in house().settings.receipt_keys]
    form = request.args.get("as", "")
    if form == "pem":
        return _file("keys.pem", "".join(signer.pem for signer in signers))
    return _file("verify_receipt.py", _CHECKER.read_text("utf-8")) if form == "py" else {"keys": signers}


def _file(name: str, text: str) -> Response:
    response = Response(text.encode(), content_type="text/plain; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@pages.show("/accessibility", HomeVerb.ACCESSIBILITY)
def accessibility(_permit: AnyPermit) -> Values:
    return {}


@pages.show("/privacy", HomeVerb.PRIVACY)
def privacy(_permit: AnyPermit) -> Values:
    return {}
