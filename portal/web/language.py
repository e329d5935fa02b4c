"""Each language has its own address: `/<lang>/…`. The prefix is taken off before views see the URL."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, g, make_response, redirect, request
from werkzeug.routing import BaseConverter

from portal.i18n import LANGS, match_language, reset, set_language

COOKIE = "lang"


class LangConverter(BaseConverter):
    """Match one of the portal's languages in a URL."""

    regex = "|".join(LANGS)


def install(app: Flask) -> None:
    """Give every room its language prefix and every `url_for` the language of the page."""
    app.url_map.converters["lang"] = LangConverter

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        speak((values or {}).pop("lang", None) or preferred())

    @app.teardown_request
    def fall_silent(_error: BaseException | None) -> None:
        if token := g.pop("lang_token", None):
            reset(token)

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = g.get("lang") or LANGS[0]


def speak(lang: str) -> None:
    """Answer this request in a language."""
    g.lang, g.lang_token = lang, set_language(lang)


def preferred() -> str:
    """Return the language for an address that names none: the last one chosen, or what the browser asks for."""
    prefix = request.path.split("/", 2)[1] if request.path.count("/") else ""
    if prefix in LANGS:
        return prefix
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGS else match_language(request.headers.get("Accept-Language", ""))


def to_preferred() -> Response:
    """Send a browser that asks for `/` to its language."""
    response = redirect(f"/{preferred()}/", 302)
    response.headers["Vary"] = "Cookie, Accept-Language"
    return make_response(response)


def in_language(lang: str) -> str:
    """Return the address of this very page, with its query, in another language."""
    query = request.query_string.decode("ascii", "replace")
    rest = request.path.split("/", 2)[2] if request.path.count("/") > 1 else ""
    return f"/{lang}/{rest}" + (f"?{query}" if query else "")
