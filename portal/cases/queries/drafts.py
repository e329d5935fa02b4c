"""The draft of whoever asks, and nobody else's."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from portal.access import Actor, Permit
from portal.cases.model import Draft
from portal.identity.sealing import BrokenSeal, Seal
from portal.store import now

Answers = dict[str, list[str]]


def holders(actor: Actor) -> list[str]:
    """Return under what an actor may hold a draft: their account, and every code shown at this browser."""
    return [*([f"account {actor.id}"] if actor.id is not None else []), *sorted(actor.receipts)]


def mine(permit: Permit[Any], *, locked: bool = False) -> Draft | None:
    """Return the draft of the permit's actor, the latest when there are several; `locked` to change it."""
    return held_by_any(permit, holders(permit.actor), locked=locked)


def held_by_any(permit: Permit[Any], wanted: Collection[str], *, locked: bool = False) -> Draft | None:
    """Return the latest draft with one of these holders whose time is not over."""
    if not wanted:
        return None
    query = select(Draft).where(Draft.holder.in_(list(wanted)), Draft.until > now())
    query = query.order_by(Draft.id.desc()).limit(1)
    return permit.session.scalar(query.with_for_update() if locked else query)


def content(seal: Seal, draft: Draft | None) -> Answers:
    """Return what was answered so far, by field; nothing when the key it was sealed with is gone."""
    if draft is None or not draft.content:
        return {}
    try:
        found: Answers = json.loads(seal.unseal(draft.content, f"draft:{draft.holder}"))
    except BrokenSeal:
        return {}
    return found
