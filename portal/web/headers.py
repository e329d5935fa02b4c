"""What every answer carries: security headers, a request id, and how long it may be kept."""

from __future__ import annotations

import secrets

from flask import Flask, Response, abort, g, request

from portal.identity.sessions import current_person, mark_seen, token_of
from portal.web.csrf import keep_cookie
from portal.web.house import house

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_FIXED = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}


def install(app: Flask) -> None:
    """Add the headers to every answer, errors and redirects included."""

    @app.before_request
    def number_request() -> None:
        g.request_id = secrets.token_hex(8)

    @app.before_request
    def refuse_nul() -> None:
        if (
            "\0" in request.path or b"%00" in request.query_string
        ):  # in no address of ours; PostgreSQL takes none
            abort(404)

    @app.after_request
    def finish(response: Response) -> Response:
        for name, value in _FIXED.items():
            response.headers.setdefault(name, value)
        if house().settings.secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        keep_cookie(response)
        _keep_or_not(response)
        _touch_session()
        return response


def _keep_or_not(response: Response) -> None:
    """Let proxies keep what depends on nobody; everything else is not stored, unless its view says how it may be."""
    if "Cache-Control" in response.headers:
        return
    personal = token_of(request) or "form_nonce" in g or "Set-Cookie" in response.headers
    personal = personal or "no-store" in response.headers.get("Cache-Control", "")
    if request.method in ("GET", "HEAD") and response.status_code == 200 and not personal:
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers["Vary"] = "Cookie"
        response.add_etag()
        response.make_conditional(request)
    else:
        response.headers["Cache-Control"] = "no-store"


def _touch_session() -> None:
    if g.get("sign_in_stale") and current_person():
        with house().store.writing() as session:
            mark_seen(session, token_of(request))
