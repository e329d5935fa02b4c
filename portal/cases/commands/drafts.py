"""What somebody types before they file: kept sealed for its holder alone, and no part of the record.

Nothing here leaves an event: a draft is nobody's record, and what was thrown away should leave no trace.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from portal.access import Permit, Refused
from portal.cases.model import Draft
from portal.cases.queries.drafts import Answers, content, held_by_any, mine
from portal.files.commands import drop, hold
from portal.i18n import N_
from portal.identity.sealing import Seal
from portal.store import now

_FILES = "files-token"
KEPT, BRIEFLY = timedelta(days=30), timedelta(hours=2)
"""How long a draft is kept that its holder can come back to by account or resume code, and any other: the city's
own time. The second is as long as a browser is known without an account."""


def write(permit: Permit[Any], seal: Seal, holder: str, answers: Mapping[str, Sequence[str]]) -> Draft:
    """Keep these answers, by field, beside what was answered before; begin the draft when there is none.

    The answer `steps` names the page they come from; those answered before are remembered with it.
    """
    draft = mine(permit, locked=True)
    if draft is None:
        draft = Draft(holder=holder, content=b"", until=now())
        permit.session.add(draft)
    before = content(seal, draft)
    visited = sorted({*before.get("steps", ()), *answers.get("steps", ())})
    _keep(draft, seal, {**before, **{name: list(said) for name, said in answers.items()}, "steps": visited})
    draft.until = now() + (KEPT if draft.shown or permit.actor.id is not None else BRIEFLY)
    permit.session.flush()
    _keep_files(permit, content(seal, draft), draft.until)
    return draft


def save(permit: Permit[Any], seal: Seal, holder: str) -> Draft:
    """Give the draft to whoever holds another code from now on; a code before it opens nothing any more.

    Raises Refused when there is no draft.
    """
    draft = mine(permit, locked=True)
    if draft is None:
        raise Refused("", N_("There is nothing to keep yet. Please answer the first question."))
    answers = content(seal, draft)
    draft.holder, draft.shown, draft.until = holder, True, now() + KEPT
    _keep(draft, seal, answers)
    permit.session.flush()
    _keep_files(permit, answers, draft.until)
    return draft


def resume(permit: Permit[Any], holder: str) -> Draft:
    """Find the draft of this resume code. Raises Refused, alike for a code that is wrong or too old."""
    draft = held_by_any(permit, [holder])
    if draft is None:
        raise Refused(
            "code", N_("There is no draft with this code. It may be mistyped, or its time is over.")
        )
    return draft


def discard(permit: Permit[Any], seal: Seal) -> None:
    """Throw the draft and its files away; whether there was one makes no difference afterwards."""
    draft = mine(permit, locked=True)
    if draft is not None:
        for token in content(seal, draft).get(_FILES, []):
            drop(permit.session, token)
        permit.session.delete(draft)


def use_up(permit: Permit[Any]) -> None:
    """Forget the draft of what has been filed: its files hang on the case now."""
    draft = mine(permit, locked=True)
    if draft is not None:
        permit.session.delete(draft)


def _keep_files(permit: Permit[Any], answers: Answers, until: datetime) -> None:
    for token in answers.get(_FILES, []):
        hold(permit.session, token, until)


def _keep(draft: Draft, seal: Seal, answers: Answers) -> None:
    draft.content = seal.seal(json.dumps(answers, ensure_ascii=False).encode(), f"draft:{draft.holder}")
