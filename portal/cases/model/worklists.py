"""The lists that people of an organisation work by, and what can be done to several cases at once."""

from __future__ import annotations

from portal.i18n import N_

WORKLISTS = {
    "next": N_("Our step is next"),
    "untaken": N_("Nobody has taken it up"),
    "ours": N_("Open with us"),
    "overdue": N_("Overdue with us"),
    "soon": N_("Due within two days with us"),
    "watched": N_("Under supervision"),
    "helping": N_("We co-operate"),
}
BULK = {"accept": N_("Accept them"), "dispatch": N_("Dispatch them")}
