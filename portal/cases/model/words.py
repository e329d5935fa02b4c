"""What the codes in the columns of cases are called."""

from __future__ import annotations

from portal.i18n import N_

STATUSES = {
    "received": N_("Received"),
    "needs_info": N_("Waiting for information"),
    "accepted": N_("Accepted"),
    "refused": N_("Not accepted"),
    "appealed": N_("Refusal appealed"),
    "dispatched": N_("Dispatched"),
    "objected": N_("Return being decided"),
    "handling": N_("Being handled"),
    "appraisal": N_("Appraisal or hearing"),
    "answered": N_("Answered"),
    "awaiting_company": N_("Waiting for the enterprise"),
    "callback": N_("Being checked with the complainant"),
    "redo": N_("To be handled again"),
    "under_review": N_("Under review"),
    "closed": N_("Closed"),
    "withdrawn": N_("Withdrawn"),
}
TONES = {
    "received": "yellow",
    "needs_info": "yellow",
    "accepted": "blue",
    "refused": "red",
    "appealed": "purple",
    "dispatched": "blue",
    "objected": "purple",
    "handling": "blue",
    "appraisal": "yellow",
    "answered": "purple",
    "awaiting_company": "yellow",
    "callback": "purple",
    "redo": "yellow",
    "under_review": "purple",
    "closed": "green",
    "withdrawn": "grey",
}
# The kinds of harm a person can complain of, condensed from the MIT AI Risk Repository's domains and
# the categories of Chinese consumer hotlines.
CATEGORIES = {
    "discrimination": N_("Discrimination by an algorithm"),
    "pricing": N_("Unfair pricing by data"),
    "privacy": N_("Privacy and personal data"),
    "minors": N_("Protection of minors"),
    "deepfake": N_("Deepfakes and impersonation"),
    "labour": N_("Work and platform labour"),
    "safety": N_("Safety of products and services"),
    "misinformation": N_("False or misleading content"),
    "service": N_("Automated customer service"),
    "copyright": N_("Copyright and likeness"),
    "other": N_("Something else"),
}
# Grounds on which a complaint may be turned away: the Beijing regulation on complaint handling, art. 11,
# and the SAMR measures on complaints, art. 15, name these cases.
GROUNDS = {
    "out_of_scope": N_("It is outside the remit of the city's departments"),
    "duplicate": N_("The same matter is already being handled"),
    "in_court": N_("A court, arbitration or review is dealing with it"),
    "insufficient": N_("There is too little to go on"),
    "not_genuine": N_("It is not a genuine complaint"),
    "other_channel": N_("Another channel is responsible for it"),
}
NATURES = {
    "message": N_("Message"),
    "progress": N_("Progress"),
    "request": N_("Request for information"),
    "supply": N_("Information supplied"),
    "appeal": N_("Appeal"),
    "answer": N_("Official answer"),
}
