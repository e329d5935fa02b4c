"""The one who acts: a value, so that nothing below HTTP needs to know of cookies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of person (or clock) acts."""

    VISITOR = "visitor"
    CITIZEN = "citizen"
    AGENCY = "agency"
    ENTERPRISE = "enterprise"
    ASSOCIATION = "association"
    OPERATOR = "operator"
    AUDITOR = "auditor"
    CLOCK = "clock"


class Role(StrEnum):
    """What a person is within their organisation: each may do what the one before may, and more."""

    MEMBER = "member"
    OFFICER = "officer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: their kind, account, organisation and role in it, sharing groups, and receipts held.

    `receipts` are keyed hashes of query codes shown at this browser; they never name a person.
    """

    kind: Kind
    id: int | None = None
    org_id: int | None = None
    role: Role | None = None
    groups: frozenset[int] = frozenset()
    receipts: frozenset[str] = frozenset()

    @property
    def is_officer(self) -> bool:
        """Return whether the person may speak for their organisation."""
        return self.role in (Role.OFFICER, Role.ADMIN)


VISITOR = Actor(Kind.VISITOR)
CLOCK = Actor(Kind.CLOCK)
