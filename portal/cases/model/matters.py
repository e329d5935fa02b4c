"""What kinds of matter can be filed, what each asks and promises, and what helps in each category."""

from __future__ import annotations

from portal.cases.verbs import FilingVerb
from portal.i18n import N_

# The first four are those of the Beijing regulation on complaint handling (2021), art. 2; a complaint and a report
# are handled apart (SAMR measures on complaints and reports, art. 3 and 7). The last three come from organisations.
MATTERS = {
    "complaint": N_("Complaint"),
    "report": N_("Report of a violation"),
    "question": N_("Question"),
    "suggestion": N_("Suggestion"),
    "incident": N_("Incident report of an enterprise"),
    "risk": N_("Risk report of an association"),
    "finding": N_("Finding of a department"),
}
MAY_FILE = {
    "complaint": FilingVerb.COMPLAINT,
    "report": FilingVerb.REPORT,
    "question": FilingVerb.QUESTION,
    "suggestion": FilingVerb.SUGGESTION,
    "incident": FilingVerb.INCIDENT,
    "risk": FilingVerb.RISK,
    "finding": FilingVerb.FINDING,
}
MEANT_FOR = {
    "complaint": N_("An AI system has treated me, or somebody close to me, badly, and I want it put right."),
    "report": N_("I know of a violation of the rules that should be looked into, whoever is affected."),
    "question": N_("I want to know something about AI systems, rules or my rights."),
    "suggestion": N_("I have an idea that would make things better."),
    "incident": N_("A system that we provide or use has caused harm, or nearly did."),
    "risk": N_("Our association has noticed a risk that goes beyond one enterprise."),
    "finding": N_("Our department has found something in its own work that others should handle."),
}
PROMISES = {
    "complaint": N_(
        "The intake centre decides within 7 working days whether it accepts the matter, and tells you so."
    ),
    "report": N_(
        "The intake centre looks at the report within 7 working days. You hear whether it is taken up; what"
        " the investigation finds about others may have to stay confidential."
    ),
    "question": N_("You get an answer in plain words. A question opens no investigation."),
    "suggestion": N_(
        "Somebody reads it and tells you what becomes of it. A suggestion opens no investigation."
    ),
    "incident": N_(
        "The report is confidential between your enterprise and the departments. It may be incomplete at first;"
        " add what you learn later."
    ),
    "risk": N_(
        "The intake centre passes it to the departments concerned and tells you what they make of it."
    ),
    "finding": N_("The intake centre gives it to the department responsible. You see what becomes of it."),
}
_FOUND = (
    N_("In one sentence, what is it about?"),
    N_("What happened, or what have you found?"),
    N_("When, where, which systems, and how you know. Name no persons who are affected."),
)
ASKS = {
    "question": (
        N_("In one sentence, what is your question?"),
        N_("What would you like to know?"),
        N_("Say which system or rule it is about, and what you know already."),
    ),
    "suggestion": (
        N_("In one sentence, what do you suggest?"),
        N_("Your suggestion"),
        N_("What should change, and whom it would help."),
    ),
    **dict.fromkeys(("incident", "risk", "finding"), _FOUND),
}
"""How the page that asks what happened asks in other matters: its title, its text, and the hint beside it."""
ASKED_OF_ORGANISATIONS = frozenset({"incident", "risk", "finding"})
"""Kinds that an organisation files as such: its officers read them as they read what is theirs."""
STEPS = {
    "complaint": ("kind", "about", "story", "harm", "you"),
    "report": ("kind", "about", "story", "harm", "you"),
    "question": ("kind", "about", "story", "you"),
    "suggestion": ("kind", "about", "story", "you"),
    "incident": ("kind", "about", "story", "harm", "cause", "duty", "you"),
    "risk": ("kind", "about", "story", "harm", "cause", "you"),
    "finding": ("kind", "about", "story", "harm", "cause", "you"),
}
"""The pages of the form, one topic each, for each kind of matter."""
HELPS = {
    "discrimination": N_(
        "What you applied for, what was decided, and how others in your place were treated."
    ),
    "pricing": N_("What each person saw at the same time: price, account, telephone, coupon, and the time."),
    "privacy": N_("Which data, how you noticed, and what the privacy notice says about it."),
    "minors": N_("How old the child is, which content or function it was, and whether a minor mode was on."),
    "deepfake": N_("Where the content is, who is shown in it, and since when it has been there."),
    "labour": N_("Which rule or rating was applied, what it cost you, and on which days."),
    "safety": N_("Where and when it happened, what the product did, and whether somebody was hurt."),
    "misinformation": N_("The very words that are wrong, where they stand, and what is right."),
    "service": N_("What you asked for, what the robot answered, and whether a person could be reached."),
    "copyright": N_("Which work or likeness is yours, and where the other one is."),
    "other": N_("When, where, which app or system, and what it did."),
}
"""What helps in a matter of each category, said on the page that asks what happened."""
CHANNELS = {
    "phone": N_("By telephone"),
    "hotline": N_("Passed on by the 12345 hotline"),
    "walk_in": N_("In person"),
    "letter": N_("By letter"),
    "email": N_("By e-mail"),
}
"""How a matter reached an officer who files it for somebody; `web` and `import` need no words."""
# For oneself, for another (SAMR measures on complaints, art. 10: authority in writing), or for many (Regulations on
# Petition Work 2022, art. 20: at most five representatives).
STANDINGS = {
    "self": N_("For myself, or for my organisation"),
    "other": N_("For another person"),
    "group": N_("For several people together"),
}
MOST_REPRESENTATIVES = 5
