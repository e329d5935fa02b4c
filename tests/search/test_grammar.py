"""The grammar of queries."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.search.engine.analyser import marks, pieces
from portal.search.engine.grammar import (
    DEPTH,
    LENGTH,
    TERMS,
    All,
    Either,
    Field,
    Query,
    Remark,
    Text,
    Without,
    parse,
)
from tests.timing import within


def word(text, *, exact=False, begins=False):
    return Text(pieces(text, open_ended=begins), marks(text, open_ended=begins), exact)


A, B, C = word("alpha"), word("数据"), word("gamma")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("alpha", A),
        ("alpha 数据", All((A, B))),
        ("alpha AND 数据", All((A, B))),
        ("alpha，数据", All((A, B))),
        ("alpha OR 数据 gamma", Either((A, All((B, C))))),
        ("(alpha OR 数据) gamma", All((Either((A, B)), C))),
        ("（alpha OR 数据）gamma", All((Either((A, B)), C))),
        ("alpha -数据", All((A, Without(B)))),
        ("alpha－数据", word("alpha-数据")),
        ("alpha - 数据", All((A, B))),
        ("NOT alpha", Without(A)),
        ("NOT NOT alpha", A),
        ("NOT (alpha 数据)", Without(All((A, B)))),
        ('"alpha gamma"', word("alpha gamma", exact=True)),
        ("“alpha gamma”", word("alpha gamma", exact=True)),
        ("「数据」", word("数据", exact=True)),
        ('-"alpha gamma" 数据', All((Without(word("alpha gamma", exact=True)), B))),
        ("alph*", word("alph", begins=True)),
        ("数据＊", B),
        ("and or not", All((word("and"), word("or"), word("not")))),
        ("kind:case", Field("kind", "case")),
        ("类型：case 数据", All((Field("kind", "case"), B))),
        ("状态:open", Field("status", "open")),
        ('status:"In Progress"', Field("status", "in progress")),
        ("机构:12", Field("organisation", 12)),
        ("年份：２０２６", Field("year", 2026)),
        ("lang:zh", Field("lang", "zh")),
        ("http://example.org", word("http://example.org")),
        ("alpha !!!", A),
    ],
)
def test_what_a_query_means(text, root):
    assert parse(text) == Query(root)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ('alpha "数据', All((A, B))),
        ("(alpha", A),
        ("alpha)", A),
        ("alpha OR", A),
        ("OR alpha", A),
        ("alpha AND OR 数据", All((A, B))),
        ("() alpha", A),
        ("org:alpha", All((word("org"), A))),
        ("year: alpha", All((word("year"), A))),
        ("-AND alpha", A),
        ("(" * (DEPTH + 1) + "alpha" + ")" * (DEPTH + 1), A),
    ],
)
def test_what_cannot_be_read_is_searched_as_words(text, root):
    assert parse(text) == Query(root, (Remark.PLAIN,))


@pytest.mark.parametrize("text", ["", "   ", "\u3000\n"])
def test_no_query_asks_for_everything(text):
    assert parse(text) == Query()


@pytest.mark.parametrize("text", ["!!!", "*", '""', "-", "\x00", "\ud83d", "()"])
def test_a_query_of_nothing_asks_for_nothing(text):
    query = parse(text)
    assert (query.root, query.notes[-1]) == (None, Remark.EMPTY)


def test_the_bounds_hold_and_are_told():
    assert parse("a" * LENGTH).notes == ()
    assert parse("a" * (LENGTH + 1)).notes == (Remark.CUT,)
    many = " ".join(f"w{n}" for n in range(TERMS + 3))
    assert parse(many) == Query(All(tuple(word(f"w{n}") for n in range(TERMS))), (Remark.CUT,))
    deep = "(" * DEPTH + "alpha" + ")" * DEPTH
    assert parse(deep) == Query(A)


_tokens = st.lists(
    st.one_of(
        st.sampled_from(
            ('"', "(", ")", "-", "*", ":", "OR", "AND", "NOT", "kind:", "年份：", " ", "“", "＂")
        ),
        st.text(st.characters(codec=None), max_size=6),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300)
@given(_tokens)
@example("NOT " * 2000)
@example("(" * 5000)
@example('"' * 999)
@example("-" * 256)
@example("a OR " * 60)
@example("?*" * 128)
def test_every_text_is_a_query_within_bounds(text):
    query = parse(text)
    leaves = list(_leaves(query.root, 0))
    assert len(leaves) <= TERMS
    assert all(depth <= 3 * DEPTH + 3 for depth in leaves)
    assert len(query.notes) == len(set(query.notes))


def _leaves(node, depth):
    if isinstance(node, All | Either):
        for part in node.parts:
            yield from _leaves(part, depth + 1)
    elif isinstance(node, Without):
        yield from _leaves(node.part, depth + 1)
    elif node is not None:
        yield depth


def test_an_enormous_query_costs_nothing():
    query = '("法律*' * 1_000_000
    assert within(0.2, lambda: parse(query))
