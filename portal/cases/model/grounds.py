"""Why a case is sent back or stands still, and which way is open instead of it: codes and their names."""

from __future__ import annotations

from portal.i18n import N_

# Every refusal names the way that is open instead: the Beijing regulation on complaint handling
# (北京市接诉即办工作条例), art. 11 (1) to (6), says for each matter that is not dispatched what the person is told.
ROUTES = {
    "emergency": N_("The emergency numbers: 110, 119, 120 or 122"),
    "court": N_("A court or arbitration"),
    "review": N_("Administrative reconsideration"),
    "disclosure": N_("A request for government information"),
    "petition": N_("Letters and visits"),
    "discipline": N_("Discipline inspection and supervision"),
    "authority": N_("Another authority, named in the explanation"),
    "market": N_("A market or social service, named in the explanation"),
    "same_case": N_("The case in which the matter is being handled"),
    "new_facts": N_("A new filing, once there are new facts"),
}
# Grounds on which a department may return a dispatch: the Weifang hotline regulation, art. 22, and the regulation on
# letters and visits, art. 23, let it object to competence, with detailed reasons.
RETURNS = {
    "not_our_duty": N_("It is not among the department's duties"),
    "elsewhere": N_("Another district is competent"),
    "other_lead": N_("Another department has to lead"),
    "incomplete": N_("The dispatch lacks what is needed to handle it"),
}
ADJUDICATIONS = {
    "upheld": N_("The return is right"),
    "designated": N_("The department is designated and must handle it"),
}
APPEAL_DECISIONS = {
    "accepted": N_("The appeal is right: the case is accepted"),
    "refused": N_("The refusal stands, for good"),
}
# What is left out of the time for handling a case while it lasts: the SAMR measures on complaints, art. 20 (appraisal),
# and the regulation on letters and visits, art. 36 (hearing).
HOLDS = {
    "appraisal": N_("Testing or appraisal by experts"),
    "hearing": N_("A hearing"),
}
