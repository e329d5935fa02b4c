"""What every test stands on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from portal.serving import settle
from tests import lending, people, postgres
from tests.postgres import Keeper

# `make test` asks the same of every machine; `make torture` looks for what nobody has thought of.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("torture", deadline=None, print_blob=True, max_examples=2000)
settings.load_profile("house")
lending.keep()

_HERE = Path(__file__).parent
_LONG = ("demo", "trips", "cli", "search", "tools", "ingest", "web", "watches")
_KEEPER = pytest.StashKey[Keeper]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a reviewer write the matrix of who may do what anew."""
    parser.addoption("--rewrite-matrix", action="store_true", help="write tests/laws/matrix.txt anew")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: the first worker has those rooms, and who is done helps with short tests.

    So one worker plays the demonstration and opens the browser, nobody waits for it, and both end together.
    """
    rooms = {name: place for place, name in enumerate(_LONG)}
    items.sort(key=lambda item: rooms.get(item.path.relative_to(_HERE).parts[0], len(rooms)))


def pytest_collection_finish() -> None:
    """Look for garbage as the server does: not among what was loaded for good, and not after every few objects."""
    settle()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Hold folders for what the tests write (kept with --basetemp) and for a PostgreSQL that the workers share."""
    if not hasattr(config, "workerinput"):
        config.stash[_KEEPER] = Keeper()
        config.option.basetemp = config.option.basetemp or str(config.stash[_KEEPER].scratch)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it and leave nothing behind."""
    lending.end()
    if _KEEPER in config.stash:
        config.stash[_KEEPER].close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the cast in it."""
    path = tmp_path_factory.mktemp("template") / "portal.db"
    people.build(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with the cast in it, of each kind the portal runs on."""
    if request.param == "sqlite":
        copy = tmp_path / "instance" / "portal.db"
        copy.parent.mkdir(mode=0o700)
        shutil.copyfile(request.getfixturevalue("sqlite_template"), copy)
        yield f"sqlite:///{copy}"
        return
    postgres.template("portal", people.build)
    url = lending.borrow("portal")
    yield url
    lending.give_back("portal", url)


@pytest.fixture
def portal(database: str, tmp_path: Path) -> Iterator[people.Portal]:
    """A running portal on a fresh database."""
    started = people.start(database, tmp_path / "instance")
    yield started
    started.store.close()


@pytest.fixture
def who(portal: people.Portal) -> people.Cast:
    """The people of the cast, each at a browser of their own."""
    return people.Cast(portal)
