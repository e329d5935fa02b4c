"""Nobody is found in a table of figures: an attacker with all that is published works out no small cell."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.cases.model.figures import BASES, PARTS_OF
from portal.cases.queries import hiding
from portal.cases.queries.hiding import Thresholds, shown

LIMITS = Thresholds(least=5, fewest=3)
MEASURES = [(base, ()) for base in BASES] + [
    (b, PARTS_OF[rate]) for b, rates in BASES.items() for rate in rates
]


@st.composite
def departments(draw):
    """Draw what is true of a few departments: small figures mostly, because they are what must not be told."""
    found = {}
    for org in range(1, draw(st.integers(1, 6)) + 1):
        valid, closings, timed = (draw(st.integers(0, 14)) for _base in range(3))
        satisfied = draw(st.integers(0, valid))
        found[org] = {
            "valid": valid,
            "contacted": draw(st.integers(0, valid)),
            "solved": draw(st.integers(0, valid)),
            "satisfied": satisfied,
            "basically": draw(st.integers(0, valid - satisfied)),
            "closings": closings,
            "overturned": draw(st.integers(0, closings)),
            "timed": timed,
            "on_time": draw(st.integers(0, timed)),
        }
    return found


def parts(counts, base, names):
    return [*(counts[name] for name in names), counts[base] - sum(counts[name] for name in names)]


def small(counts, base, names):
    """Whether counts tell of one or two people, or of fewer than five altogether."""
    few = any(0 < part < LIMITS.fewest for part in parts(counts, base, names))
    return 0 < counts[base] < LIMITS.least or (bool(names) and few)


def worked_out(truth, table):
    """Return what an attacker learns from the table by adding up and taking away, with figures of their own at hand."""
    found = []
    for base, names in MEASURES:
        told = [org for org, cells in table.items() if {base, *names} <= cells.keys()]
        found += [(org, base, names) for org in told if small(table[org], base, names)]
        if None in told:
            rest = {
                name: table[None][name] - sum(table[org][name] for org in told if org is not None)
                for name in (base, *names)
            }
            behind = [org for org in truth if org not in told and truth[org][base]]
            if 0 < len(behind) < LIMITS.fewest or small(rest, base, names):
                found.append(("the rest", base, names))
    return found


TWO_SMALL = {
    1: dict.fromkeys(("valid", "closings", "timed"), 4),
    2: dict.fromkeys(("valid", "closings", "timed"), 9),
}
for _counts in TWO_SMALL.values():
    _counts |= {"contacted": 0, "solved": 0, "satisfied": 0, "basically": 0, "overturned": 0, "on_time": 0}


@settings(max_examples=60, deadline=None)
@given(departments())
@example(TWO_SMALL)
def test_nobody_is_worked_out(truth):
    table = shown(truth, LIMITS)
    assert worked_out(truth, table) == []
    assert all(cells.items() <= truth[org].items() for org, cells in table.items() if org is not None)


def test_large_figures_are_all_shown():
    large = {
        "valid": 20, "contacted": 15, "solved": 12, "satisfied": 9, "basically": 6,
        "closings": 22, "overturned": 5, "timed": 25, "on_time": 21,
    }  # fmt: skip
    table = shown({1: large, 2: large}, LIMITS)
    assert table == {1: large, 2: large, None: {name: 2 * many for name, many in large.items()}}


SABOTAGE = {
    "small parts are shown": (
        "is_safe",
        lambda counts, base, _names, limits: counts.get(base, 0) >= limits.least,
    ),
    "small wholes are shown": ("is_safe", lambda *_all: True),
    "totals are always shown": ("_is_total_safe", lambda *_all: True),
}


@pytest.mark.parametrize("name", SABOTAGE)
def test_the_attacker_finds_what_is_not_hidden(name):
    function, lax = SABOTAGE[name]
    truth = {
        org: {
            "valid": many, "contacted": many - 1, "solved": many, "satisfied": many, "basically": 0,
            "closings": many, "overturned": 0, "timed": many, "on_time": many,
        }
        for org, many in {1: 4, 2: 9, 3: 11}.items()
    }  # fmt: skip
    assert worked_out(truth, shown(truth, LIMITS)) == []
    with mock.patch.object(hiding, function, lax):
        assert worked_out(truth, shown(truth, LIMITS)) != []


@settings(max_examples=40, deadline=None)
@given(departments(), departments())
def test_two_versions_beside_each_other_tell_of_nobody(truth, corrected):
    first = shown(truth, LIMITS)
    second = shown(corrected, LIMITS, [first])
    for org in first.keys() & second.keys():
        for base, names in MEASURES:
            if all({base, *names} <= table[org].keys() for table in (first, second)):
                pairs = [(first[org][base], second[org][base])]
                if names:
                    pairs += zip(parts(first[org], base, names), parts(second[org], base, names), strict=True)
                assert not any(0 < abs(new - old) < LIMITS.fewest for old, new in pairs)
