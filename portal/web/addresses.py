"""Addresses within the portal, made once: a page has fifty, and most are those of the page before."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, g, has_request_context, request

_KEPT, _LONG = 8192, 64


class Addressing(Flask):
    """A Flask application that remembers the paths it has made.

    A path depends on the endpoint, its values, the language of the page and where the portal is mounted, and on nothing
    else; whole addresses (with a scheme) and endpoints named from their own room are made anew each time.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._path = lru_cache(_KEPT)(self._made)

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """Return the address of an endpoint, as Flask's own does."""
        asked = tuple((name, value) for name, value in values.items() if value is not None)
        if endpoint.startswith(".") or not has_request_context() or not _plain(asked):
            return super().url_for(endpoint, **values)
        return self._path(endpoint, g.get("lang", ""), request.root_path, asked)

    def _made(self, endpoint: str, _lang: str, _root: str, values: tuple[tuple[str, Any], ...]) -> str:
        return super().url_for(endpoint, **dict(values))


def _plain(values: tuple[tuple[str, Any], ...]) -> bool:
    """Return whether the values are short words, and none is one of Flask's own but an anchor."""
    return all(
        type(value) is str and len(value) < _LONG and (name[0] != "_" or name == "_anchor")
        for name, value in values
    )
