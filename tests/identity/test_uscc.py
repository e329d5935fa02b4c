"""Unified Social Credit Codes: published ones, damaged ones, and whatever else is typed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.identity.uscc import (
    ALPHABET,
    DEPARTMENTS,
    Fault,
    UsccError,
    check_character,
    normalise,
    parse,
    validate,
)

# From the business licences of large platforms, as they publish them at the foot of their pages.
PUBLISHED = ["9144030071526726XG", "91330100799655058B", "91110000802100433B", "914403001922038216"]
CODES = st.builds(
    lambda department, category, area, organisation: department + category + area + organisation,
    st.sampled_from(sorted(DEPARTMENTS)),
    st.sampled_from("1239"),
    st.sampled_from(["110000", "310115", "440300", "100000"]),
    st.text(ALPHABET, min_size=9, max_size=9),
).map(lambda first: first + check_character(first))


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_are_valid(code):
    assert validate(code) == code


def test_a_code_tells_who_registered_what_and_where():
    code = parse("9144030071526726XG")
    assert (code.department, code.category, code.area, code.organisation) == (
        "9",
        "1",
        "440300",
        "71526726-X",
    )
    assert (code.department_name, code.category_name) == ("Market regulation", "Enterprise")
    assert parse("Y911000071526726X" + check_character("Y911000071526726X")).category_name is None


@pytest.mark.parametrize(
    "typed",
    [
        " 9144 0300 7152 6726 xg\n",
        "9144030071526726xg",
        "91440300-71526726-XG",
        "９１４４０３００７１５２６７２６ＸＧ",
    ],
)
def test_a_code_may_be_typed_as_people_do(typed):
    assert normalise(typed) == "9144030071526726XG"
    assert validate(typed) == "9144030071526726XG"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.LENGTH),
        ("9144030071526726X", Fault.LENGTH),
        ("9144030071526726XGG", Fault.LENGTH),
        ("\x00" * 10**6, Fault.LENGTH),
        ("9144030071526726XI", Fault.CHARACTER),
        ("914403007152672六XG", Fault.CHARACTER),
        ("91440300715\x0026726X", Fault.CHARACTER),
        ("914403007152672\ud800XG", Fault.CHARACTER),
        ("B144030071526726XG", Fault.DEPARTMENT),
        ("9199030071526726XG", Fault.AREA),
        ("91440A0071526726XG", Fault.AREA),
        ("9144030071526726X0", Fault.CHECK),
        ("9144030071526762XG", Fault.CHECK),
    ],
)
def test_each_fault_is_named(typed, fault):
    with pytest.raises(UsccError) as error:
        validate(typed)
    assert error.value.fault is fault


@given(CODES, st.integers(8, 17), st.sampled_from(ALPHABET))
def test_every_single_slip_is_found(code, place, letter):
    slip = code[:place] + letter + code[place + 1 :]
    if slip == code:
        assert validate(slip) == code
    else:
        with pytest.raises(UsccError) as error:
            validate(slip)
        assert error.value.fault is Fault.CHECK


@given(CODES, st.integers(8, 15))
def test_every_exchange_of_neighbours_is_found(code, place):
    slip = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if slip != code:
        with pytest.raises(UsccError):
            validate(slip)


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_typed_is_a_code_or_has_a_fault(typed):
    with suppress(UsccError):
        assert len(validate(typed)) == 18


@pytest.mark.parametrize("first", ["", "9", "9144030071526726Z", "9144030071526726XG"])
def test_only_seventeen_characters_have_an_eighteenth(first):
    with pytest.raises(ValueError, match="seventeen"):
        check_character(first)
