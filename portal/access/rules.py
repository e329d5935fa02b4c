"""The vocabulary of the policy: each rule is written once, as an SQL clause and its audience words.

The clause says which rows an actor may act upon; the words say the same of one row: a reader whose
badges meet the row's words is a reader of whom the clause is true, and no other. A property test
proves it, because lists are made of clauses and counts are made of words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, or_, select, true
from sqlalchemy.orm import Session

from portal.access.actor import Actor, Kind, Role
from portal.access.badges import KIND_WORDS, roles_of
from portal.access.parents import parent_of, second_name
from portal.access.shares import GroupShare, Share
from portal.store import Attached

Clause = ColumnElement[bool]
Words = frozenset[str]
Model = Any  # a mapped class; columns differ by kind
NONE: Words = frozenset()


@dataclass(frozen=True, slots=True)
class When:
    """A condition on the row alone, such as its status. Narrows a rule: `rule & When(...)`."""

    name: str
    clause: Callable[[Model], Clause]
    holds: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named predicate over (actor, row).

    `test` is there when the rule asks about the actor alone, so that no row and no query is needed.
    `words` is there when the rule can be said as audience words; a READ rule must have it.
    `over` says the clause for a whole table, where the clause would ask another table anew for each row.
    """

    name: str
    clause: Callable[[Actor, Model], Clause]
    words: Callable[[Session, Any], Words] | None = None
    test: Callable[[Actor], bool] | None = None
    over: Callable[[Actor, Model], Clause] | None = None

    def across(self, actor: Actor, model: Model) -> Clause:
        """Return the clause as it is best asked of a whole table."""
        return (self.over or self.clause)(actor, model)

    def __or__(self, other: Rule) -> Rule:
        words = test = None
        if (mine := self.words) and (theirs := other.words):
            words = _either(mine, theirs)
        if (one := self.test) and (two := other.test):
            test = _tests(any, one, two)
        return Rule(
            f"{self.name} or {other.name}",
            lambda a, m: or_(self.clause(a, m), other.clause(a, m)),
            words,
            test,
            lambda a, m: or_(self.across(a, m), other.across(a, m)),
        )

    def __and__(self, other: Rule | When) -> Rule:
        """Narrow the rule. Two rules joined so cannot be said in words, and so cannot be a READ rule."""
        name = f"{self.name} and {other.name}"
        if isinstance(other, When):
            words = _where(self.words, other.holds) if self.words else None
            return Rule(
                name,
                lambda a, m: and_(self.clause(a, m), other.clause(m)),
                words,
                over=lambda a, m: and_(self.across(a, m), other.clause(m)),
            )
        test = None
        if (one := self.test) and (two := other.test):
            test = _tests(all, one, two)
        return Rule(
            name,
            lambda a, m: and_(self.clause(a, m), other.clause(a, m)),
            None,
            test,
            lambda a, m: and_(self.across(a, m), other.across(a, m)),
        )


def _either(one: Callable[..., Words], two: Callable[..., Words]) -> Callable[..., Words]:
    return lambda s, row: one(s, row) | two(s, row)


def _where(words: Callable[..., Words], holds: Callable[[Any], bool]) -> Callable[..., Words]:
    return lambda s, row: words(s, row) if holds(row) else NONE


def _tests(
    how: Callable[[Iterable[bool]], bool], one: Callable[[Actor], bool], two: Callable[[Actor], bool]
) -> Callable[[Actor], bool]:
    return lambda a: how((one(a), two(a)))


def _about_actor(name: str, test: Callable[[Actor], bool], word: str | None = None) -> Rule:
    words = (lambda _s, _r: frozenset({word})) if word else None
    return Rule(name, lambda a, _m: true() if test(a) else false(), words, test)


def is_kind(kind: Kind) -> Rule:
    """Let every actor of one kind."""
    return _about_actor(str(kind), lambda a: a.kind is kind, KIND_WORDS.get(kind))


anyone = _about_actor("anyone", lambda _a: True, "public")
signed_in = _about_actor("signed in", lambda a: a.id is not None, "people")
visitor, citizen, agency = is_kind(Kind.VISITOR), is_kind(Kind.CITIZEN), is_kind(Kind.AGENCY)
enterprise, association = is_kind(Kind.ENTERPRISE), is_kind(Kind.ASSOCIATION)
operator, auditor, clock = is_kind(Kind.OPERATOR), is_kind(Kind.AUDITOR), is_kind(Kind.CLOCK)
officer = _about_actor("officer", lambda a: a.is_officer)
administrator = _about_actor("administrator", lambda a: a.role is Role.ADMIN)


def person(column: str) -> Rule:
    """Let the person whose account id stands in `column`."""
    return Rule(
        f"the {column}",
        lambda a, m: getattr(m, column) == a.id if a.id is not None else false(),
        lambda _s, row: _word("account", getattr(row, column)),
    )


def organisation(column: str, role: Role = Role.MEMBER) -> Rule:
    """Let people of at least `role` in the organisation whose id stands in `column`."""
    return Rule(
        f"{role} of the {column}",
        lambda a, m: getattr(m, column) == a.org_id if a.org_id and role in roles_of(a.role) else false(),
        lambda _s, row: _word("org", getattr(row, column), f"/{role}"),
    )


def receipt(column: str) -> Rule:
    """Let whoever has shown the query code whose keyed hash stands in `column`."""
    return Rule(
        "the holder of the receipt",
        lambda a, m: getattr(m, column).in_(sorted(a.receipts)) if a.receipts else false(),
        lambda _s, row: _word("receipt", getattr(row, column)),
    )


def when(column: str, values: Iterable[Any]) -> When:
    """Hold where `column` has one of `values`."""
    wanted = frozenset(values)
    return When(
        f"{column} in {sorted(map(str, wanted))}",
        lambda m: or_(false(), *(getattr(m, column) == value for value in sorted(wanted))),
        lambda row: getattr(row, column) in wanted,
    )


def through(rule: Rule, model: Callable[[], Model], column: str, by: str = "id") -> Rule:
    """Let whoever `rule` lets on the row of `model` whose id stands in `column`: parts follow their parent.

    `by="ref"` is for parts that know their parent by its public reference.
    """

    def clause(actor: Actor, part: Model) -> Clause:
        parent = second_name(rule, model)
        return exists().where(getattr(parent, by) == getattr(part, column), rule.clause(actor, parent))

    def words(session: Session, part: Any) -> Words:
        parent = parent_of(session, model(), by, getattr(part, column))
        return rule.words(session, parent) if parent is not None and rule.words else NONE

    return Rule(f"whoever on its parent is {rule.name}", clause, words if rule.words else None)


def having(rule: Rule, model: Callable[[], Model], column: str) -> Rule:
    """Let whoever `rule` lets on a row of `model` whose `column` names this one: people of a part know its record."""

    def clause(actor: Actor, row: Model) -> Clause:
        part = second_name(rule, model)
        return exists().where(getattr(part, column) == row.id, rule.clause(actor, part))

    def words(session: Session, row: Any) -> Words:
        query = select(model()).where(getattr(model(), column) == row.id).execution_options(gated="rule")
        told = rule.words or (lambda _s, _r: NONE)
        return NONE.union(*(told(session, part) for part in session.scalars(query)))

    def over(actor: Actor, row: Model) -> Any:
        part = second_name(rule, model)
        named = getattr(part, column)
        return row.id.in_(select(named).where(named.is_not(None), rule.clause(actor, part)))

    name = f"whoever on a part of it is {rule.name}"
    return Rule(name, clause, words if rule.words else None, over=over)


def _word(name: str, key: object, suffix: str = "") -> Words:
    return frozenset({f"{name}:{key}{suffix}"}) if key is not None else NONE


def among(name: str, model: type[Attached]) -> Rule:
    """Let people of the organisations that hang on the row by `model`, which has a column `org_id`."""
    org_of: Any = model
    asked = org_of.kind == bindparam("of"), org_of.subject_id == bindparam("row")

    def clause(actor: Actor, row: Model) -> Clause:
        here = org_of.kind == row.kind, org_of.subject_id == row.id
        return exists().where(*here, org_of.org_id == actor.org_id) if actor.org_id else false()

    hanging = select(org_of.org_id).where(*asked)

    def words(session: Session, row: Any) -> Words:
        return frozenset(f"org:{org}" for org in session.scalars(hanging, {"of": row.kind, "row": row.id}))

    def over(actor: Actor, row: Model) -> Any:
        mine = select(org_of.subject_id).where(org_of.kind == row.kind, org_of.org_id == actor.org_id)
        return row.id.in_(mine) if actor.org_id else false()

    return Rule(name, clause, words, over=over)


def _group_words(session: Session, row: Any) -> Words:
    query = select(GroupShare.group_id).where(GroupShare.kind == row.kind, GroupShare.subject_id == row.id)
    return frozenset(f"group:{group}" for group in session.scalars(query))


shared = among("an organisation it is shared with", Share)
shared_by_group = Rule(
    "in a group it is shared with",
    lambda a, m: (
        exists().where(
            GroupShare.kind == m.kind,
            GroupShare.subject_id == m.id,
            GroupShare.group_id.in_(sorted(a.groups)),
        )
        if a.org_id and a.groups
        else false()
    ),
    _group_words,
)
author, own_org = person("author_id"), organisation("author_org_id")
another_org = Rule(
    "another organisation",
    lambda a, m: m.author_org_id.is_distinct_from(a.org_id) if a.org_id else false(),
)
