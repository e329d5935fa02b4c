"""Jinja as the house uses it: the functions and filters every template has."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, g, request, url_for
from jinja2 import StrictUndefined
from markupsafe import Markup

from portal import i18n
from portal.i18n import day, gettext, moment, ngettext, pick
from portal.store import now
from portal.web.page import Page
from portal.web.prose import lines, prose


def install(app: Flask) -> None:
    """Give the templates their functions; an unknown name in a template is an error, not an empty string."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.globals.update(_=gettext, ngettext=ngettext, static_url=static_url, pick=_pick)
    env.filters.update(
        day=day, moment=_moment, ago=_ago, prose=prose, lines=lines, number=i18n.number, filesize=_size
    )

    @app.context_processor
    def page() -> dict[str, Any]:
        return {"page": Page()}


def static_url(name: str) -> str:
    """Return the address of a static file with a digest of its content, so that it may be kept for ever."""
    return _address(name, request.root_path)


@lru_cache(maxsize=400)
def _address(name: str, _root: str) -> str:
    return url_for("static", filename=name, v=_digest(name))


@lru_cache(maxsize=200)
def _digest(name: str) -> str:
    path = Path(__file__).parent.parent / "static" / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "0"


def _moment(value: Any) -> Markup:
    iso = value.isoformat(timespec="seconds")
    return Markup(f'<time datetime="{iso}">{moment(value)}</time>')  # noqa: S704 (a time has no marks in it)


def _size(value: int) -> str:
    """Return a number of bytes as people read it, in the units the limits are told in."""
    small = value < 2**20
    return (
        f"{i18n.number(max(1, round(value / 1024)))} KB"
        if small
        else f"{i18n.number(round(value / 2**20, 1))} MB"
    )


def _ago(value: Any) -> Markup:
    iso, text = value.isoformat(timespec="seconds"), i18n.ago(value, now())
    return Markup('<time datetime="{}">{}</time>').format(iso, text)


def _pick(zh: str, en: str) -> str:
    return pick(g.get("lang", i18n.LANGS[0]), zh, en)
