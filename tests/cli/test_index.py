"""The index from the terminal, in a folder and in PostgreSQL: built anew, and told of by the doctor."""

from __future__ import annotations

from click.testing import CliRunner, Result

from portal.cli import main
from portal.search.engine import Question, parse
from tests.factories import case_in
from tests.people import KEY, Cast, Portal


def run(portal: Portal, *words: str, **more: str) -> Result:
    env = {
        "PORTAL_INSTANCE": str(portal.settings.instance),
        "PORTAL_DATABASE_URL": portal.settings.database_url,
        "PORTAL_SECRET_KEY": KEY,
        **more,
    }
    return CliRunner().invoke(main, words, env=env)


def of_the_index(portal: Portal, **more: str) -> tuple[str, str]:
    """What the doctor says of it: the mark, and the rest of the line."""
    found = [line.split(maxsplit=2) for line in run(portal, "doctor", **more).stdout.splitlines()]
    return next((mark, says) for mark, what, says in found if what == "index" and "alone" not in says)


def test_the_doctor_says_which_engine_serves_and_how_far_it_is(portal: Portal, who: Cast) -> None:
    stored = portal.store.dialect == "postgresql"
    where = "in PostgreSQL" if stored else f"in {portal.settings.index_dir}"
    case_in(portal, "received", title="lost matter")
    mark, says = of_the_index(portal)
    assert (mark, says) == ("note", f"{where}, not there yet; the follower builds it")
    portal.follow()
    mark, says = of_the_index(portal)
    assert (mark, says.rpartition(" ")[0]) == ("ok", f"{where}, level with the ledger at event")
    assert (portal.settings.instance / "index").exists() != stored


def test_the_index_is_built_anew(portal: Portal, who: Cast) -> None:
    case_in(portal, "received", title="lost matter")
    portal.follow()
    engine = portal.app.extensions["portal"].services["search"]
    engine.clear()
    result = run(portal, "reindex")
    assert (result.exit_code, result.stdout.endswith("events indexed.\n")) == (0, True)
    assert engine.position() > 0
    found = engine.ask(Question(parse("lost matter"), frozenset({"org:1", "account:1"})))
    assert (found.total, found.notes) == (1, ())
