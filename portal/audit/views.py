"""Pages of the ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request

from portal.access import Permit
from portal.audit import queries
from portal.audit.verbs import LedgerVerb
from portal.i18n import _
from portal.ledger import Event, chain
from portal.web.house import house
from portal.web.names import names
from portal.web.pages import Pages, Values
from portal.web.paging import slice_of
from portal.web.records import facet
from portal.web.timeline import actor_name

pages = Pages("audit", __name__, url_prefix="/ledger")
AnyPermit = Permit[Any]


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as the table shows it."""

    number: int
    at: datetime
    who: str
    verb: str
    what: str
    facts: str
    digest: str


@pages.show("/", LedgerVerb.BROWSE)
def browse(permit: AnyPermit) -> Values:
    chosen = {name: request.args.get(name, "") for name in ("verb", "actor")}
    rows, pager = slice_of(permit.session, queries.browse(chosen), 50)
    counts = queries.count_by_verb(permit)
    labels = {verb: _words().get(verb, verb) for verb in sorted(counts)}
    facets = [facet(_("What was done"), "verb", labels, counts, chosen["verb"])]
    return {"events": _lines(permit, [event for (event,) in rows]), "pager": pager, "facets": facets}


def _words() -> dict[str, str]:
    return {
        str(verb): wording.button for s in house().services["slices"] for verb, wording in s.words.items()
    }


def _lines(permit: AnyPermit, events: list[Event]) -> list[EventLine]:
    known, words = names(permit.session, (event.actor_org_id for event in events)), _words()
    return [
        EventLine(
            event.id,
            event.at,
            actor_name(event.actor_kind, known.get(event.actor_org_id or 0)),
            _(words.get(event.verb, event.verb)),
            f"{event.kind}:{event.subject_id}",
            json.dumps(event.facts, ensure_ascii=False, sort_keys=True),
            event.hash,
        )
        for event in events
    ]


@pages.show("/verify", LedgerVerb.VERIFY)
def verify(permit: AnyPermit) -> Values:
    checkpoints = house().settings.instance / "checkpoints.jsonl"
    return {"verdict": chain.verify(permit.session, checkpoints)}
