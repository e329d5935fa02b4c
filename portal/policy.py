"""Who may do what: the whole authorization of the portal, on one page.

A verb missing here cannot be done by anybody; a route without a verb does not start. A READ rule is said
twice over, as a clause and as audience words, and a property test holds the two together.
"""

from __future__ import annotations

from portal.access import Role, Rule, Verb
from portal.access import rules as r
from portal.accounts.verbs import AccountVerb
from portal.audit.verbs import LedgerVerb
from portal.cases.model import Case
from portal.cases.verbs import CaseVerb, ComplainantVerb, MessageVerb, NoteVerb, StatementVerb, SummaryVerb
from portal.home.verbs import HomeVerb
from portal.inbox.verbs import InboxVerb
from portal.registry.verbs import SystemVerb
from portal.search.verbs import SearchVerb
from portal.statutes.verbs import ProvisionVerb

# Who a case belongs to: the person who filed it, the holder of its receipt, the intake centre, the department.
_handler, _intake = r.organisation("handler_org_id"), r.organisation("intake_org_id")
_handling_officer = r.organisation("handler_org_id", Role.OFFICER)
_intake_officer = r.organisation("intake_org_id", Role.OFFICER)
_complainant = r.author | r.receipt("receipt")
_departments = _handler | _intake
_published = r.anyone & r.when("published", {True})


def _of_case(rule: Rule) -> Rule:
    return r.through(rule, lambda: Case, "case_id")


POLICY: dict[Verb, Rule] = {
    # The front door is open; a page that is somebody's own asks who they are.
    # The ledger holds no prose; auditors read it, and nobody writes it.
    LedgerVerb.BROWSE: r.auditor,
    LedgerVerb.VERIFY: r.auditor,
    # The register and the library of laws are public; they are fed by imports.
    SystemVerb.BROWSE: r.anyone,
    SystemVerb.READ: r.anyone,
    SystemVerb.BRING_IN: r.clock,
    ProvisionVerb.BROWSE: r.anyone,
    ProvisionVerb.READ: r.anyone,
    ProvisionVerb.BRING_IN: r.clock,
    HomeVerb.START: r.anyone,
    HomeVerb.ABOUT: r.anyone,
    HomeVerb.ACCESSIBILITY: r.anyone,
    HomeVerb.PRIVACY: r.anyone,
    SearchVerb.ASK: r.anyone,
    InboxVerb.BROWSE: r.signed_in,
    InboxVerb.SEEN: r.signed_in,
    InboxVerb.FOLLOW: r.signed_in,
    InboxVerb.UNFOLLOW: r.signed_in,
    AccountVerb.SIGN_IN: r.anyone,
    AccountVerb.SIGN_OUT: r.anyone,
    AccountVerb.HOME: r.signed_in,
    AccountVerb.READ: r.person("id") | r.operator,
    # A complaint is between who filed it and the departments that handle it. The public sees that it is
    # there, and its summary, once it is published.
    CaseVerb.BROWSE: r.anyone,
    CaseVerb.READ: _complainant | _departments | _published,
    CaseVerb.FILE: r.visitor | r.citizen | r.enterprise | r.association,
    CaseVerb.TRACK: r.anyone,
    CaseVerb.ACCEPT: _intake_officer,
    CaseVerb.REFUSE: _intake_officer,
    CaseVerb.DISPATCH: _intake_officer,
    CaseVerb.PROGRESS: _handling_officer,
    CaseVerb.MESSAGE: _complainant | _handling_officer,
    CaseVerb.NOTE: _departments,
    CaseVerb.ANSWER: _handling_officer,
    CaseVerb.CLOSE: _handling_officer,
    CaseVerb.PUBLISH: _handling_officer & r.when("consent", {True}) & r.when("published", {False}),
    CaseVerb.WITHDRAW: _complainant,
    CaseVerb.BRING_IN: r.clock,
    StatementVerb.READ: _of_case(_complainant | _departments),
    ComplainantVerb.READ: _of_case(_complainant | _handling_officer | _intake_officer),
    MessageVerb.READ: _of_case(_complainant | _departments),
    NoteVerb.READ: _of_case(_departments),
    SummaryVerb.READ: _of_case(_complainant | _departments | _published),
}
