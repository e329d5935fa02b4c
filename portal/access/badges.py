"""The audience words a reader answers to."""

from __future__ import annotations

from portal.access.actor import Actor, Kind, Role

KIND_WORDS = {
    Kind.AGENCY: "agencies",
    Kind.OPERATOR: "operators",
    Kind.AUDITOR: "auditors",
    Kind.CLOCK: "clock",
}


BAR = "!"  # begins a word that closes a row to who wears it


def bar(account_id: int) -> str:
    """Return the word that closes a row to one person, whatever else they wear."""
    return f"{BAR}account:{account_id}"


def meets(words: frozenset[str], worn: frozenset[str]) -> bool:
    """Return whether who wears these badges reads a row with these audience words: one opens it, and none bars it."""
    common = words & worn
    return bool(common) and not any(word.startswith(BAR) for word in common)


def badges(actor: Actor) -> frozenset[str]:
    """Return the audience words this actor answers to."""
    found = {"public", *(f"receipt:{code}" for code in actor.receipts)}
    if actor.id is not None:
        found |= {"people", f"account:{actor.id}", bar(actor.id)}
    if actor.kind in KIND_WORDS:
        found.add(KIND_WORDS[actor.kind])
    if actor.org_id is not None:
        found.add(f"org:{actor.org_id}")
        found |= {f"org:{actor.org_id}/{role}" for role in roles_of(actor.role)}
        found |= {f"group:{group}" for group in actor.groups}
    return frozenset(found)


def roles_of(role: Role | None) -> list[Role]:
    """Return the roles a person of this one has: their own, and those below it."""
    return list(Role)[: list(Role).index(role) + 1] if role else []
