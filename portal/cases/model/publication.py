"""The public's side of a case: the life of its summary, and what makes one delicate."""

from __future__ import annotations

from portal.i18n import N_

SUMMARY_STATUSES = {
    "proposed": N_("Waits for a second person"),
    "published": N_("Published"),
    "rejected": N_("Sent back"),
    "hidden": N_("Taken down"),
    "contested": N_("Taken down, under appeal"),
    "upheld": N_("Taken down for good"),
}
SUMMARY_TONES = {
    "proposed": "yellow",
    "published": "green",
    "rejected": "grey",
    "hidden": "red",
    "contested": "yellow",
    "upheld": "red",
}
# Why a summary is taken down; everybody is told which of these it was.
HIDING_GROUNDS = {
    "identifies": N_("It lets somebody be recognised"),
    "wrong": N_("It is wrong in a point that matters"),
    "court": N_("A court or an authority has ordered it"),
    "secret": N_("It tells a business secret or a state secret"),
    "minor": N_("It concerns a minor"),
}
# Matters and severities in which a second person looks before the public reads: minors and deepfakes touch people who
# cannot defend themselves, privacy is what the complaint is about (PIPL, art. 28: sensitive personal information).
DELICATE = {"minors", "deepfake", "privacy"}
DELICATE_SEVERITIES = {"serious_hazard", "serious_incident", "disaster"}
