"""Who may what, as a file that is read in review: every verb, every kind of person, every state.

It is asked of the real gate. `pytest tests/laws/test_matrix.py --rewrite-matrix` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from portal.access import CLOCK, VISITOR, Actor, Denied, Verb
from portal.identity.people import with_receipts
from tests.factories import SPECIAL, Sample
from tests.laws.furniture import furnish
from tests.people import Portal

Who = tuple[str, Actor]
FILE = Path(__file__).with_name("matrix.txt")
PEOPLE = {  # column: who stands in it, and what they are to the row
    "vis": ("visitor", "a visitor"),
    "aut": ("amy", "its author, a citizen"),
    "cit": ("bob", "another citizen"),
    "int": ("intake", "an officer of the intake centre"),
    "hof": ("cyber", "an officer of the department that handles it"),
    "hme": ("cyber_member", "a member of that department"),
    "age": ("market", "an officer of another department"),
    "hel": ("industry", "an officer of a department that co-operates"),
    "con": ("intake_head", "an officer of the intake centre with a conflict of interest"),
    "own": ("acme", "an officer of the enterprise it is about or belongs to"),
    "adm": ("acme_admin", "an administrator of that enterprise"),
    "ent": ("beta", "an officer of another enterprise"),
    "ass": ("guild", "an officer of an association"),
    "ope": ("operator", "an operator"),
    "aud": ("auditor", "an auditor"),
}
HEADING = """\
Who may what: x may, . may not. At the end of a line stands in which states, where that matters; a state that
is not named, and a verb without a line, is open to nobody. Beside a kind stands what its rows are set to be.
"""


def crowd(portal: Portal) -> dict[str, Actor]:
    return {column: portal.actor(name) for column, (name, _what) in PEOPLE.items()}


def as_owner(column: str, actor: Actor, kind: str, row: Sample) -> Actor:
    """A person is the author of their own account, and their organisation owns itself."""
    if column == "aut" and row.person:
        return replace(actor, id=row.person)
    return replace(actor, org_id=row.id) if kind == "organisation" and column in ("own", "adm") else actor


def about_rows(portal: Portal, verb: Verb) -> bool:
    return portal.gate.policy[verb].test is None or bool(portal.gate.moves.get(verb))


def admitted(portal: Portal, session: Session, verb: Verb, rows: list[Sample], who: Who) -> list[bool]:
    """Whether the gate admits the actor to do the verb to each row, by rule and by state."""
    model, states, found = portal.gate.models[verb.kind], portal.gate.moves.get(verb), {}
    for actor in {as_owner(*who, verb.kind, row) for row in rows}:
        query = portal.gate.visible(actor, verb).with_only_columns(model.id)
        found[actor] = set(session.scalars(query))
    let = [row.id in found[as_owner(*who, verb.kind, row)] for row in rows]
    return [yes and (not states or row.status in states) for yes, row in zip(let, rows, strict=True)]


def may(portal: Portal, session: Session, verb: Verb, actor: Actor) -> bool:
    try:
        portal.gate.admit(session, actor, verb)
    except Denied:
        return False
    return True


def cells(answers: Iterable[bool]) -> str:
    return "".join(f"{'x' if yes else '.':4}" for yes in answers)


def lines_of(rows: list[Sample], table: list[list[bool]]) -> list[tuple[str, str]]:
    """Return (what the row must be, cells), naming only traits that matter and leaving out who-cares rows."""
    matter = [trait for trait in rows[0].traits if matters(trait, rows, table)]
    told: dict[str, list[str]] = {}
    for row, answers in zip(rows, table, strict=True):
        name = " ".join(row.traits[trait] for trait in matter)
        if any(answers) and name not in told.setdefault(cells(answers), []):
            told[cells(answers)].append(name)
    return [(", ".join(names), line) for line, names in told.items()]


def matters(trait: str, rows: list[Sample], table: list[list[bool]]) -> bool:
    seen: dict[tuple[str, ...], list[bool]] = {}
    for row, answers in zip(rows, table, strict=True):
        others = tuple(value for name, value in row.traits.items() if name != trait)
        if seen.setdefault(others, answers) != answers:
            return True
    return False


@dataclass(frozen=True)
class Asked:
    """What the gate was asked about: a portal, rows of every kind, and what was found."""

    portal: Portal
    rows: Mapping[str, list[Sample]]
    text: str


@pytest.fixture(scope="module")
def asked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """The matrix as the gate has it."""
    portal, made = furnish(sqlite_template, tmp_path_factory, "matrix")
    yield Asked(portal, made, matrix(portal, made))
    portal.store.close()


def matrix(portal: Portal, made: Mapping[str, list[Sample]]) -> str:
    actors = crowd(portal)
    held = [sample.receipt for rows in made.values() for sample in rows if sample.receipt]
    actors |= {"rec": with_receipts(VISITOR, held), "clo": CLOCK}
    legend = [f"  {column}  {what}" for column, (_name, what) in PEOPLE.items()]
    text = [HEADING, *legend, "  rec  the holder of its receipt", "  clo  the clock", ""]
    with portal.store.reading() as session:
        kinds = dict.fromkeys(verb.kind for verb in portal.gate.policy)
        text += [section(portal, session, kind, actors, made.get(kind, [])) for kind in kinds]
    return "\n".join(text)


def section(
    portal: Portal, session: Session, kind: str, actors: Mapping[str, Actor], rows: list[Sample]
) -> str:
    lines = [f"{kind:24}" + " ".join(actors) + f"  {settings(kind)}"]
    for verb in (verb for verb in portal.gate.policy if verb.kind == kind):
        if not about_rows(portal, verb):
            told = [("", cells(may(portal, session, verb, who) for who in actors.values()))]
        else:
            table = [admitted(portal, session, verb, rows, who) for who in actors.items()]
            told = lines_of(rows, [list(answers) for answers in zip(*table, strict=True)])
        lines += [f"  {verb.action:22}{line} {names}" for names, line in told]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def settings(kind: str) -> str:
    return ", ".join(f"{name} {value}" for name, value in SPECIAL.get(kind, {}).items())


def test_the_matrix_is_the_one_that_was_reviewed(asked: Asked, pytestconfig: pytest.Config) -> None:
    found = asked.text
    if pytestconfig.getoption("--rewrite-matrix"):
        FILE.write_text(found, encoding="utf-8")
    assert found.splitlines() == FILE.read_text(encoding="utf-8").splitlines()


def test_every_kind_has_rows_in_the_matrix(asked: Asked) -> None:
    policy = asked.portal.gate.policy
    governed = {verb.kind for verb in policy if about_rows(asked.portal, verb)}
    assert governed - asked.rows.keys() == set()


def test_every_verb_is_open_to_somebody(asked: Asked) -> None:
    told, kind = set(), ""
    for line in asked.text.splitlines():
        if line and not line.startswith(" "):
            kind = line.split()[0]
        elif " x " in f"{line} ":
            told.add(f"{kind}.{line.split()[0]}")
    assert {str(verb) for verb in asked.portal.gate.policy} - told == set()
