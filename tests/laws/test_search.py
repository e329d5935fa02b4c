"""The gate has the last word in search: a stale index can only show less."""

from __future__ import annotations

from dataclasses import replace

from portal.access import BAR
from portal.search.engine import Document, port
from tests.factories import case, case_in
from tests.people import Cast, Portal

WORD = "zebrafish"


def document(portal: Portal, ref: str) -> Document:
    """What the index would keep of a case if somebody had told it that everybody may read it."""
    row = case(portal, ref)
    return Document(
        key=f"case:{row.id}",
        kind="case",
        title=WORD,
        text=f"{WORD} {WORD}",
        reference=ref,
        audience=frozenset({"public"}),
        status=row.status,
        organisation=(),
        year=row.filed_at.year,
        moment=row.filed_at.timestamp(),
        lang="en",
        group=f"case:{row.id}",
    )


def test_a_row_that_a_stale_index_shows_to_all_stays_hidden(portal: Portal, who: Cast) -> None:
    hidden, shown = case_in(portal, "handling"), case_in(portal, "closed")
    who["cyber"].post(f"/en/cases/{shown}/publish", title="Told to all", body="All.", checked="y")
    portal.follow()
    engine = portal.app.extensions["portal"].services["search"]
    stale = [document(portal, hidden), document(portal, shown)]
    engine.update(stale, [], engine.position())
    for name in ("visitor", "bob", "market", "beta", "operator"):
        page = who[name].get(f"/en/search/?q={WORD}").text
        assert (shown in page, hidden in page) == (True, False), name
    assert hidden in who["amy"].get(f"/en/search/?q={WORD}").text


def test_a_row_that_the_index_knows_and_the_database_does_not_is_not_shown(portal: Portal, who: Cast) -> None:
    ref = case_in(portal, "received")
    portal.follow()
    engine = portal.app.extensions["portal"].services["search"]
    engine.update(
        [replace(document(portal, ref), key="case:999"), document(portal, ref)], [], engine.position()
    )
    page = who["amy"].get(f"/en/search/?q={WORD}")
    assert page.status_code == 200
    assert page.text.count('class="gz-result__title') == 1


def test_what_only_some_may_read_is_found_by_them_alone(portal: Portal, who: Cast) -> None:
    ref = case_in(portal, "handling", body=f"The {WORD} was mispriced.")
    portal.follow()
    found = {name for name in who if ref in who[name].get(f"/en/search/?q={WORD}").text}
    assert found == {"amy", "intake", "intake_head", "cyber", "cyber_member"}


def test_the_engines_know_a_bar_when_they_see_one() -> None:
    assert port.BAR == BAR  # the engines know nothing of access but its words
