"""The gate: the only place that issues permits, and permits are the only way in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import InitVar, dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from sqlalchemy import Result, Select, Table, bindparam, event, literal, select
from sqlalchemy.orm import Mapper, ORMExecuteState, Session
from sqlalchemy.sql.visitors import iterate

from portal.access.actor import Actor
from portal.access.badges import BAR
from portal.access.rules import Clause, Rule, Words
from portal.store import Governed

S = TypeVar("S")
Prepare = Callable[["Gate", Actor], Select[*tuple[Any, ...]]]
_KEPT = 2048
_SEAL = object()


class Verb(StrEnum):
    """Base of each slice's verbs. A verb is `<kind>.<action>` and names everything about the action."""

    @property
    def kind(self) -> str:
        """The kind of row it is done to."""
        return self.value.partition(".")[0]

    @property
    def action(self) -> str:
        """The word of the view, command, form and template."""
        return self.value.partition(".")[2]


class Denied(Exception):
    """The actor may not do this, or there is nothing there: callers cannot tell which."""


class Ungated(Exception):
    """Somebody tried to read governed rows without asking the gate."""


@dataclass(frozen=True)
class Permit(Generic[S]):
    """Proof that `actor` may do `verb` to `subject`, good for one unit of work."""

    actor: Actor
    verb: Verb
    subject: S
    session: Session
    gate: Gate
    seal: InitVar[object]  # not kept, so that a permit cannot be made of another

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("permits are issued by the gate only")

    def visible(self, verb: Verb) -> Select[*tuple[Any, ...]]:
        """Select the rows this actor may do `verb` to: the start of every list query."""
        return self.gate.visible(self.actor, verb)

    def clause(self, verb: Verb) -> Clause:
        """Return the condition under which this actor may do `verb`, for the `on` of a join."""
        return self.gate.clause(self.actor, verb)

    def prepared(self, build: Prepare) -> Select[*tuple[Any, ...]]:
        """Return the query that `build(gate, actor)` makes; what it made for this actor before is kept.

        What differs between two askings is a `bindparam` in it: a query made anew costs more to say than to answer.
        """
        return self.gate.prepared(self.actor, build)

    def asked(self, build: Prepare, **values: Any) -> Result[*tuple[Any, ...]]:
        """Ask the database the prepared query, with values for what it leaves open."""
        return self.session.execute(self.prepared(build), values)

    def offers(self, *verbs: Verb) -> list[Verb]:
        """Return which of these actions the subject's page should offer, by rule and by state, in one query."""
        return self.gate.offers(self.session, self.actor, verbs, self.subject)

    @property
    def is_open(self) -> bool:
        """Return whether the verb may be done in the state the subject is in."""
        before = self.gate.moves.get(self.verb)
        return not before or getattr(self.subject, "status", None) in {None, *before}

    def allows(self, verb: Verb) -> bool:
        """Return whether the actor may do a verb that needs no row."""
        test = self.gate.policy[verb].test
        return test is not None and test(self.actor)

    def find(self, verb: Verb, ref: str) -> Any:
        """Return the row named `ref` if this actor may do `verb` to it; raises Denied otherwise."""
        return self.gate.admit(self.session, self.actor, verb, ref).subject


class Gate:
    """The policy over the models: answers who may do what, and issues permits.

    `moves` says from which states a verb may be done; a verb that is absent may be done in any.
    """

    def __init__(
        self,
        policy: Mapping[Verb, Rule],
        models: Mapping[str, type[Governed]],
        moves: Mapping[Verb, Collection[str | None]],
    ) -> None:
        self.policy, self.models, self.moves = policy, models, moves
        # SQL is dear to build and never changes for the same actor and verb, so the latest are kept.
        self.clause: Callable[[Actor, Verb], Clause] = lru_cache(_KEPT)(self._clause)
        self.visible: Callable[[Actor, Verb], Select[*tuple[Any, ...]]] = lru_cache(_KEPT)(self._visible)
        self.prepared: Callable[[Actor, Prepare], Select[*tuple[Any, ...]]] = lru_cache(_KEPT)(self._prepare)
        self._one: Callable[[Actor, Verb], Select[*tuple[Any, ...]]] = lru_cache(_KEPT)(self._named)
        self._many: Callable[[Actor, type[Governed], tuple[Verb, ...]], Select[*tuple[Any, ...]]]
        self._many = lru_cache(_KEPT)(self._offered)

    def _clause(self, actor: Actor, verb: Verb) -> Clause:
        """Return the SQL of the verb's rule for this actor. Raises Denied for a verb without a rule."""
        if verb not in self.policy:
            raise Denied(verb)
        return self.policy[verb].clause(actor, self.models.get(verb.kind, Governed))

    def _visible(self, actor: Actor, verb: Verb) -> Select[*tuple[Any, ...]]:
        """Select the rows of the verb's kind that the actor may do it to."""
        query: Select[*tuple[Any, ...]] = select(self.models[verb.kind]).where(self.clause(actor, verb))
        return query.execution_options(gated="visible")

    def across(self, actor: Actor, verb: Verb) -> Select[*tuple[Any, ...]]:
        """Select the same rows as `visible`, for a query that goes through the whole table: to count them."""
        model = self.models[verb.kind]
        query: Select[*tuple[Any, ...]] = select(model).where(self.policy[verb].across(actor, model))
        return query.execution_options(gated="visible")

    def _named(self, actor: Actor, verb: Verb) -> Select[*tuple[Any, ...]]:
        """Select the row called `ref`, if the actor may do the verb to it."""
        return self.visible(actor, verb).where(self.models[verb.kind].ref == bindparam("ref"))

    def _offered(
        self, actor: Actor, model: type[Governed], verbs: tuple[Verb, ...]
    ) -> Select[*tuple[Any, ...]]:
        """Select of each verb whether the actor may do it to the row whose id is `row`."""
        clauses = [self.clause(actor, verb).label(f"may_{n}") for n, verb in enumerate(verbs)]
        query = select(*clauses).select_from(model).where(model.id == bindparam("row"))
        return query.execution_options(gated="offers")

    def _prepare(self, actor: Actor, build: Prepare) -> Select[*tuple[Any, ...]]:
        """Build a query that depends on the gate and the actor only."""
        return build(self, actor)

    def may(self, session: Session, actor: Actor, verb: Verb, row: Governed) -> bool:
        """Return whether the actor may do the verb to the row as the database has it now."""
        model = self.models[verb.kind]
        query = select(literal(1)).where(model.id == row.id, self.clause(actor, verb))
        return session.scalar(query.execution_options(gated="may")) is not None

    def offers(self, session: Session, actor: Actor, verbs: Collection[Verb], row: Any) -> list[Verb]:
        """Return the verbs that rule and state allow on the row: one query for all."""
        open_now = tuple(v for v in verbs if v not in self.moves or row.status in self.moves[v])
        if not open_now:
            return []
        answers = session.execute(self._many(actor, type(row), open_now), {"row": row.id}).one_or_none()
        return [verb for verb, yes in zip(open_now, answers or (), strict=False) if yes]

    def words(self, session: Session, verb: Verb, row: Governed) -> Words:
        """Return the audience words of the row under the verb's rule; nobody is barred from what is public."""
        words = self.policy[verb].words
        if words is None:
            raise TypeError(f"the rule of {verb} cannot be said in words")
        told = words(session, row)
        return frozenset(word for word in told if not word.startswith(BAR)) if "public" in told else told

    def admit(self, session: Session, actor: Actor, verb: Verb, ref: str | None = None) -> Permit[Any]:
        """Issue a permit or raise Denied. Looking up and checking are one query.

        Raises TypeError when the rule is about a row and none is named.
        """
        subject = None
        if ref is not None:
            subject = session.scalar(self._one(actor, verb), {"ref": ref})
            if subject is None:
                raise Denied(verb)
        elif verb not in self.policy:
            raise Denied(verb)
        else:
            test = self.policy[verb].test
            if test is None:
                raise TypeError(f"{verb} has a rule about a row, but no row was named")
            if not test(actor):
                raise Denied(verb)
        return Permit(actor, verb, subject, session, self, _SEAL)


def trusted(query: Select[*tuple[Any, ...]], reason: str) -> Select[*tuple[Any, ...]]:
    """Let a query of the kernel's own pass without a reader: identity, rules and consumers only.

    A law lists every module that may call this; `reason` says why in the statement itself.
    """
    return query.execution_options(gated=reason)


@event.listens_for(Session, "do_orm_execute")
def _refuse_ungated(state: ORMExecuteState) -> None:
    if not state.is_select or state.is_relationship_load or state.is_column_load:
        return
    if state.execution_options.get("gated") or state.session.info.get("consumer"):
        return
    if state.statement in _harmless:
        return
    for table in _tables(state) & _governed(len(Governed.metadata.tables)):
        raise Ungated(f"select from {table} without permit.visible()")
    _harmless.add(state.statement)


# Statements that were looked at: those that modules keep come again and again.
_harmless: WeakSet[Any] = WeakSet()


def _tables(state: ORMExecuteState) -> set[str]:
    found = {m.local_table.name for m in state.all_mappers if isinstance(m.local_table, Table)}
    statement: Any = state.statement
    found |= {node.name for node in iterate(statement) if isinstance(node, Table)}
    return found


@cache
def _governed(_tables: int) -> frozenset[str]:
    """Return the names of the governed tables, of so many tables as there are."""
    mappers: frozenset[Mapper[Any]] = frozenset(Governed.registry.mappers)
    names = [m.local_table for m in mappers if issubclass(m.class_, Governed)]
    return frozenset(t.name for t in names if isinstance(t, Table))


__all__ = ["Denied", "Gate", "Permit", "Prepare", "Ungated", "Verb", "trusted"]
