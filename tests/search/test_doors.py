"""Two portals that differ only in what a reader may not see: at every door of search they say the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from urllib.parse import urlencode

import pytest

from portal.cases import commands
from portal.cases.verbs import CaseVerb
from portal.search import suggest
from portal.search.engine import fold
from portal.search.engine.snapshot import WORD
from portal.search.views import answers
from portal.store import at
from tests.factories import case_in, do
from tests.people import Portal
from tests.search import twins
from tests.search.twins import COMMON, LATIN, SECRET
from tests.watches.test_worlds import Worlds, plain, worlds

__all__ = ["worlds"]  # the fixture, for the tests below

Answers = list[tuple[str, str]]  # addresses, and what one gets there
START, MINUTE = datetime(2026, 11, 24, 1, 0, tzinfo=UTC), timedelta(minutes=1)
READER = "market"
WORLDS = ("one", "other")
SEEN, HIDDEN = 12, 8
QUERIES, QUERIES_OF_TORTURE = 32, 100
TYPO = "refunnd"
OPEN = {
    "/complete?": "<option",
    "/search/?q": 'class="gz-result__title',
    TYPO: "Did you mean",
    "/atom?": "<entry",
    "/csv?": "\r\nC-2026",
    "/json?": '"number": "C-2026',
    "?like=": 'class="gz-result__title',
}
CATEGORIES = ("pricing", "service", "privacy")
_KEPT = ("ETag", "Content-Type", "Content-Disposition", "Cache-Control", "Location")


def words(luck: random.Random, of: tuple[str, ...], count: int) -> str:
    return "".join(luck.choice(of) + luck.choice((" ", "，")) for _ in range(count))


def lived(portal: Portal, world: str) -> list[str]:
    """Let things happen in a world: what the public reads is the same in each. Return what is hidden."""
    same, luck, said = random.Random("same"), random.Random(world), []
    secret = (*SECRET[WORLDS.index(world) :: 2], *luck.sample(COMMON, 5), *luck.sample(LATIN, 4))

    def hide(count: int) -> str:
        said.append(words(luck, secret, count))
        return said[-1]

    for number in range(SEEN):
        with at(START + number * MINUTE):
            ref = case_in(
                portal, "closed", title=hide(3), body=hide(20), category=same.choice(CATEGORIES[:2])
            )
            for _ in range(luck.randrange(3)):
                do(portal, "cyber", CaseVerb.NOTE, ref, commands.note, hide(9))
            title, body = words(same, (*COMMON, *LATIN), 4), words(same, (*COMMON, *LATIN), 30)
            do(portal, "cyber", CaseVerb.PUBLISH, ref, commands.publish, title, body)
    with at(START + SEEN * MINUTE):
        for _ in range(luck.randrange(HIDDEN // 2, HIDDEN)):
            state = luck.choice(("received", "accepted", "handling", "refused", "closed"))
            about = {"category": luck.choice(CATEGORIES[1:]), "subject_org_id": luck.choice((None, 4, 5))}
            case_in(portal, state, title=hide(3), body=hide(20), **about)
        portal.follow()
    return said


def addresses(texts: list[str]) -> Iterator[str]:
    """Yield what the reader opens, without end; of files no more than one may take in an hour."""
    luck, exports = random.Random("doors"), iter(("csv", "json") * 25)
    for query in twins.queries(luck, texts):
        asked = {"q": query}
        word = luck.choice((*SECRET, *COMMON, *LATIN))
        yield f"/en/search/complete?{urlencode({'q': word[: luck.randrange(1, 5)]})}"
        yield f"/en/search/?{urlencode({'q': twins.typo(luck, luck.choice(SECRET))})}"
        asked |= luck.choice(
            ({}, {}, {"kind": "case"}, {"order": "newest"}, {"code": "-service"}, {"page": "2"})
        )
        yield f"/{luck.choice(('en', 'zh-hans'))}/search/?{urlencode(asked)}"
        yield f"/en/watches/atom?{urlencode(asked)}"
        if form := next(exports, ""):
            yield f"/en/search/export/{form}?{urlencode(asked)}"
        yield f"/en/search/?like=C-2026-{luck.randrange(1, SEEN):06}"


def got(portal: Portal, paths: list[str]) -> Answers:
    """Return what the reader gets at each address: status, headers, body; without tokens."""
    with at(START + (SEEN + 1) * MINUTE):
        browser = portal.browser(READER)
        found = [(path, browser.get(path)) for path in paths]
    return [
        (path, f"{answer.status} {[answer.headers.get(name) for name in _KEPT]} {plain(answer.text)}")
        for path, answer in found
    ]


def answered(
    worlds: Worlds, queries: int, harm: Callable[[], None] = lambda: None
) -> tuple[Answers, Answers]:
    """Return what two worlds answer at the same addresses."""
    one, other = map(worlds, WORLDS)
    texts = [
        text for portal, world in zip((one, other), WORLDS, strict=True) for text in lived(portal, world)
    ]
    paths = [*islice(addresses(texts), 6 * queries), f"/en/search/?q={TYPO}"]
    harm()
    return got(one, paths), got(other, paths)


@pytest.mark.parametrize("queries", [QUERIES, pytest.param(QUERIES_OF_TORTURE, marks=pytest.mark.torture)])
def test_no_door_of_search_tells_of_what_is_hidden(worlds: Worlds, queries: int) -> None:
    left, right = answered(worlds, queries)
    assert [one[0] for one, other in zip(left, right, strict=True) if one != other] == []
    assert {answer[:3] for _path, answer in left} == {"200"}
    for door, full in OPEN.items():  # otherwise nothing would be proved
        assert any(full in answer for path, answer in left if door in path), door


def vocabulary(engine) -> list[str]:
    """Every word of the index, whoever may read it."""
    return sorted(
        {term[1:].decode() for view in engine._snapshot.views for term, _ in view.terms.items(WORD)}
    )


def complete_from_all(_permit, engine, _slices, typed: str) -> list[str]:
    return [word for word in vocabulary(engine) if word.startswith(fold(typed))][:8]


def better_from_all(permit, asked, _answer) -> tuple[str, str] | None:
    """Taken unasked: a better word that this reader finds nothing by is not offered in the first place."""
    known = set(vocabulary(answers._engine()))
    return next(((word, word) for word in sorted(suggest._edits(fold(asked.words))) if word in known), None)


@pytest.mark.parametrize("worlds", ["sqlite"], indirect=True)
def test_words_drawn_from_everything_are_noticed(worlds: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotages: completions, and better words, come from a vocabulary of the whole index."""

    def harm() -> None:
        monkeypatch.setattr(suggest, "completions", complete_from_all)
        monkeypatch.setattr(answers, "_better", better_from_all)

    left, right = answered(worlds, 12, harm)
    found = [one[0] for one, other in zip(left, right, strict=True) if one != other]
    assert {path.partition("q=")[0] for path in found} >= {"/en/search/complete?", "/en/search/?"}
