"""What happens to other names: added, changed, retired. Searches use them from the next one on."""

from __future__ import annotations

from collections.abc import Iterable

from portal.access import Permit, advance
from portal.ledger import record
from portal.store import random_reference
from portal.terms.model import MOVES, Synonym, ring, written


def bring_in(permit: Permit[None], lines: Iterable[str]) -> list[Synonym]:
    """A new portal begins with a list."""
    return [add(permit, line) for line in lines]


def add(permit: Permit[None], words: str) -> Synonym:
    """An operator adds a ring of words."""
    who = {"author_id": permit.actor.id, "author_org_id": permit.actor.org_id}
    synonym = Synonym(ref=random_reference(), status="", lang="zh-hans", words=written(ring(words)), **who)
    advance(synonym, permit.verb, MOVES)
    permit.session.add(synonym)
    record(permit, synonym)
    return synonym


def change(permit: Permit[Synonym], words: str) -> Synonym:
    """An operator changes which words are in a ring."""
    advance(permit.subject, permit.verb, MOVES)
    permit.subject.words = written(ring(words))
    record(permit, permit.subject)
    return permit.subject


def retire(permit: Permit[Synonym]) -> Synonym:
    """An operator takes a ring out of use."""
    advance(permit.subject, permit.verb, MOVES)
    record(permit, permit.subject)
    return permit.subject
