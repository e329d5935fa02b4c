"""What an action leads to: a redirect, or something that is given once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, render_template

from portal.access import Verb
from portal.identity.sessions import give_cookie

KEEP = object()
"""The session cookie stays as it is."""


@dataclass(frozen=True, slots=True)
class Went:
    """Where an action led: a redirect, and the session cookie to give (or take away) on the way."""

    url: str
    cookie: str | object | None = KEEP
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An action whose result is given at once and never again: a page, such as a query code, or a file."""

    template: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    location: str = ""
    cookie: str | object | None = KEEP
    file: Response | None = None

    def answer(self) -> Response:
        """Return what the browser gets."""
        return self.file or make_response(render_template(self.template, **self.values))


def with_cookie(response: Response, cookie: Any) -> Response:
    """Return the response with a session cookie to give, to take away, or to leave as it is."""
    if cookie is not KEEP:
        give_cookie(response, cookie)
    return response


def said_done(url: str, verb: Verb) -> str:
    """Return an address whose page says that this has been done."""
    base, hash_mark, anchor = url.partition("#")
    return f"{base}{'&' if '?' in base else '?'}{urlencode({'done': str(verb)})}{hash_mark}{anchor}"
