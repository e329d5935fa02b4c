"""The facts asked of every AI matter, aligned with the OECD common reporting framework for AI incidents.

OECD AI Papers No. 34 (2025): severity is its criterion 10, harm types 11, people affected 14, first occurrence 5,
system and version 8, autonomy 26, actions taken 27, causal link 3; harm types are those of the AI incidents monitor.
"""

from __future__ import annotations

from portal.i18n import N_

SEVERITIES = {
    "unknown": N_("I do not know"),
    "hazard": N_("Nothing has happened yet, but it could cause harm"),
    "serious_hazard": N_("Nothing has happened yet, but it could cause serious harm"),
    "incident": N_("It has caused harm"),
    "serious_incident": N_("It has caused serious harm"),
    "disaster": N_("It has caused serious harm to many people at once"),
}
HARMS = {
    "death": N_("Death"),
    "injury": N_("Injury or illness"),
    "psychological": N_("Distress or mental harm"),
    "economic": N_("Loss of money or property"),
    "reputational": N_("Damage to reputation"),
    "rights": N_("Violation of rights, such as equality or privacy"),
    "public_interest": N_("Harm to the public interest"),
    "environmental": N_("Harm to the environment"),
    "other": N_("Other harm"),
}
AFFECTED = {
    "self": N_("Me"),
    "family": N_("Somebody in my family"),
    "person": N_("Another person"),
    "consumers": N_("Customers or users"),
    "workers": N_("Employees or platform workers"),
    "group": N_("People who have something in common, such as age, sex or origin"),
    "organisation": N_("A business or an organisation"),
    "public": N_("The general public"),
}
VULNERABLE = {
    "minor": N_("A minor"),
    "older": N_("An older person"),
    "disability": N_("A person with a disability"),
}
# Table C.1 of the framework: a direct cause, a contributing factor, or one of five indirect links.
LINKS = {
    "direct": N_("The system caused it directly"),
    "contributing": N_("The system contributed to it"),
    "human_error": N_("A person made a mistake while using it"),
    "misuse": N_("It was relied on too much, or misused"),
    "developer_error": N_("A mistake of the developer"),
    "operator_error": N_("A mistake of the operator"),
    "non_compliance": N_("A legal duty was not met"),
}
AUTONOMY = {
    "unknown": N_("I do not know"),
    "none": N_("It only supports people, who act themselves"),
    "low": N_("People confirm each of its actions"),
    "medium": N_("It acts, and people watch and can stop it"),
    "high": N_("It acts without people"),
}
MEASURES = {
    "prevention": N_("To prevent it from happening again"),
    "mitigation": N_("To lessen the harm"),
    "ceasing": N_("The system was switched off or withdrawn"),
    "remediation": N_("The people affected were compensated or helped"),
}
# EU AI Act, art. 3(49): what makes an incident a serious one. Article 73 asks the provider for it and for the day of
# awareness; the other questions follow the fields of templates for its reports.
SERIOUS = {
    "": N_("No, none of them"),
    "health": N_("Death, or serious harm to a person's health"),
    "infrastructure": N_("Serious and irreversible disruption of critical infrastructure"),
    "rights": N_("Violation of duties that protect fundamental rights"),
    "property": N_("Serious harm to property or the environment"),
}
CONDITIONS = {
    "": N_("I do not know"),
    "in_use": N_("Still in use"),
    "suspended": N_("Switched off for now"),
    "withdrawn": N_("Withdrawn from the market"),
    "recalled": N_("Recalled from users"),
}
YES_NO = {"": N_("I do not know"), "yes": N_("Yes"), "no": N_("No")}
