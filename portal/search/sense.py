"""What a reader's words mean: labels in two languages, names of organisations, themselves, today, other names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from sqlalchemy.orm import Session

from portal.access import Actor, Permit
from portal.i18n import current, gettext, local, translate
from portal.i18n.language import CHINESE
from portal.identity.people import organisations_named
from portal.search.engine import Sense, fold
from portal.search.engine.fields import Value, as_typed
from portal.slice import GovernedKind, Slice
from portal.store import now

_HAN = re.compile("[\u3400-\u9fff]")
LABELLED = ("kind", "status", "code", "risk")
Labels = Mapping[str, str]  # a message id by value
Rings = Callable[[], tuple[str, ...]]  # lines, each of names of one thing, with 、 between them


def labels(slices: Iterable[Slice]) -> Mapping[str, Labels]:
    """Return what the values of each labelled column are called: those of documents, in the order of the house."""
    return _labels(tuple(slices))


@lru_cache(maxsize=8)
def _labels(slices: tuple[Slice, ...]) -> Mapping[str, Labels]:
    kinds = [kind for capability in slices for kind in capability.kinds]
    return {
        "kind": {kind.model.kind: kind.label for kind in kinds},
        "status": {status: next(iter(by_kind.values())) for status, by_kind in _statuses(slices).items()},
        "code": _joined(kinds, "codes"),
        "risk": _joined(kinds, "risks"),
    }


def _joined(kinds: Iterable[GovernedKind], name: str) -> Labels:
    return {code: label for kind in kinds for code, label in getattr(kind, name).items()}


@lru_cache(maxsize=8)
def _statuses(slices: tuple[Slice, ...]) -> Mapping[str, Labels]:
    """Return what each status is called, by kind of record: a case is not accepted, an application is refused."""
    found: dict[str, dict[str, str]] = {}
    for kind in (kind for capability in slices for kind in capability.kinds):
        for status, label in kind.statuses.items():
            found.setdefault(status, {})[kind.model.kind] = label
    return found


def status_of(slices: Iterable[Slice], status: str, kinds: Collection[str]) -> str:
    """Return what a status of records of these kinds is called in the reader's language; one that is known."""
    by_kind = _statuses(tuple(slices))[status]
    labels = [label for kind, label in by_kind.items() if kind in kinds] or [*by_kind.values()][:1]
    return " / ".join(dict.fromkeys(map(gettext, labels)))


def sense(permit: Permit[Any], slices: Iterable[Slice], rings: tuple[str, ...]) -> Sense:
    """Return what the words of this reader mean now; each of `rings` has names of one thing, between 、."""
    return Sense(
        today=local(now()).toordinal(),
        me=_me(permit.actor),
        values=partial(_values, permit.session, tuple(slices), _alike(rings)),
        alike=_alike(rings),
    )


def name_of(same: Iterable[str]) -> str:
    """Return of several names of one thing the first in the reader's writing, or the very first."""
    names = list(same)
    return next((name for name in names if bool(_HAN.search(name)) == (current() == CHINESE)), names[0])


@lru_cache(maxsize=8)
def called(rings: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return for each name, as it is written, all the names of the same thing; it counts in its first ring only."""
    found: dict[str, tuple[str, ...]] = {}
    for line in rings:
        words = tuple(word for word in line.split("、") if word not in found)
        found |= dict.fromkeys(words, words)
    return found


@lru_cache(maxsize=8)
def _alike(rings: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in rings:
        words = [" ".join(fold(word).split()) for word in line.split("、")]
        for word in words:
            found.setdefault(word, {}).update(dict.fromkeys(other for other in words if other != word))
    return {word: tuple(others) for word, others in found.items()}


def _me(actor: Actor) -> tuple[str, ...]:
    """Return how the index names those who have to act, where that is the reader or their organisation."""
    found = (f"org:{actor.org_id}" if actor.org_id else "", f"account:{actor.id}" if actor.id else "")
    return tuple(word for word in found if word)


def _values(
    session: Session, slices: tuple[Slice, ...], alike: Mapping[str, tuple[str, ...]], name: str, typed: str
) -> tuple[Value, ...]:
    if name == "region":
        return (typed, *alike.get(typed, ()))
    if name == "organisation":
        return tuple(organisations_named(session, typed))
    if name in LABELLED:
        return _meant(slices, name, typed)
    return as_typed(name, typed)


def _meant(slices: tuple[Slice, ...], name: str, typed: str) -> tuple[Value, ...]:
    """Return the values so called in either language; where none is, those whose name has it as a part."""
    every: dict[str, tuple[str, ...]] = {value: (label,) for value, label in labels(slices)[name].items()}
    if name == "status":
        every = {status: tuple(by_kind.values()) for status, by_kind in _statuses(slices).items()}
    called = {
        value: {fold(word) for label in found for word in (value, label, translate(label, "zh-hans"))}
        for value, found in every.items()
    }
    exact = tuple(value for value, words in called.items() if typed in words)
    return exact or tuple(
        value for value, words in called.items() if len(typed) > 1 and _within(typed, words)
    )


def _within(typed: str, words: Iterable[str]) -> bool:
    return any(typed in word for word in words)
