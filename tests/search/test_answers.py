"""What the engine answers, against an oracle, and for two readers of two worlds."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.search.engine import Embedded, Engine, Question, indexer, parse
from tests.search.conftest import stored
from tests.search.worlds import BADGES, audiences, documents, expected, made, questions, ranked

_keys = st.integers(1, 12).map("case:{}".format)
_commits = st.lists(
    st.tuples(st.lists(documents(_keys), max_size=5), st.lists(_keys, max_size=2)), min_size=1, max_size=4
)


_asked = st.lists(questions, min_size=1, max_size=6)


def _put(engine: Engine, world: dict, puts, drops, place: int) -> dict:
    engine.update(puts, drops, place)
    return {key: one for key, one in world.items() if key not in drops} | {one.key: one for one in puts}


def _built(engine: Engine, commits) -> dict:
    world = {}
    for place, (puts, drops) in enumerate(commits, 1):
        world = _put(engine, world, puts, drops, place)
    return world


def _owes(engine: Engine, world: dict, question: Question) -> None:
    answer = engine.ask(question)
    hits = tuple(replace(hit, score=round(hit.score, 9)) for hit in answer.hits)
    assert replace(answer, hits=hits, terms=(), position=0) == expected(world, question)


@settings(max_examples=60)
@given(_commits, _asked, st.integers(2, 8))
def test_the_answer_is_what_looking_at_every_document_gives(commits, asked, fan):
    """Whatever was asked of the generations before, and however soon their segments are merged."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexer, "FAN", fan)
        engine, world = Embedded(Path(folder)), {}
        for place, (puts, drops) in enumerate(commits, 1):
            world = _put(engine, world, puts, drops, place)
            for question in asked if place == len(commits) else asked[:2]:
                _owes(engine, world, question)
        assert engine.position() == len(commits)


@settings(max_examples=60)
@given(commits=_commits, asked=_asked)
def test_both_engines_answer_alike(tables, commits, asked):
    """Equal but for the order of relevance; there, who has more of every word in less text stands first in both."""
    one = stored(tables)
    world = _built(one, commits)
    for question in asked:
        if question.order == "relevance":
            question = replace(question, offset=0, limit=100)  # noqa: PLW2901  # no page may cut what has another order
        answer, owed = one.ask(question), expected(world, question)
        assert replace(answer, hits=(), terms=(), position=0) == replace(owed, hits=())
        assert [list(counts) for counts in answer.facets.values()] == [
            list(counts) for counts in ranked(owed.facets).values()
        ]
        if question.order == "relevance":
            assert {(hit.group, hit.parts) for hit in answer.hits} == {
                (hit.group, hit.parts) for hit in owed.hits
            }
            assert answer.hits == tuple(
                sorted(answer.hits, key=lambda hit: (-hit.score, -hit.moment, hit.key))
            )
        else:
            assert answer.hits == owed.hits


_seen = st.lists(documents(_keys, st.just(frozenset({"public"}))), max_size=6, unique_by=lambda one: one.key)
_hidden_keys = st.integers(1, 9).map("message:{}".format)
_hidden = st.lists(
    documents(_hidden_keys, audiences.map(lambda words: words - {"public", "org:1"})), max_size=6
)


@settings(max_examples=40)
@given(seen=_seen, one=_hidden, other=_hidden, asked=_asked)
def test_nothing_the_reader_may_not_see_moves_a_byte_of_the_answer(new_engine, seen, one, other, asked):
    """Two worlds that differ in hidden documents only, put in before, among and after those seen."""
    badges = frozenset({"public", "org:1"})
    answers = []
    for hidden in (one, other):
        engine = new_engine()
        engine.update(hidden[:2], (), 1)
        engine.update([*seen[:3], *hidden[2:4]], (), 2)
        engine.update([*hidden[4:], *seen[3:]], [f"message:{len(hidden)}"], 3)
        answers.append([repr(engine.ask(replace(question, badges=badges))) for question in asked])
    assert answers[0] == answers[1]


@pytest.fixture
def engine(new_engine):
    return new_engine()


def test_a_word_common_in_what_is_hidden_is_as_rare_as_it_looks(new_engine, blank):
    """The order of two equally frequent words does not tell which of them the hidden documents are about."""
    seen = [made(blank, key="a", text="算法 其他"), made(blank, key="b", text="备案 其他")]
    far = made(blank, title="短", text="算法 " * 40, audience=frozenset({"org:9"}))
    hidden = [made(far, key=f"n{n}") for n in range(50)]
    answers = []
    for puts in (seen, hidden[:20] + seen + hidden[20:]):
        engine = new_engine()
        engine.update(puts, (), 1)
        answers.append(engine.ask(Question(parse("算法 OR 备案"), frozenset({"public"}))))
    assert repr(answers[0]) == repr(answers[1])
    first, second = answers[0].hits
    assert first.score == second.score > 0


def _keys_of(engine, query, **more):
    answer = engine.ask(Question(parse(query), frozenset(BADGES), **more))
    return [hit.key for hit in answer.hits]


@pytest.fixture
def shelf_of(engine, blank):
    def fill(**texts):
        puts = [made(blank, key=key, text=text, group=key) for key, text in texts.items()]
        engine.update(puts, (), engine.position() + 1)
        return engine

    return fill


def test_chinese_is_found_by_every_substring_and_by_one_character(shelf_of):
    engine = shelf_of(a="人工智能算法备案", b="智能手机投诉", c="法律")
    assert sorted(_keys_of(engine, "智能")) == ["a", "b"]
    assert _keys_of(engine, "工智能算") == ["a"]
    assert sorted(_keys_of(engine, "法")) == ["a", "c"]  # within a run, and as its last character
    assert _keys_of(engine, "诉") == ["b"]
    assert _keys_of(engine, "律师") == []


def test_identifiers_are_found_whole_and_by_part(shelf_of):
    engine = shelf_of(a="网信算备110101135224302220011号", b="案件 C-2026-000123 已受理", c="C-2026-000124")
    assert _keys_of(engine, "网信算备110101135224302220011号") == ["a"]
    assert _keys_of(engine, "110101135224302220011") == ["a"]
    assert _keys_of(engine, "1101011352*") == ["a"]
    assert _keys_of(engine, "c－２０２６－000123") == ["b"]
    assert _keys_of(engine, "C2026000123") == ["b"]
    assert _keys_of(engine, "000124") == ["c"]


def test_english_is_found_in_any_form_and_by_its_beginning(shelf_of):
    engine = shelf_of(a="Complaints handled by the agency", b="A complaint, handling fees", c="Café policies")
    assert sorted(_keys_of(engine, "COMPLAINT")) == ["a", "b"]
    assert sorted(_keys_of(engine, "handled*")) == ["a", "b"]
    assert _keys_of(engine, "cafe policy") == ["c"]
    assert _keys_of(engine, '"the agency"') == ["a"]
    assert _keys_of(engine, '"agency the"') == []


def test_a_title_outweighs_a_text(engine, blank):
    engine.update([made(blank, key="text", text="算法"), made(blank, key="title", title="算法")], (), 1)
    assert _keys_of(engine, "算法") == ["title", "text"]


def test_what_is_not_found_as_written_is_found_by_most_of_it(shelf_of):
    engine = shelf_of(a="平台的人工智能服务投诉", b="别的事情")
    answer = engine.ask(Question(parse("人工智能投诉"), frozenset(BADGES)))
    assert ([hit.key for hit in answer.hits], answer.notes) == (["a"], ("loose",))
    assert answer.terms == ("人工", "工智", "智能", "能投", "投诉")
    assert _keys_of(engine, '"人工智能投诉"') == []


def test_what_is_typed_many_times_counts_once(shelf_of):
    engine = shelf_of(a="法律援助", b="算法推荐")
    assert _keys_of(engine, "律" * 9 + "法律") == ["a"]  # one of three pairs, not of ten
    assert _keys_of(engine, "律律 律律 律律 OR 算法") == _keys_of(engine, "算法") == ["b"]


def test_pages_follow_each_other_where_everything_ties(engine, blank):
    engine.update([made(blank, key=f"case:{n:03}") for n in range(250)], (), 1)
    pages = [_keys_of(engine, "", offset=at, limit=7) for at in range(0, 250, 7)]
    assert [key for page in pages for key in page] == [f"case:{n:03}" for n in range(250)]


def test_a_query_of_nothing_searchable_finds_nothing(shelf_of):
    engine = shelf_of(a="!!! 算法")
    assert _keys_of(engine, "!!!") == []
    assert _keys_of(engine, "") == ["a"]


def test_facets_count_under_the_filters_of_the_others(engine, blank):
    engine.update(
        [
            made(blank, key="1", kind="case", year=2025, organisation=(4, 5)),
            made(blank, key="2", kind="case", year=2026),
            made(blank, key="3", kind="notice", year=2026),
        ],
        (),
        1,
    )
    answer = engine.ask(Question(parse(""), frozenset(BADGES), only={"kind": frozenset({"case"})}))
    assert answer.total == 2
    assert answer.facets == {
        "kind": {"case": 2, "notice": 1},
        "status": {"open": 2},
        "organisation": {4: 1, 5: 1},
        "year": {2025: 1, 2026: 1},
    }


def test_many_values_of_a_facet_are_cut_but_never_the_chosen_one(engine, blank):
    engine.update([made(blank, key=str(n), organisation=(n,)) for n in range(150)], (), 1)
    answer = engine.ask(Question(parse(""), frozenset(BADGES), only={"organisation": frozenset({149})}))
    assert list(answer.facets["organisation"]) == [*range(100), 149]


def test_a_record_counts_once_however_many_of_its_parts_are_found(engine, blank):
    """A case whose statement and summary both match is one hit, one of its kind, through the better of the two."""
    said = made(blank, key="statement:1", title="算法", text="算法 算法", group="case:1", organisation=(4,))
    engine.update(
        [said, made(blank, key="summary:1", text="算法", group="case:1", organisation=(4, 5))], (), 1
    )
    engine.update([made(blank, key="case:2", text="算法")], (), 2)
    answer = engine.ask(Question(parse("算法"), frozenset(BADGES)))
    assert [(hit.key, hit.parts) for hit in answer.hits] == [("statement:1", 2), ("case:2", 1)]
    assert (answer.total, answer.facets["kind"], answer.facets["organisation"]) == (
        2,
        {"case": 2},
        {4: 1, 5: 1},
    )


def test_many_parts_of_few_records_still_fill_a_page(engine, blank):
    parts = [made(blank, key=f"p:{n:03}", group=f"case:{n // 60}") for n in range(300)]
    engine.update(parts, (), 1)
    assert _keys_of(engine, "", limit=4) == ["p:000", "p:060", "p:120", "p:180"]
    assert _keys_of(engine, "", offset=4) == ["p:240"]


def test_a_page_that_starts_at_a_moment_stays_while_records_arrive(engine, blank):
    engine.update([made(blank, key=f"c:{n}", moment=float(n)) for n in range(6)], (), 1)
    assert _keys_of(engine, "", order="newest", limit=2) == ["c:5", "c:4"]
    engine.update([made(blank, key="c:9", moment=9.0)], (), 2)
    assert _keys_of(engine, "", order="newest", start=3.0, limit=2) == ["c:3", "c:2"]


def test_what_is_left_out_is_left_out_and_still_counted_in_its_own_facet(engine, blank):
    engine.update([made(blank, key="a", kind="case"), made(blank, key="b", kind="notice", year=2025)], (), 1)
    answer = engine.ask(Question(parse(""), frozenset(BADGES), without={"kind": frozenset({"notice"})}))
    assert [hit.key for hit in answer.hits] == ["a"]
    assert (answer.facets["kind"], answer.facets["year"]) == ({"case": 1, "notice": 1}, {2026: 1})
