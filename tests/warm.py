"""What one worker remembers from one portal to the next, as a portal that runs for days remembers it.

A test has a portal of its own, and none of what follows depends on what is in its database: templates and
addresses that were compiled, static files, the SQL of statements, the clauses of the policy. What a test
writes to its database no other test finds.
"""

from __future__ import annotations

from functools import cache
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, event
from werkzeug.routing import Map, Rule, RuleFactory
from werkzeug.routing.matcher import StateMachineMatcher
from whitenoise import WhiteNoise

import portal
from portal.store import engine as opening

_STATEMENTS = 5000
_MADE = {"map", "methods", "arguments", "_parts", "_trace", "_converters", "_build", "_build_unknown"}


class Compiled(BytecodeCache):
    """Templates compiled once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Compiled()
_create_engine = opening.create_engine
_read_files = WhiteNoise.update_files_dictionary
_compile = Rule.compile
_compiled: dict[tuple[Any, ...], dict[str, Any]] = {}
_built: dict[tuple[Any, ...], tuple[Any, Any]] = {}
_matchers: dict[tuple[Any, ...], StateMachineMatcher] = {}
_spoken: dict[str, tuple[Any, Any]] = {}
_files: dict[tuple[str, str], dict[str, Any]] = {}


class Addresses(Map):
    """The addresses of a portal. What finds the rule of a path is made once for those that have the same rules."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._all: list[Rule] = []
        super().__init__(*args, **options)

    def add(self, rulefactory: RuleFactory) -> None:
        for rule in rulefactory.get_rules(self):
            rule.bind(self)
            self._all.append(rule)
            self._rules_by_endpoint.setdefault(rule.endpoint, []).append(rule)
        self._remap = True

    def update(self) -> None:
        if not self._remap:
            return
        key = (
            self.merge_slashes,
            *(id(rule._parts) for rule in self._all),
        )  # kept, one for what is said alike
        if key not in _matchers:
            _matchers[key] = StateMachineMatcher(self.merge_slashes)
            for rule in self._all:
                if not rule.build_only:
                    _matchers[key].add(rule)
        self._matcher = _matchers[key]
        super().update()


def _says(rule: Rule) -> tuple[Any, ...]:
    """Return everything that was said of a rule, and the kinds of values its addresses know."""
    kinds = (rule.map.host_matching, *rule.map.converters.values())
    said = {name: value for name, value in vars(rule).items() if name not in _MADE}
    return kinds, repr(sorted(rule.methods or ())), repr(sorted(rule.arguments)), repr(said)


def _compile_remembered(rule: Rule) -> None:
    """Compile a rule. What comes of it depends on what it says, and nobody changes it afterwards."""
    key = _says(rule)
    if key not in _compiled:
        _compile(rule)
        _compiled[key] = {
            name: getattr(rule, name) for name in ("arguments", "_parts", "_trace", "_converters")
        }
        _built[key] = (rule._build.__func__, rule._build_unknown.__func__)
    vars(rule).update(_compiled[key])
    rule._build, rule._build_unknown = (build.__get__(rule) for build in _built[key])


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
    Flask.url_map_class, Rule.compile = Addresses, _compile_remembered
    WhiteNoise.update_files_dictionary = _files_remembered
    opening.create_engine = _engine_like_the_last
    portal.make_gate = cache(portal.make_gate)
