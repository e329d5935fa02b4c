"""What is done to several cases at once: each by its own verb, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.access import Denied, IllegalMove, Permit, Refused
from portal.cases.commands.handling import accept, dispatch
from portal.cases.verbs import CaseVerb
from portal.i18n import N_


def bulk(permit: Permit[Any], chosen: Mapping[str, int | None]) -> int:
    """Accept the cases that have no department beside their number, dispatch the others; return how many.

    Each is an event of its own, under the rule of its own verb. Raises Refused when one of them cannot be done.
    """
    try:
        for ref, department in chosen.items():
            verb = CaseVerb.ACCEPT if department is None else CaseVerb.DISPATCH
            one = permit.gate.admit(permit.session, permit.actor, verb, ref)
            accept(one) if department is None else dispatch(one, department)
    except (Denied, IllegalMove) as reason:
        raise Refused(
            "refs", N_("One of these cases cannot take this step now. Nothing was done.")
        ) from reason
    return len(chosen)
