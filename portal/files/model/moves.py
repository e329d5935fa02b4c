"""The life of an attachment: it is kept, and its original may be opened, until it is erased with its part."""

from __future__ import annotations

from portal.access import Move, Verb, leads
from portal.files.verbs import AttachmentVerb
from portal.i18n import N_

MOVES: dict[Verb, Move] = {AttachmentVerb.UNSEAL: leads("kept")}
STATUSES = {"kept": N_("Kept"), "erased": N_("Erased")}
