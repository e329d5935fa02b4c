"""How pressing a case is, what is asked for it, and who watches over it: codes and their names."""

from __future__ import annotations

from portal.i18n import N_

# Three grades (一般、紧急、特急) as city hotlines use them, each with a handling time of its own: the Beijing draft
# standard of 28 December 2021 gives 2 hours to danger for life and property, 24 hours to what cannot wait.
URGENCIES = {"normal": N_("Ordinary"), "urgent": N_("Urgent"), "critical": N_("Most urgent")}
HANDLING_OF = {"normal": "handling", "urgent": "handling_24h", "critical": "handling_2h"}
"""The rule by which a case of each urgency must be handled."""
# Supervision (督办) and its levels: the Weifang hotline regulation, art. 26.
SUPERVISIONS = {
    "urged": N_("Supervised"),
    "listed": N_("Supervised by public listing"),
    "summoned": N_("Supervised with a summons"),
}
EXTENSIONS = {
    "complex": N_("The facts are complex"),
    "expert": N_("Evidence from elsewhere is needed"),
    "other_body": N_("It depends on a decision of another body"),
    "many": N_("Many people or systems are concerned"),
}
"""Why a case needs more time: the regulation on letters and visits, art. 34, asks for a reason and an approval."""
