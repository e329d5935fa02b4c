"""The columns of several segments as those of one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.search.engine.arrays import Ints
from portal.search.engine.columns import Columns
from portal.search.engine.pairs import Coded
from portal.search.engine.port import CODED, DAYS, SEVERAL, Value

Part = tuple[Columns, Ints | None]  # the columns of a segment, and the documents wanted of it; None: all


def joined(parts: Sequence[Part]) -> Columns:
    """The columns of several segments one after the other; of each the documents numbered, or all."""
    if len(parts) == 1 and parts[0][1] is None:
        return parts[0][0]
    kept = [(columns, slice(None) if keep is None else keep) for columns, keep in parts]
    same = parts[0][0] if parts and parts[0][1] is None else None
    return Columns(
        keys=list(chain.from_iterable(_chosen(columns.keys, keep) for columns, keep in parts)),
        groups=list(chain.from_iterable(_chosen(columns.groups, keep) for columns, keep in parts)),
        moments=_run([columns.moments[keep] for columns, keep in kept], np.float64),
        titles=_run([columns.titles[keep] for columns, keep in kept], np.float64),
        texts=_run([columns.texts[keep] for columns, keep in kept], np.float64),
        days={name: _run([columns.days[name][keep] for columns, keep in kept], np.int64) for name in DAYS},
        coded={name: _recoded(name, parts) for name in CODED},
        _known=same.known if same else None,
        _before=same.paired if same else {},
    )


def _chosen(entries: list[str], keep: Ints | None) -> list[str]:
    return entries if keep is None else [entries[doc] for doc in keep.tolist()]


def _run(arrays: list[NDArray[Any]], dtype: type) -> NDArray[Any]:
    return np.concatenate([np.empty(0, dtype), *arrays])


def _recoded(name: str, parts: Sequence[Part]) -> Coded:
    """One facet of several segments, in codes common to all."""
    values = _values([columns.coded[name].values for columns, _ in parts])
    code_of = {value: code for code, value in enumerate(values)}
    codes, docs, base = [], [], 0
    for columns, keep in parts:
        one = columns.coded[name]
        kept, at = (one.codes, one.docs) if keep is None else _kept(one, columns.count, keep)
        if one.values != values:
            kept = np.array([code_of[value] for value in one.values], np.int64)[kept]
        codes.append(kept)
        if at is not None:
            docs.append(at + base)
        base += columns.count if keep is None else len(keep)
    return Coded(values, _run(codes, np.int64), _run(docs, np.int64) if name in SEVERAL else None)


def _kept(one: Coded, count: int, keep: Ints) -> tuple[Ints, Ints | None]:
    """The codes of the entries of the documents kept, and the new numbers of these."""
    if one.docs is None:
        return one.codes[keep], None
    new = np.full(count, -1)
    new[keep] = np.arange(len(keep))
    place = new[one.docs]
    return one.codes[place >= 0], place[place >= 0]


def _values(each: Sequence[tuple[Value, ...]]) -> tuple[Value, ...]:
    """All values, ascending."""
    first, *rest = each or ((),)
    known = set(first)
    late = {value for values in rest for value in values if value not in known}
    return tuple(sorted(known | late, key=_plain)) if late else first


def _plain(value: Value) -> Any:
    """A facet has values of one type, which sort."""
    return value
