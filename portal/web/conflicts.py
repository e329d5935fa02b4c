"""Somebody was quicker: what the second of two people is shown. Nothing is overwritten, nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, render_template, url_for
from sqlalchemy import select

from portal.access import Permit
from portal.i18n import _
from portal.ledger import Event
from portal.web.forms import Form
from portal.web.house import house
from portal.web.names import names
from portal.web.timeline import actor_name


@dataclass(frozen=True, slots=True)
class Latest:
    """The last that was done to a record: when, by whom, what, and its words as far as the reader may read them."""

    when: datetime
    who: str
    tale: str
    texts: list[str]


def moved_page(permit: Permit[Any], form: Form | None) -> str:
    """Return the page that says where the record stands now, who brought it there, and what the reader had typed."""
    row, kinds = permit.subject, _kinds()
    kind, room = kinds[row.kind]
    return render_template(
        "_moved.html",
        reference=row.ref if kind.series else "",
        state=_(kind.statuses[row.status]) if row.status in kind.statuses else "",
        latest=_latest(permit, kinds),
        typed=_typed(form) if form else [],
        href=_address(room, row),
    )


def _address(room: Any, row: Any) -> str:
    """Return where the record is shown: a room's page to read is about the first of its kinds."""
    endpoint, shown = f"{room.name}.read", isinstance(row, room.kinds[0].model)
    return url_for(endpoint, ref=row.ref) if shown and endpoint in current_app.view_functions else ""


def _kinds() -> dict[str, tuple[Any, Any]]:
    return {kind.model.kind: (kind, room) for room in house().services["slices"] for kind in room.kinds}


def _latest(permit: Permit[Any], kinds: dict[str, tuple[Any, Any]]) -> Latest | None:
    row = permit.subject
    query = select(Event).where(Event.kind == row.kind, Event.subject_id == row.id).order_by(Event.id.desc())
    event = permit.session.scalar(query.limit(1))
    if event is None:
        return None
    words = {str(verb): wording for verb, wording in kinds[row.kind][1].words.items()}
    who = names(permit.session, [event.actor_org_id]).get(event.actor_org_id or 0)
    tale = _(words[event.verb].tale) if event.verb in words else ""
    return Latest(event.at, actor_name(event.actor_kind, who), tale, _texts(permit, event, kinds))


def _texts(permit: Permit[Any], event: Event, kinds: dict[str, tuple[Any, Any]]) -> list[str]:
    """Return what the event's parts say, of those that this reader may read."""
    parts = [(kind, key) for kind, key in event.rows if kind != event.kind and kind in kinds]
    found: list[str] = []
    for kind, key in parts:
        model = kinds[kind][0].model
        if hasattr(model, "body"):
            query = permit.visible(kinds[kind][0].read).where(model.id == key).with_only_columns(model.body)
            found += permit.session.scalars(query).all()
    return found


def _typed(form: Form) -> list[tuple[str, str]]:
    """Return (label, text) of everything that was typed in words."""
    fields = [field for name, field in form._fields.items() if name not in form.hidden]
    return [
        (str(field.label.text), field.data)
        for field in fields
        if field.type in ("StringField", "TextAreaField") and isinstance(field.data, str) and field.data
    ]
