"""What the tests of search stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from portal.search.engine import Document, Embedded, Engine, Stored
from portal.store import Store, open_store
from tests import people, postgres


@pytest.fixture(scope="session")
def blank() -> Document:
    """A document everybody may read and nothing is said in."""
    return Document(
        key="case:1",
        kind="case",
        title="",
        text="",
        reference="",
        audience=frozenset({"public"}),
        status="open",
        organisation=(),
        year=2026,
        moment=0.0,
        lang="zh-hans",
        group="case:1",
    )


@pytest.fixture(scope="session")
def tables() -> Iterator[Store]:
    """A PostgreSQL with the tables of the index, and nobody's but this process's."""
    postgres.template("portal", people.build)
    url = postgres.fresh_database("portal")
    store = open_store(url)
    yield store
    store.close()
    postgres.drop_database(url)


def stored(tables: Store) -> Engine:
    """The engine in the database, empty."""
    engine = Stored(tables.engine)
    engine.clear()
    return engine


def embedded(top: Path, numbers: Iterator[int]) -> Engine:
    """An engine in a folder of its own, empty."""
    engine = Embedded(top / f"index-{next(numbers)}")
    engine.clear()
    return engine


def another(engine: Engine) -> Engine:
    """A second engine over the same index, as another process has it."""
    return Stored(engine._engine) if isinstance(engine, Stored) else Embedded(engine._shelf._folder)


@pytest.fixture(scope="module", params=["embedded", "stored"])
def new_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Engine]:
    """Makes an empty engine, of each sort there is; the one before may be emptied by that."""
    if request.param == "stored":
        return partial(stored, request.getfixturevalue("tables"))
    return partial(embedded, tmp_path_factory.mktemp("engines"), iter(range(1_000_000)))
