"""What one worker remembers from one portal to the next, as a portal that runs for days remembers it.

A test has a portal of its own, and none of what follows depends on what is in its database: templates and
addresses that were compiled, static files, the SQL of statements, the clauses of the policy. No database is
ever shared.
"""

from __future__ import annotations

from functools import cache
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, event
from werkzeug.routing import Rule
from whitenoise import WhiteNoise

import portal
from portal.store import engine as opening

_STATEMENTS = 5000


class Compiled(BytecodeCache):
    """Templates compiled once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Compiled()
_create_engine, _build_addresses = opening.create_engine, Rule._compile_builder
_read_files = WhiteNoise.update_files_dictionary
_builders: dict[tuple[Any, ...], Any] = {}
_spoken: dict[str, tuple[Any, Any]] = {}
_files: dict[tuple[str, str], dict[str, Any]] = {}


def _build_remembered(rule: Rule, append_unknown: bool = True) -> Any:  # noqa: FBT001, FBT002
    """Return what writes the addresses of a rule; it depends on nothing but what the key is made of."""
    key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
    if key not in _builders:
        _builders[key] = _build_addresses(rule, append_unknown)
    return _builders[key]


def _files_remembered(server: WhiteNoise, root: str, prefix: str) -> None:
    """Serve the static files as they were when the first portal read them."""
    if (root, prefix) not in _files:
        _read_files(server, root, prefix)
        _files[root, prefix] = dict(server.files)
    server.files.update(_files[root, prefix])


def _engine_like_the_last(*where: Any, **options: Any) -> Engine:
    """Return a new engine with a pool of its own, which knows the SQL that others of its kind have compiled."""
    engine = _create_engine(*where, query_cache_size=_STATEMENTS, **options)
    name, knows = engine.dialect.name, (engine.dialect, engine._compiled_cache)
    if name in _spoken:
        engine.dialect, engine._compiled_cache = _spoken[name]
        engine.pool._dialect = engine.dialect
    else:  # a dialect is whole after the first connection
        event.listen(engine, "connect", lambda *_: _spoken.setdefault(name, knows), once=True)
    return engine


def keep() -> None:
    """Remember from now on."""
    Rule._compile_builder = _build_remembered
    WhiteNoise.update_files_dictionary = _files_remembered
    opening.create_engine = _engine_like_the_last
    portal.make_gate = cache(portal.make_gate)
