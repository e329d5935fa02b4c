"""What of a table of counts can be shown without telling of anybody in it.

A share is shown only where its base and each of its parts, the rest included, are large enough: one or two people
among many are told of as surely as a handful. A total over departments is shown only where what it has more than
the departments shown is made of several departments and is itself large enough; no hidden cell can then be worked
out from it. A correction is shown only where it differs from what it corrects by nothing or by enough people, so
that the two beside each other tell of nobody either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.cases.model.figures import BASES, PARTS_OF

Counts = Mapping[str, int]
Shown = dict[int | None, dict[str, int]]
"""By department, and by None for all together, the counts that can be shown."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How many cases a base must have, and how many each part of it, unless it has none.

    As many departments as a part must have cases must hide behind a total.
    """

    least: int
    fewest: int


def shown(table: Mapping[int, Counts], limits: Thresholds, before: Sequence[Shown] = ()) -> Shown:
    """Return what can be shown of the counts of departments and of their sum; `before` is what was shown so far."""
    found: Shown = {org: {} for org in table}
    found[None] = {}
    total = _sum(table.values())
    for base, names in _measures():
        for org, counts in table.items():
            if is_safe(counts, base, names, limits):
                _show(found, org, counts, (base, names), limits, before)
        hidden = [table[org] for org in table if not _has(found[org], base, names)]
        if _is_total_safe(total, hidden, base, names, limits):
            _show(found, None, total, (base, names), limits, before)
    return found


def _show(
    found: Shown,
    org: int | None,
    counts: Counts,
    measure: tuple[str, tuple[str, ...]],
    limits: Thresholds,
    before: Sequence[Shown],
) -> None:
    """Show a share whose base is shown, unless it would tell of somebody beside what was shown before."""
    base, names = measure
    known = not names or base in found[org]
    if known and not _tells(before, org, counts, base, names, limits):
        found[org] |= {name: counts.get(name, 0) for name in (base, *names)}


def _measures() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each base by itself, and then the parts of each share of it."""
    for base, rates in BASES.items():
        yield base, ()
        yield from ((base, PARTS_OF[rate]) for rate in rates)


def _has(cells: Counts, base: str, names: tuple[str, ...]) -> bool:
    return {base, *names} <= cells.keys()


def parts(counts: Counts, base: str, names: tuple[str, ...]) -> list[int]:
    """Return the parts of a base, what is left of it the last; of a base by itself there are none."""
    named = [counts.get(name, 0) for name in names]
    return [*named, counts.get(base, 0) - sum(named)] if names else []


def is_safe(counts: Counts, base: str, names: tuple[str, ...], limits: Thresholds) -> bool:
    """Return whether a share and its base are made of enough people, each part of them too."""
    large = counts.get(base, 0) >= limits.least
    return large and all(part == 0 or part >= limits.fewest for part in parts(counts, base, names))


def _is_total_safe(
    total: Counts, hidden: list[Counts], base: str, names: tuple[str, ...], limits: Thresholds
) -> bool:
    """Return whether the total can be shown beside the departments that are: what is hidden stays hidden."""
    behind = [counts for counts in hidden if counts.get(base, 0)]
    rest = _sum(behind)
    covered = not behind or (len(behind) >= limits.fewest and is_safe(rest, base, names, limits))
    return covered and is_safe(total, base, names, limits)


def _tells(
    before: Sequence[Shown],
    org: int | None,
    counts: Counts,
    base: str,
    names: tuple[str, ...],
    limits: Thresholds,
) -> bool:
    """Return whether the new counts beside those shown until now differ by so few that they tell of them."""
    for old in (earlier.get(org, {}) for earlier in before):
        if _has(old, base, names):
            pairs = [(counts.get(base, 0), old[base])]
            pairs += zip(parts(counts, base, names), parts(old, base, names), strict=True)
            if any(0 < abs(new - then) < limits.fewest for new, then in pairs):
                return True
    return False


def _sum(tables: Iterable[Counts]) -> dict[str, int]:
    found: dict[str, int] = {}
    for counts in tables:
        for name, many in counts.items():
            found[name] = found.get(name, 0) + many
    return found
