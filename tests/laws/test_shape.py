"""One word per action, the same files in every slice, and rooms that do not know each other.

Whoever knows one slice knows them all: verb, policy line, form, command, view, template, address and event
are spelt alike. Exceptions stand here, each with its reason.
"""

from __future__ import annotations

import ast
import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import portal as house
from portal.access import Verb
from portal.policy import POLICY
from portal.web.guard import GUARD
from tests.laws.test_budgets import ROOT
from tests.people import Portal

FILES = {"verbs", "model", "forms", "commands", "queries", "views", "projections"}
SLICES = sorted(house.SLICES)
ROOMS = sorted({pages.name for pages in house._ROOMS} | set(SLICES))
LINT = Path(sys.executable).with_name("lint-imports")

# Verbs that no page does: they are done by the clock, by an import, or with the page of their record.
WITHOUT_A_PAGE: dict[str, str] = {
    "case.bring_in": "the import does it",
    "case.remind": "the clock does it",
    "case.fall_due": "the clock does it",
    "case.escalate_late": "the clock does it",
    "case.recalculate": "the clock does it",
    **{
        f"{matter}.file": "asked beside case.file, which does it"
        for matter in ("complaint", "report", "question", "suggestion", "incident", "risk", "finding")
    },
    "notice.bring_in": "the import does it",
    "evaluation.bring_in": "the import does it",
    "system.bring_in": "the import does it",
    "provision.bring_in": "the import does it",
    "synonym.bring_in": "a new portal begins with a list",
    "account.enrol": "the command line, the demonstration and the import do it",
    "account.charge": "the command line does it: no page gives anybody a duty",
    "organisation.enrol": "the demonstration and the import do it",
    "subscription.alert": "the clock does it",
    "figures.fix": "the clock does it",
}
# Pages that are shown by another view, once.
SHOWN_ONCE = {
    "cases/responded.html": "it thanks whoever used the link of a mail, which is used up then",
    "cases/filed.html": "the query code is shown in answer to the filing and never again",
    "cases/taken_in.html": "the receipt of a person is shown in answer to taking their matter in and never again",
    "cases/joined.html": "the query code of who joins is shown in answer to it and never again",
    "cases/saved.html": "the resume code is shown in answer to the wish to go on later and never again",
    "cases/unsealed.html": "the identity is shown in answer to opening it and never again",
}


def routes(standing: Portal) -> dict[str, Verb]:
    """Return the verb of every endpoint of a room."""
    views = standing.app.view_functions.items()
    return {endpoint: getattr(view, GUARD) for endpoint, view in views if hasattr(view, GUARD)}


def posting(standing: Portal) -> set[str]:
    return {rule.endpoint for rule in standing.app.url_map.iter_rules() if "POST" in (rule.methods or ())}


def verbs_of_the_house() -> set[Verb]:
    rooms = {importlib.import_module(f"portal.{room}.verbs") for room in ROOMS}
    found = [value for module in rooms for value in vars(module).values() if isinstance(value, type)]
    return {verb for words in found if issubclass(words, Verb) for verb in words}


def test_every_verb_has_one_line_in_the_policy() -> None:
    assert set(POLICY) == verbs_of_the_house()
    lines = [key for key in keys_of_policy() if key is not None]
    assert len(lines) == len(set(lines)) == len(POLICY)


def keys_of_policy() -> list[str]:
    tree = ast.parse((ROOT / "portal" / "policy.py").read_text("utf-8"))
    tables = [
        node for node in tree.body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "POLICY"
    ]
    return [ast.unparse(key) for table in tables for key in table.value.keys if key]


def test_every_verb_belongs_to_one_capability() -> None:
    words = [str(verb) for verb in verbs_of_the_house()]
    assert len(words) == len(set(words))
    for name, capability in house.SLICES.items():
        values = vars(importlib.import_module(f"portal.{name}.verbs")).values()
        own = {value for value in values if isinstance(value, type) and issubclass(value, Verb)} - {Verb}
        assert set(capability.verbs) == own, name


def test_every_verb_has_a_page_or_a_reason(standing: Portal) -> None:
    paged = set(routes(standing).values())
    read_with_their_record = {kind.read for s in house.SLICES.values() for kind in s.kinds}
    missing = {str(verb) for verb in set(POLICY) - paged - read_with_their_record}
    assert missing == WITHOUT_A_PAGE.keys()


def test_a_view_is_called_as_its_verb(standing: Portal) -> None:
    assert {e: str(verb) for e, verb in routes(standing).items() if e.partition(".")[2] != verb.action} == {}


def test_an_action_has_its_command_and_its_form(standing: Portal) -> None:
    missing = []
    for endpoint, verb in routes(standing).items():
        room = endpoint.partition(".")[0]
        if endpoint in posting(standing):
            commands = importlib.import_module(f"portal.{room}.commands")
            forms = importlib.import_module(f"portal.{room}.forms")
            name = "".join(word.title() for word in verb.action.split("_")) + "Form"
            missing += [f"{room}.commands.{verb.action}"] if not hasattr(commands, verb.action) else []
            missing += [f"{room}.forms.{name}"] if not hasattr(forms, name) else []
    assert [name for name in missing if name not in SPOKEN_ELSEWHERE] == []
    assert [name for name in SPOKEN_ELSEWHERE if name not in missing] == []


SPOKEN_ELSEWHERE: dict[str, str] = {
    "cases.commands.track": "a code opens a case in this browser; no row of the record changes",
    "accounts.commands.sign_out": "a browser's session ends in identity; no row of the record changes",
}


def test_templates_mirror_views(standing: Portal) -> None:
    root = Path(standing.app.template_folder or "")
    shown = {f"{endpoint.replace('.', '/')}.html" for endpoint in routes(standing)} - set(ANSWERS_ITSELF)
    files = {path.relative_to(root).as_posix() for path in root.rglob("*.html")}
    files = {name for name in files if not any(part.startswith("_") for part in name.split("/"))}
    assert files - shown == SHOWN_ONCE.keys()
    assert shown - files == set()


# Views that answer with something other than a page.
ANSWERS_ITSELF: dict[str, str] = {
    "files/read.html": "the file itself is handed out",
    "search/export.html": "a file for a spreadsheet or a program",
    "watches/atom.html": "it answers with a feed",
    "watches/feed.html": "it answers with a feed",
    "cases/leave.html": "it leads out of the portal at once",
}


@pytest.mark.parametrize("name", SLICES)
def test_a_slice_has_the_same_files(name: str) -> None:
    folder = ROOT / "portal" / name
    files = {path.stem for path in folder.iterdir() if path.suffix == ".py" or is_package(path)}
    assert files == FILES | {"__init__"}


def is_package(path: Path) -> bool:
    return path.is_dir() and (path / "__init__.py").exists()


@pytest.mark.parametrize("name", SLICES)
def test_a_slice_has_words_for_what_it_does(name: str) -> None:
    capability = house.SLICES[name]
    silent = {
        verb
        for words in capability.verbs
        for verb in words
        if verb.action in ("read", "browse", "track", "compare")
    }
    spoken = {verb for words in capability.verbs for verb in words} - silent
    changing = {verb for verb in spoken if verb in capability.moves or POLICY[verb].test is None}
    assert {str(verb) for verb in changing - capability.words.keys()} == set()
    assert {str(verb) for verb in capability.words.keys() - spoken} == set()


@pytest.mark.parametrize("name", SLICES)
def test_every_state_has_a_word_and_a_way_to_it(name: str) -> None:
    capability = house.SLICES[name]
    for kind in capability.kinds:
        moves = [move for verb, move in capability.moves.items() if verb.kind == kind.model.kind]
        named = {state for move in moves for state in (*move.before, move.after, *move.others) if state}
        if kind.statuses:
            assert named - kind.statuses.keys() == set(), kind.model.kind


@pytest.mark.parametrize("name", SLICES)
def test_every_action_of_a_slice_follows_its_moves(name: str, standing: Portal) -> None:
    capability = house.SLICES[name]
    acts = {
        verb for e, verb in routes(standing).items() if e.startswith(f"{name}.") and e in posting(standing)
    }
    loose = {str(verb) for verb in acts - capability.moves.keys() if verb.kind in STATEFUL}
    assert loose - OPEN_IN_ANY_STATE.keys() == set()


STATEFUL = {verb.kind for capability in house.SLICES.values() for verb in capability.moves}
OPEN_IN_ANY_STATE: dict[str, str] = {
    "case.respond": "it rates, and that follows the moves of case.rate",
    "case.track": "it opens the case to who holds its code and changes nothing",
    "case.bulk": "each case takes its step by the verb of that step, in the state that it needs",
    "account.sign_out": "a browser's session ends; no row of the record changes",
    "account.end_session": "a browser's session ends; no row of the record changes",
}


# --- imports run one way ---


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [LINT, "--no-cache", "--no-logo", "--config", folder / "pyproject.toml"]
    return subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)


def test_imports_run_one_way() -> None:
    ran = lint(ROOT)
    assert ran.returncode == 0, ran.stdout[-3000:]


WRONG_WAYS = {
    "portal/home/verbs.py": "portal.cases.verbs",
    "portal/search/queries.py": "portal.cases.model",
    "portal/cases/queries.py": "portal.policy",
    "portal/cases/commands.py": "flask",
    "portal/cases/views.py": "wtforms",
    "portal/store/moment.py": "portal.access.actor",
}


def test_an_import_the_wrong_way_is_noticed(tmp_path: Path) -> None:
    skipped = shutil.ignore_patterns("__pycache__", "static", "translations", "scenario")
    shutil.copytree(ROOT / "portal", tmp_path / "portal", ignore=skipped)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for file, module in WRONG_WAYS.items():
        with (tmp_path / file).open("a") as spoilt:
            spoilt.write(f"import {module}\n")
    ran = lint(tmp_path)
    assert ran.returncode == 1
    for file, module in WRONG_WAYS.items():
        importer = file.removesuffix(".py").replace("/", ".")
        assert f"{importer} -> {module} " in ran.stdout, ran.stdout[-3000:]
