"""Who has had a case, in the reader's words."""

from __future__ import annotations

from datetime import datetime

from portal.cases import queries
from portal.cases.model import GROUNDS, RETURNS, TRANSFERS
from portal.cases.verbs import CaseVerb
from portal.cases.views.room import CasePermit
from portal.i18n import N_, _, day, local, ngettext
from portal.web.names import names

# How a case comes to an organisation, as the table of who has had it says it.
_WAYS = {
    str(CaseVerb.FILE): N_("Filed there"),
    str(CaseVerb.BRING_IN): N_("Brought in from another system"),
    str(CaseVerb.SPLIT): N_("Split off from a filing"),
    str(CaseVerb.DISPATCH): N_("Dispatched"),
    str(CaseVerb.SEND_BACK): N_("Returned"),
    str(CaseVerb.TRANSFER): N_("Given on"),
    "upheld": N_("Return found right"),
    "designated": N_("Designated"),
}
_REASONS = GROUNDS | RETURNS | TRANSFERS


def chain(permit: CasePermit) -> list[list[str]]:
    """Return the hand-over chain of a case, first to last, as rows of a table."""
    found = queries.stations(permit)
    known = names(permit.session, (station.org_id for station in found))
    return [_row(station, known.get(station.org_id, "")) for station in found]


def _row(station: queries.Station, who: str) -> list[str]:
    way, ground = _(_WAYS[station.way]), _REASONS.get(station.ground)
    came = _("%(way)s: %(ground)s", way=way, ground=_(ground)) if ground else way
    until = _on(station.until) or _("has it now")
    days = ngettext("%(n)s day", "%(n)s days", station.days)
    return [who, came, _on(station.since), _on(station.taken_up), until, days]


def _on(moment: datetime | None) -> str:
    return day(local(moment).date()) if moment else ""
