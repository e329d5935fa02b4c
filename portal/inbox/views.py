"""The inbox."""

from __future__ import annotations

from typing import Any

from portal.access import Permit
from portal.inbox.verbs import InboxVerb
from portal.web.pages import Pages, Values

pages = Pages("inbox", __name__, url_prefix="/inbox")


@pages.show("/", InboxVerb.BROWSE)
def browse(permit: Permit[Any]) -> Values:
    return {}
