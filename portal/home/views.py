"""The front door and the pages about the portal itself."""

from __future__ import annotations

from typing import Any

from portal.access import Permit
from portal.home.verbs import HomeVerb
from portal.web.pages import Pages, Values

pages = Pages("home", __name__)


@pages.show("/", HomeVerb.START)
def start(permit: Permit[Any]) -> Values:
    return {}


@pages.show("/about", HomeVerb.ABOUT)
def about(permit: Permit[Any]) -> Values:
    return {}


@pages.show("/accessibility", HomeVerb.ACCESSIBILITY)
def accessibility(permit: Permit[Any]) -> Values:
    return {}


@pages.show("/privacy", HomeVerb.PRIVACY)
def privacy(permit: Permit[Any]) -> Values:
    return {}
