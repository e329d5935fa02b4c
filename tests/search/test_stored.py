"""The engine in PostgreSQL: tables and versions, long documents, and the bounds of what is scored."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, text

from portal.search.engine import Question, Stored, parse
from portal.search.engine.postgres import lexemes, scoring, stored
from portal.search.engine.postgres.tables import part
from portal.store import open_store
from tests import postgres
from tests.search.conftest import stored as empty
from tests.search.worlds import made

ALL = frozenset({"public"})


@pytest.fixture
def engine(tables):
    return empty(tables)


def found(engine, query, **more):
    return [hit.key for hit in engine.ask(Question(parse(query), ALL, **more)).hits]


def test_without_its_tables_it_is_empty_and_says_so(blank):
    url = postgres.fresh_database()
    store = open_store(url)
    engine = Stored(store.engine)
    answer = engine.ask(Question(parse("算法"), ALL))
    assert (engine.position(), answer.total, answer.notes) == (0, 0, ("away",))
    store.close()
    postgres.drop_database(url)


def test_an_index_of_another_version_is_not_read_and_built_anew(engine, blank, monkeypatch):
    engine.update([made(blank, key="old", text="算法")], (), 7)
    monkeypatch.setattr(stored, "VERSION", "0.0")
    assert (engine.position(), engine.ask(Question(parse("算法"), ALL)).notes) == (0, ("away",))
    engine.update([made(blank, key="new", text="算法")], (), 3)
    assert (engine.position(), found(engine, "算法")) == (3, ["new"])


def _url(tables):
    return tables.engine.url.render_as_string(hide_password=False)


def test_purging_leaves_no_word_of_what_was_withdrawn_whoever_is_busy(engine, tables, blank):
    secret = made(blank, key="b", title="秘密", text="秘密", organisation=("org:7351",))
    with tables.engine.connect() as elsewhere:
        elsewhere.execute(text("SELECT pg_current_xact_id()"))
        engine.update([made(blank, key="a", text="公开"), secret], (), 1)
        engine.update((), ["b"], 2)
        lies = postgres.written(_url(tables), "search_")
        assert all(word in lies for word in ("公开".encode(), "秘密".encode(), b"org:7351"))
        engine.purge()
        lies = postgres.written(_url(tables), "search_")
        assert [word in lies for word in ("公开".encode(), "秘密".encode(), b"org:7351")] == [
            True,
            False,
            False,
        ]
    assert (found(engine, "公开"), engine.position()) == (["a"], 2)


def test_who_asks_while_the_tables_are_written_anew_finds_what_is_there(engine, tables, blank):
    engine.update([made(blank, key="a", text="公开")], (), 1)
    ahead = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'search_document'::regclass"
    with tables.engine.connect() as first, tables.engine.connect() as looking, ThreadPoolExecutor(2) as both:
        first.execute(text("LOCK TABLE search_document IN ACCESS SHARE MODE"))
        doing = []
        for work in (engine.purge, partial(found, engine, "公开")):
            doing.append(both.submit(work))
            until = time.monotonic() + 5
            while looking.scalar(text(ahead)) < len(doing) and time.monotonic() < until:
                time.sleep(0.005)
        first.rollback()
        assert [one.result(20) for one in doing] == [None, ["a"]]


def _numbered(count):
    return " ".join(f"w{n}" for n in range(count))


def test_a_document_longer_than_a_vector_is_found_by_every_word_and_phrase(engine, tables, blank):
    """16,383 positions are the most of one tsvector; here are 60,000 different words."""
    engine.update(
        [made(blank, key="long", title="short", text=_numbered(60_000)), made(blank, key="other")], (), 1
    )
    with tables.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(part)) == 3
    for n in (0, 11_990, 12_000, 15_699, 15_700, 15_701, 31_000, 31_400, 59_990):
        assert found(engine, f'"w{n} w{n + 1} w{n + 2} w{n + 3}"') == ["long"], n
    assert found(engine, '"w1 w3"') == []
    assert found(engine, "w0 w59999 -w7") == []
    assert found(engine, "w0 w59999 -x7") == ["long"]
    assert found(engine, "-w59999") == ["other"]
    assert found(engine, "short w5999*") == ["long"]


def test_one_long_document_does_not_make_every_question_read_every_row(engine, tables, blank):
    many = [made(blank, key=str(n), text=f"word {n}") for n in range(2000)]
    engine.update(
        [made(blank, key="long", text=_numbered(20_000)), made(blank, key="other", text="算法"), *many], (), 1
    )
    plans = []

    def explain(connection, _cursor, statement, values, _context, _many):
        if statement.startswith("WITH found"):
            plan = connection.exec_driver_sql(f"EXPLAIN (ANALYZE) {statement}", values).scalars()
            plans.append("\n".join(plan))

    with tables.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE search_document, search_part")
        connection.commit()
    event.listen(tables.engine, "after_cursor_execute", explain)
    for query in ("算法", '"算法" OR w7', "w19999 w7", "算法 -w7"):
        assert found(engine, query)
        plan = plans.pop()
        assert "Bitmap Index Scan on ix_search_document_words" in plan, query
        assert max(map(int, re.findall(r"Removed by Filter: (\d+)", plan)), default=0) < 100, query


def test_a_megabyte_of_long_words_fits(engine, blank):
    words = [f"{n:06}" + "𠮷" * 58 for n in range(9_000)]
    engine.update([made(blank, key="long", text=" ".join(words))], (), 1)
    assert found(engine, f'"{words[0]} {words[1]}"') == ["long"]
    assert found(engine, words[-1]) == ["long"]


def test_a_word_repeated_without_end_is_found_in_rows_of_half_a_window(engine, blank):
    """255 positions of one lexeme are the most of a tsvector: rows of up to 127 are never missed."""
    engine.update([made(blank, key="long", title="法" * 5000, text="前" + "法" * 5000 + "后")], (), 1)
    assert found(engine, f'"{"法" * 127}"') == ["long"]
    assert found(engine, '"前法法"') == found(engine, '"法法后"') == ["long"]
    assert found(engine, '"后法"') == []


@pytest.mark.parametrize(
    "query", ["法" * 250, "法律" * 100, '"' + "一丁丂七丄丅丆万丈三" * 9 + '"', "法" * 99 + " OR a"]
)
def test_what_says_the_same_over_and_over_is_found_in_time(engine, blank, query):
    """Ranked by PostgreSQL's own function for the whole row of words, this took longer than a question may."""
    same = ("法" * 250, "法律" * 125, "一丁丂七丄丅丆万丈三" * 50)
    engine.update([made(blank, key=f"{n}", text=same[n % 3]) for n in range(240)], (), 1)
    answer = engine.ask(Question(parse(query), ALL))
    assert (answer.total, answer.notes) == (80, ())


_words = st.lists(st.sampled_from(("a", "b", "c1", "d-2")), max_size=60).map(" ".join)


@settings(max_examples=200)
@given(_words, st.integers(1, 12), st.integers(2, 30))
def test_no_phrase_is_lost_between_two_windows(said, length, room):
    """Whatever the bounds, every row of terms up to the overlap stands whole in some window."""
    terms, at = lexemes.analyser.terms(said, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexemes, "POSITIONS", 2 * room)
        patch.setattr(lexemes, "OVERLAP", room)
        windows = list(lexemes._windows(terms, at, 2 * room, {}))
    inside = [set(range(first, last)) for first, last in windows]
    for start in range(len(terms)):
        row = set(islice((n for n in range(start, len(terms)) if at[n] < at[start] + min(length, room)), 99))
        assert any(row <= window for window in inside)


def test_who_has_a_word_more_often_in_less_text_is_first(engine, blank):
    texts = {
        "a": "算法 " * 4,
        "b": "算法 " * 3 + "其他",
        "c": "算法 " + "其他 " * 20,
        "d": "其他 算法 " + "其他 " * 300,
    }
    engine.update([made(blank, key=key, group=key, text=text) for key, text in texts.items()], (), 1)
    assert found(engine, "算法") == ["a", "b", "c", "d"]


def test_of_very_many_the_titled_and_the_newest_are_scored_and_the_rest_follow_by_date(
    engine, blank, monkeypatch
):
    monkeypatch.setattr(scoring, "RANKED", 5)
    said = [
        made(blank, key=f"k{n:02}", group=f"k{n:02}", text="算法 其他 其他", moment=float(n))
        for n in range(30)
    ]
    said[3] = replace(said[3], title="算法")
    engine.update(said, (), 1)
    whole = found(engine, "算法", limit=100)
    assert whole == ["k03", *(f"k{n:02}" for n in range(29, -1, -1) if n != 3)]
    pages = [found(engine, "算法", offset=at, limit=4) for at in range(0, 32, 4)]
    assert [key for page in pages for key in page] == whole


def test_of_very_many_found_loosely_those_with_most_of_the_rare_words_are_scored(engine, blank, monkeypatch):
    monkeypatch.setattr(scoring, "RANKED", 5)
    said = [
        made(blank, key=f"k{n:02}", group=f"k{n:02}", text="平台 服务", moment=float(n)) for n in range(30)
    ]
    said[2] = replace(said[2], text="平台说过的，备案在后，服务没有")
    engine.update(said, (), 1)
    assert found(engine, "平台备案服务")[0] == "k02"
    assert found(engine, "平台 OR 备案 OR 服务")[0] == "k02"
