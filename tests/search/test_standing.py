"""Standing questions find the change that answers them, as the index of that one document would."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from portal.search.engine import Document, Embedded, Handful, Question, Remark, Standing, parse, standing
from portal.search.engine.grammar import Either, Query
from tests.search.worlds import BADGES, documents, made, questions

_one = documents(st.just("case:1"))
_several = st.lists(documents(st.integers(1, 9).map("case:{}".format)), min_size=1, max_size=6)
_asked = questions.map(lambda one: replace(one, badges=frozenset(BADGES), start=None, offset=0, limit=20))
_plain = _asked.map(lambda one: replace(one, only={}, without={}))
_either = st.tuples(_plain, _plain).map(
    lambda two: replace(two[0], query=Query(Either(tuple(one.query.root for one in two if one.query.root))))
)
_standing = st.one_of(_asked, _plain, _either.filter(lambda one: len(one.query.root.parts) > 1))


@settings(max_examples=25)
@given(_one, st.lists(questions, min_size=1, max_size=8))
def test_a_handful_answers_as_an_index_of_one_document(one: Document, asked: list[Question]) -> None:
    handful = Handful([one])
    with tempfile.TemporaryDirectory() as folder:
        engine = Embedded(Path(folder))
        engine.update([one], (), 1)
        for question in asked:
            assert handful.ask(question) == replace(engine.ask(question), position=0)
        engine.close()


def exact(handful: Handful, question: Question) -> set[str]:
    """The documents that are found as written."""
    answer = handful.ask(question)
    return set() if Remark.LOOSE in answer.notes else {hit.key for hit in answer.hits}


def missed(one: Document, asked: list[Question]) -> list[Question]:
    """The questions the document answers and is not asked."""
    kept, handful = Standing(), Handful([one])
    for number, question in enumerate(asked):
        kept.put(number, question)
    candidates = kept.candidates(handful)
    return [q for number, q in enumerate(asked) if number not in candidates and exact(handful, q)]


@settings(max_examples=150)
@given(_one, st.lists(_standing, min_size=1, max_size=8))
def test_no_question_that_the_document_answers_is_passed_over(one: Document, asked: list[Question]) -> None:
    assert missed(replace(one, audience=frozenset(BADGES)), asked) == []


@settings(max_examples=50)
@given(_several, _standing)
def test_documents_answer_together_as_each_would_alone(several: list[Document], question: Question) -> None:
    """The record of each is its own, so that hits are documents."""
    apart = {one.key: replace(one, group=one.key) for one in several}
    together = exact(Handful(apart.values()), question)
    assert together == {key for key, one in apart.items() if exact(Handful([one]), question)}


def test_a_question_forgotten_is_asked_no_more(blank: Document) -> None:
    kept, question = Standing(), Question(parse("数据 OR model*"), frozenset({"public"}))
    kept.put("a", question)
    kept.put("b", question)
    kept.drop("a")
    kept.drop("nobody")
    handful = Handful([made(blank, text="大数据安全")])
    assert kept.candidates(handful) == {"b"}
    kept.put("b", replace(question, query=parse("没有的词")))
    assert kept.candidates(handful) == set()


def test_few_of_many_questions_are_asked(blank: Document) -> None:
    """Two thousand questions, of which the words of one document call three."""
    kept = Standing()
    for number in range(2_000):
        kept.put(number, Question(parse(f"主题{number:05} kind:case"), frozenset({"public"})))
    found = kept.candidates(Handful([made(blank, text="主题00017，主题00018与主题00019")]))
    assert found == {17, 18, 19}


def test_a_sign_that_is_not_necessary_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage: of alternatives only the first is taken for necessary."""
    honest = standing._of
    monkeypatch.setattr(
        standing, "_of", lambda node: honest(node.parts[0] if isinstance(node, Either) else node)
    )

    @settings(max_examples=400, database=None, phases=[Phase.generate])
    @given(_one, st.lists(_standing, min_size=1, max_size=8))
    def search(one: Document, asked: list[Question]) -> None:
        assert missed(replace(one, audience=frozenset(BADGES)), asked) == []

    with pytest.raises(AssertionError):
        search()
