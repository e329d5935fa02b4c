"""The grammar of queries."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.search.engine.analyser import marks, pieces
from portal.search.engine.grammar import (
    ALIKE,
    DEPTH,
    LENGTH,
    TERMS,
    All,
    Either,
    Field,
    Query,
    Remark,
    Sense,
    Span,
    Text,
    Without,
    parse,
)
from tests.timing import within


def word(text, *, exact=False, begins=False):
    return Text(pieces(text, open_ended=begins), marks(text, open_ended=begins), exact)


def span(name, first, last):
    return Span(name, first.toordinal(), last.toordinal())


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
        ("code:pricing", Field("code", "pricing")),
        ("分类：pricing", Field("code", "pricing")),
        ("地区：海淀", Field("region", "海淀")),
        ("risk:high", Field("risk", "high")),
        ("system:S-2026-000001", Field("system", "s-2026-000001")),
        ("alpha 或 数据", Either((A, B))),
        ("alpha 且 非 数据", All((A, Without(B)))),
        ("或", word("或")),
        ("filed:2025", span("filed", date(2025, 1, 1), date(2025, 12, 31))),
        ("filed:2025..2026", span("filed", date(2025, 1, 1), date(2026, 12, 31))),
        ("日期：2025年3月至2025年4月5日", span("filed", date(2025, 3, 1), date(2025, 4, 5))),
        ("due:2024-02", span("due", date(2024, 2, 1), date(2024, 2, 29))),
        ("due:..2026/1/5", span("due", date.min, date(2026, 1, 5))),
        ("期限：2026-01-05..", span("due", date(2026, 1, 5), date.max)),
        ("filed:2026..2025", span("filed", date(2025, 1, 1), date(2026, 12, 31))),
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
        ("filed:soon alpha", All((word("filed"), word("soon"), A))),
        ("filed:2026-13 alpha", All((word("filed"), word("2026-13"), A))),
        ("overdue:perhaps", All((word("overdue"), word("perhaps")))),
        ("assigned:account", All((word("assigned"), word("account")))),
        ("year: alpha", All((word("year"), A))),
        ("-AND alpha", A),
        ("(" * (DEPTH + 1) + "alpha" + ")" * (DEPTH + 1), A),
    ],
)
def test_what_cannot_be_read_is_searched_as_words(text, root):
    assert parse(text) == Query(root, (Remark.PLAIN,))


MINE = Sense(
    today=700_000,
    me=("org:2", "account:7"),
    values=lambda name, typed: {("status", "办理中"): ("handling", "open"), ("org", ""): ()}.get(
        (name, typed), ()
    ),
    alike={
        "杀熟": ("价格歧视", "price discrimination"),
        "price discrimination": ("杀熟",),
        "ai": ("人工智能",),
    },
)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("overdue:yes", Span("due", 1, 699_999)),
        ("逾期：是", Span("due", 1, 699_999)),
        ("overdue:no alpha", All((Without(Span("due", 1, 699_999)), A))),
        ("assigned:me", Either((Field("assigned", "org:2"), Field("assigned", "account:7")))),
        ("承办：我", Either((Field("assigned", "org:2"), Field("assigned", "account:7")))),
        ("状态：办理中", Either((Field("status", "handling"), Field("status", "open")))),
        ("AI", Either((word("ai"), word("人工智能", exact=True)))),
        ('"AI"', word("ai", exact=True)),
        ("AI*", word("AI", begins=True)),
        (
            "杀熟 alpha",
            All(
                (
                    Either(
                        (word("杀熟"), word("价格歧视", exact=True), word("price discrimination", exact=True))
                    ),
                    A,
                )
            ),
        ),
        (
            "反杀熟",
            Either(
                (word("反杀熟"), word("反价格歧视", exact=True), word("反price discrimination", exact=True))
            ),
        ),
        (
            "alpha Price Discrimination",
            All((A, Either((All((word("price"), word("discrimination"))), word("杀熟", exact=True))))),
        ),
    ],
)
def test_what_a_query_means_to_who_asks(text, root):
    assert parse(text, MINE) == Query(root)


def test_a_value_that_means_nothing_to_the_reader_is_searched_as_words():
    assert parse("org:alpha", MINE) == Query(All((word("org"), A)), (Remark.PLAIN,))


def test_nobody_is_me_to_a_visitor():
    assert parse("assigned:me") == Query(Field("assigned", ""))


def test_other_names_are_bounded():
    many = Sense(alike={"alpha": tuple(f"n{n}" for n in range(50))})
    assert len(parse("alpha", many).root.parts) == 1 + ALIKE


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
