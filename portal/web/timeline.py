"""What happened to a record, told from the ledger to one reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from portal.access import Kind, Permit, Verb
from portal.i18n import N_, _
from portal.ledger import history
from portal.store import Governed
from portal.web.names import names

_ROLES = {
    Kind.VISITOR: N_("An anonymous person"),
    Kind.CITIZEN: N_("A citizen"),
    Kind.OPERATOR: N_("Portal operations"),
    Kind.AUDITOR: N_("Audit"),
    Kind.CLOCK: N_("The portal"),
}


class _Wording(Protocol):
    @property
    def tale(self) -> str: ...
    @property
    def tone(self) -> str: ...
    @property
    def by(self) -> str: ...
    def is_open(self, facts: Mapping[str, Any], /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline, as the macro draws it."""

    when: datetime
    who: str
    text: str
    detail: str = ""
    tone: str = ""
    internal: bool = False
    lang: str = ""
    anchor: str = ""
    files: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a part adds to the line of the event that made it."""

    detail: str
    internal: bool = False
    lang: str = ""
    anchor: str = ""
    files: Sequence[Any] = ()


def timeline(
    permit: Permit[Any],
    words: Mapping[Verb, _Wording],
    parts: Iterable[Governed],
    tell: Callable[[Any], Told],
    about: Callable[[Any], str] = lambda _e: "",
) -> list[Entry]:
    """Return the record's events, newest first, as this reader may hear of them.

    `parts` are the rows of the record this reader was given; an event that made other parts only is
    passed over unless its wording is open to everybody. `about` adds facts in words where no part tells them.
    """
    given = {(part.kind, part.id): part for part in parts}
    events = history(permit.session, permit.subject)
    by_verb = {str(verb): wording for verb, wording in words.items()}
    who = _names(permit, events)
    lines = []
    for event in events:
        wording = by_verb.get(event.verb)
        hidden, told = _told(event, given, tell)
        if wording is None or (hidden and told is None and not wording.is_open(event.facts)):
            continue
        told = told or Told(about(event))
        text = _(wording.tale)
        lines.append(
            Entry(
                event.at,
                _(wording.by) if wording.by and event.actor_id != permit.actor.id else who[event.id],
                text,
                told.detail,
                wording.tone,
                told.internal,
                told.lang,
                told.anchor,
                told.files,
            )
        )
    return lines


def _told(
    event: Any, given: Mapping[tuple[str, int], Any], tell: Callable[[Any], Told]
) -> tuple[bool, Told | None]:
    made = [(kind, key) for kind, key in event.rows if kind != event.kind]
    seen = [given[key] for key in made if key in given]
    return bool(made), tell(seen[0]) if seen else None


def _names(permit: Permit[Any], events: Sequence[Any]) -> dict[int, str]:
    known = names(permit.session, {event.actor_org_id for event in events})
    me, myself = permit.actor.id, _("You")
    actors = {(event.actor_kind, event.actor_org_id or 0) for event in events}
    called = {(kind, org): actor_name(kind, known.get(org)) for kind, org in actors}
    return {
        event.id: myself
        if me is not None and event.actor_id == me
        else called[event.actor_kind, event.actor_org_id or 0]
        for event in events
    }


def actor_name(kind: str, organisation: str | None) -> str:
    """Return what to call who acted: their organisation, or what kind of person they are. Never a person's name."""
    return organisation or _(_ROLES.get(Kind(kind), N_("The portal")))
