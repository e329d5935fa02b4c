"""Static files: served from memory with their digest in the address, so that browsers keep them for a year."""

from __future__ import annotations

from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

_YEAR = 31_536_000


def install(app: Flask) -> None:
    """Put WhiteNoise in front of the application for everything under `/static/`."""
    wrapped: Any = WhiteNoise(
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        max_age=_YEAR,
        allow_all_origins=False,
        add_headers_function=_headers,
    )
    app.wsgi_app = wrapped  # type: ignore[method-assign]


def _headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
