"""The search page."""

from __future__ import annotations

from typing import Any

from portal.access import Permit
from portal.search.verbs import SearchVerb
from portal.web.pages import Pages, Values

pages = Pages("search", __name__, url_prefix="/search")


@pages.show("/", SearchVerb.ASK)
def ask(permit: Permit[Any]) -> Values:
    return {}
