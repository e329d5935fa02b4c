"""No route without a verb."""

from __future__ import annotations

from flask import Flask

GUARD = "portal_verb"
"""The attribute by which the function of a route names its verb."""


def refuse_unguarded(app: Flask, open_endpoints: frozenset[str] = frozenset()) -> None:
    """Refuse to start with a route that names no verb. Raises RuntimeError listing them."""
    guarded = {e for e, view in app.view_functions.items() if hasattr(view, GUARD)}
    bare = sorted(set(app.view_functions) - guarded - open_endpoints)
    if bare:
        raise RuntimeError(f"routes without a verb: {bare}")
