"""Error pages: what happened, in the reader's language, and a way forward. Never a stack trace."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, make_response, render_template, request, url_for
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from portal.access import Denied, IllegalMove
from portal.i18n import N_, _
from portal.web.language import preferred, speak
from portal.web.limits import TooMany

log = logging.getLogger(__name__)

_HEADINGS = {
    400: (N_("The request could not be understood"), N_("Please go back, reload the page and try again.")),
    401: (N_("Please sign in"), N_("You need to sign in to go on.")),
    403: (N_("This is not allowed"), N_("You do not have permission to do this.")),
    404: (
        N_("Page not found"),
        N_("There is nothing at this address, or it is not open to you. Check the address, or search."),
    ),
    405: (N_("This cannot be done here"), N_("Please use the buttons and links on the pages.")),
    409: (
        N_("Somebody was quicker"),
        N_(
            "This record has changed since you opened it. Go back, reload it and look at where it stands now."
        ),
    ),
    413: (N_("That is too large"), N_("Please send less at once, or shorten the text.")),
    422: (N_("Please check what you entered"), N_("Something in the form needs your attention.")),
    429: (
        N_("Too many attempts"),
        N_("Please wait a little before you try again. Nothing you sent is lost."),
    ),
    500: (N_("Something went wrong"), N_("It is our fault, not yours. Please try again in a moment.")),
    503: (N_("The service is briefly unavailable"), N_("Please try again in a few minutes.")),
}


def install(app: Flask) -> None:
    """Answer every error with a page of the house."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Denied, lambda _e: page(404))
    app.register_error_handler(IllegalMove, lambda _e: page(409))
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(OperationalError, _unavailable)
    app.register_error_handler(Exception, _unexpected)


def page(code: int) -> Response:
    """Return the error page of a status code; a code without a page of its own gets that of its class."""
    g.pop("session", None)  # whatever failed, its transaction is over
    known = code if code in _HEADINGS else 400 if code < 500 else 500
    heading, message = _HEADINGS[known]
    if "lang" not in g:
        speak(preferred())
    steps = [(_("Go to the home page"), url_for("home.start")), (_("Search"), url_for("search.ask"))]
    body = render_template("_error.html", code=code, heading=_(heading), message=_(message), next_steps=steps)
    return make_response(body, code)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    return page(error.code or 500)


def _too_many(error: TooMany) -> Response:
    response = page(429)
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _unavailable(error: OperationalError) -> Response:
    log.error("request %s: the database does not answer: %s", g.get("request_id"), type(error.orig).__name__)
    return page(503)


def _unexpected(error: Exception) -> Response:
    log.error(
        "request %s failed: %s %s", g.get("request_id"), request.method, request.endpoint, exc_info=error
    )
    return page(500)
