"""Who may do what: the whole authorization of the portal, on one page.

A verb missing here cannot be done by anybody; a route without a verb does not start. A READ rule is said
twice over, as a clause and as audience words, and a property test holds the two together.
"""

from __future__ import annotations

from portal.access import Role, Rule, Verb
from portal.access import rules as r
from portal.access.barring import closed_to, unless
from portal.access.others import differing, filled, other_than
from portal.accounts.verbs import AccountVerb
from portal.audit.verbs import LedgerVerb
from portal.cases.model import (
    ASKED_OF_ORGANISATIONS,
    LASTING,
    RELATIONS,
    Case,
    Involved,
    Message,
    Note,
    Part,
    Recusal,
    Statement,
    Supporter,
)
from portal.cases.verbs import (
    AllegationVerb,
    CallBackVerb,
    CaseVerb,
    ClosureVerb,
    ComplainantVerb,
    ContestVerb,
    CorrectionVerb,
    DisclosureVerb,
    DraftVerb,
    FiguresVerb,
    FilingVerb,
    FormulaVerb,
    MessageVerb,
    NoteVerb,
    ParticularsVerb,
    RatingVerb,
    RelationVerb,
    ResponseVerb,
    ReviewVerb,
    StatementVerb,
    SummaryVerb,
    SupporterVerb,
)
from portal.codes.model import Code
from portal.codes.verbs import CodeVerb, EditionVerb
from portal.evaluations.model import Evaluation
from portal.evaluations.verbs import EvaluationVerb, ReplyVerb
from portal.files.model import Attachment
from portal.files.verbs import AttachmentVerb, OpeningVerb
from portal.groups.verbs import GroupVerb
from portal.home.verbs import HomeVerb
from portal.identity.model import GroupMember
from portal.inbox.verbs import InboxVerb
from portal.notices.model import Notice
from portal.notices.verbs import AcknowledgementVerb, FeedbackVerb, NoticeVerb
from portal.organisations.model import PUBLIC
from portal.organisations.verbs import MembershipVerb, OrganisationVerb
from portal.regimes.verbs import CalendarVerb, RegimeVerb
from portal.registry.verbs import SystemVerb
from portal.replying.model import Template
from portal.replying.verbs import PhrasingVerb, TemplateVerb
from portal.routing.verbs import RouteVerb
from portal.search.verbs import SearchVerb
from portal.statutes.verbs import ProvisionVerb
from portal.terms.verbs import SynonymVerb
from portal.watches.verbs import SubscriptionVerb, WatchVerb

# Who a case belongs to: the person who filed it, the holder of its receipt, the intake centre, the department.
_handler, _intake = r.organisation("handler_org_id"), r.organisation("intake_org_id")
_handling_officer = r.organisation("handler_org_id", Role.OFFICER)
_handling_admin = r.organisation("handler_org_id", Role.ADMIN)
_intake_officer = r.organisation("intake_org_id", Role.OFFICER)
_complainant = r.author | r.receipt("receipt")
# What an organisation reports as such is read by its officers as their own.
_reporting = r.organisation("author_org_id", Role.OFFICER) & r.when("matter", ASKED_OF_ORGANISATIONS)
_filers = r.visitor | r.citizen | r.enterprise | r.association
# The department that received it first answers for it, whoever handles it; others co-operate. An officer with a
# conflict of interest does nothing more to the case.
_departments = _handler | _intake | r.organisation("first_org_id")
_helpers = r.among("a department that co-operates", Involved)
_conflicted = "an officer with a conflict of interest"
_impartial = unless(_conflicted, Recusal)
# More time is given by the head of the department, or by the intake centre.
_approving = (_handling_admin | _intake_officer) & r.when("extends", {True}) & _impartial
_acting, _receiving = _handling_officer & _impartial, _intake_officer & _impartial
_published = r.anyone & r.when("published", {True})
# An enterprise that was asked for its answer reads that the case is there, what is alleged, and what is said of it.
_heard, _heard_officer = r.organisation("heard_org_id"), r.organisation("heard_org_id", Role.OFFICER)
_parties = _complainant | _departments | _heard
# Whether an ending holds is asked by the intake centre, unless it was the one to handle the case.
_caller = _intake_officer & differing("intake_org_id", "handler_org_id")


_supporters = r.having(_complainant, lambda: Supporter, "case_id")
# Whose case was merged into this one reads how it goes on, and never what was said by and to its complainant.
_merged = r.having(_complainant, lambda: Case, "lead_id")
_case_readers = _published | _parties | _reporting | _helpers | _supporters | _merged
# Cases are linked by officers of departments that have or have had them.
_linking = (_handling_officer | _intake_officer | r.organisation("first_org_id", Role.OFFICER)) & _impartial
# A side of a link is read by whoever reads the case it points to, on the page of the case it belongs to.
_points_to = r.through(_case_readers, lambda: Case, "other_ref", by="ref")


# That a case is there and how it stands is all that an officer with a conflict of interest goes on reading of it,
# beside what everybody may read.
def _of_case(rule: Rule) -> Rule:
    followed = r.through(rule, lambda: Case, "case_id")
    return closed_to(followed, _conflicted, Recusal, Case.kind, "case_id")


_of_published = r.through(_published, lambda: Case, "case_id")
_heard_of = _of_case(_parties | _helpers) | _of_published


# What hangs on a part is read by whoever reads the part; only officers who handle the case open an original.
def _hangs_on(part: type[Part], rule: Rule) -> Rule:
    return r.through(rule, lambda: part, "part_ref", by="ref") & r.when("part_kind", {part.kind})


def _handled(part: type[Part]) -> Rule:
    return _hangs_on(part, _of_case(_handling_officer | _intake_officer))


_attachment_readers = (
    _hangs_on(Statement, _of_case(_complainant | _reporting | _departments | _helpers))
    | _hangs_on(Message, _of_case(_complainant | _reporting | _departments | _helpers))
    | _hangs_on(Note, _of_case(_departments | _helpers))
)


# A code is its organisation's, and everybody's once it has been published.
_code_officer = r.organisation("author_org_id", Role.OFFICER)


def _of_code(rule: Rule) -> Rule:
    return r.through(rule, lambda: Code, "code_id")


def _sent(rule: Rule, level: str) -> Rule:
    """Narrow a rule to notices of one level that have left their draft."""
    return rule & r.when("status", {"issued", "withdrawn"}) & r.when("level", {level})


# An evaluation is its association's; the enterprise evaluated sees it before everybody else does.
_evaluator = r.organisation("author_org_id", Role.OFFICER) & r.association
_evaluated_officer = r.organisation("subject_org_id", Role.OFFICER)
_evaluation_readers = (
    r.own_org
    | (r.organisation("subject_org_id") & r.when("status", {"announced", "dropped"}))
    | (r.anyone & r.when("status", {"published", "withdrawn"}))
)


_issuer = r.organisation("author_org_id", Role.OFFICER)
_recipient = _sent(r.shared, "named") | _sent(r.shared_by_group, "group") | _sent(r.agency, "gov")
_addressed_officer = (_recipient | _sent(r.agency, "public")) & r.another_org & r.agency & r.officer
_answer_to_notice = r.own_org | r.through(r.own_org, lambda: Notice, "notice_id")

_watch_readers = (r.author | r.own_org & r.when("shared", {True})) & r.when("status", {"kept"})


POLICY: dict[Verb, Rule] = {
    # The front door is open; a page that is somebody's own asks who they are.
    # An association drafts, the enterprise is heard, everybody reads; the reply stands beside.
    EvaluationVerb.BROWSE: r.anyone,
    EvaluationVerb.READ: _evaluation_readers,
    EvaluationVerb.DRAFT: r.association & r.officer,
    EvaluationVerb.EDIT: _evaluator,
    EvaluationVerb.ANNOUNCE: _evaluator,
    EvaluationVerb.PUBLISH: _evaluator,
    EvaluationVerb.REPLY: _evaluated_officer & r.when("status", {"announced", "published"}),
    EvaluationVerb.WITHDRAW: _evaluator,
    EvaluationVerb.BRING_IN: r.clock,
    ReplyVerb.READ: r.through(_evaluation_readers, lambda: Evaluation, "evaluation_id"),
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
    # How long everything may take, and on which days, is known to all; operators keep it as the law changes.
    RegimeVerb.BROWSE: r.anyone,
    RegimeVerb.READ: r.anyone,
    RegimeVerb.ENACT: r.operator,
    RegimeVerb.REPEAL: r.operator,
    CalendarVerb.READ: r.anyone,
    CalendarVerb.YEARS: r.anyone,
    CalendarVerb.PUBLISH: r.operator,
    HomeVerb.START: r.anyone,
    HomeVerb.ABOUT: r.anyone,
    HomeVerb.KEYS: r.anyone,
    HomeVerb.ACCESSIBILITY: r.anyone,
    HomeVerb.PRIVACY: r.anyone,
    SearchVerb.ASK: r.anyone,
    SearchVerb.COMPOSE: r.anyone,
    SearchVerb.COMPLETE: r.anyone,
    SearchVerb.EXPORT: r.anyone,
    # Which words mean the same is everybody's to know and the operators' to keep.
    SynonymVerb.BROWSE: r.anyone,
    SynonymVerb.READ: r.anyone & r.when("status", {"active"}) | r.operator,
    SynonymVerb.ADD: r.operator,
    SynonymVerb.CHANGE: r.operator,
    SynonymVerb.RETIRE: r.operator,
    SynonymVerb.BRING_IN: r.clock,
    InboxVerb.BROWSE: r.signed_in,
    InboxVerb.SEEN: r.signed_in,
    InboxVerb.FOLLOW: r.signed_in,
    InboxVerb.UNFOLLOW: r.signed_in,
    # An account is its owner's. Operators see who there is and can close an account; what they cannot do is
    # make one or give anybody a duty: that is done at the machine itself, by the portal.
    AccountVerb.READ: r.person("id") | r.operator,
    AccountVerb.REGISTER: r.visitor,
    AccountVerb.SENT: r.anyone,
    AccountVerb.CONFIRM: r.anyone,
    AccountVerb.SIGN_IN: r.anyone,
    AccountVerb.SIGN_OUT: r.anyone,
    AccountVerb.FORGOT: r.anyone,
    AccountVerb.RESET: r.anyone,
    AccountVerb.HOME: r.signed_in,
    AccountVerb.EDIT: r.signed_in,
    AccountVerb.PASSWORD: r.signed_in,
    AccountVerb.DEVICES: r.signed_in,
    AccountVerb.END_SESSION: r.signed_in,
    AccountVerb.PEOPLE: r.operator,
    AccountVerb.DISABLE: r.operator | r.clock,
    AccountVerb.ENABLE: r.operator | r.clock,
    AccountVerb.ENROL: r.clock,
    AccountVerb.CHARGE: r.clock,
    # Organisations are public once they are admitted; an application is between applicant and operators.
    OrganisationVerb.BROWSE: r.anyone,
    OrganisationVerb.READ: r.anyone & r.when("status", PUBLIC) | r.author | r.operator,
    OrganisationVerb.MINE: r.signed_in,
    OrganisationVerb.APPLY: r.citizen,
    OrganisationVerb.APPROVE: r.operator,
    OrganisationVerb.REFUSE: r.operator,
    OrganisationVerb.SUSPEND: r.operator,
    OrganisationVerb.REINSTATE: r.operator,
    OrganisationVerb.DESCRIBE: r.organisation("id", Role.ADMIN),
    OrganisationVerb.APPOINT: (r.operator | r.clock) & r.when("sort", {"agency"}) & r.when("intake", {False}),
    OrganisationVerb.JOIN: r.citizen & r.when("status", {"active"}),
    OrganisationVerb.MEMBERS: r.organisation("id") | r.operator,
    OrganisationVerb.ENROL: r.clock,
    # Who belongs to an organisation is decided there, never by operators: nobody grants themselves a way in.
    MembershipVerb.READ: r.person("account_id") | r.organisation("org_id") | r.operator,
    MembershipVerb.GRANT: r.organisation("org_id", Role.ADMIN),
    MembershipVerb.DECLINE: r.organisation("org_id", Role.ADMIN),
    MembershipVerb.ASSIGN: r.organisation("org_id", Role.ADMIN),
    MembershipVerb.END: r.organisation("org_id", Role.ADMIN),
    MembershipVerb.LEAVE: r.person("account_id"),
    # A sharing group is its founder's to change, and known to those who belong to it.
    GroupVerb.BROWSE: r.signed_in,
    GroupVerb.READ: r.among("an organisation in the group", GroupMember) | r.own_org | r.operator,
    GroupVerb.FOUND: r.agency & r.administrator | r.operator | r.clock,
    GroupVerb.CHANGE: r.organisation("author_org_id", Role.ADMIN) | r.operator,
    GroupVerb.RETIRE: r.organisation("author_org_id", Role.ADMIN) | r.operator,
    # Which department gets which cases: departments read it, the intake centre and portal operations write it.
    RouteVerb.BROWSE: r.agency | r.operator,
    RouteVerb.READ: r.agency | r.operator,
    RouteVerb.ADD: r.agency & r.officer | r.operator,
    RouteVerb.CHANGE: _issuer | r.operator,
    RouteVerb.RETIRE: _issuer | r.operator,
    # What a department keeps ready to write to complainants is its own: its people read it, who speak for it write it.
    TemplateVerb.BROWSE: r.agency,
    TemplateVerb.READ: r.own_org,
    TemplateVerb.ADD: r.agency & r.officer,
    TemplateVerb.CHANGE: _issuer,
    TemplateVerb.RETIRE: _issuer,
    TemplateVerb.REVIVE: _issuer,
    PhrasingVerb.READ: r.through(_issuer, lambda: Template, "template_id"),
    PhrasingVerb.RESTORE: r.through(_issuer, lambda: Template, "template_id"),
    # A complaint is between who filed it and the departments that handle it. The public sees that it is
    # there, and its summary, once it is published.
    CaseVerb.BROWSE: r.anyone,
    CaseVerb.READ: _case_readers,
    CaseVerb.FILE: _filers | r.agency & r.officer,
    CaseVerb.GUIDE: r.anyone,
    # Whoever is first told of a matter takes it in: no department sends a person away with it.
    CaseVerb.TAKE_IN: r.agency & r.officer,
    CaseVerb.JOIN: _filers & _published,
    CaseVerb.GIVE_CONSENT: _complainant & r.when("consent", {False}),
    CaseVerb.WITHDRAW_CONSENT: _complainant & r.when("consent", {True}),
    CaseVerb.TRACK: r.anyone,
    CaseVerb.RECEIPT: _complainant,
    CaseVerb.ACCEPT: _receiving,
    CaseVerb.REFUSE: _receiving,
    CaseVerb.BULK: r.agency & r.officer,
    CaseVerb.ASK_INFO: _acting,
    CaseVerb.SUPPLY: _complainant | _reporting & _impartial,
    CaseVerb.APPEAL: _complainant & r.when("appealed", {False}),
    CaseVerb.DECIDE_APPEAL: _receiving,
    CaseVerb.DISPATCH: _receiving,
    CaseVerb.TAKE_UP: _acting,
    CaseVerb.SEND_BACK: _acting & r.when("designated", {False}),
    CaseVerb.ADJUDICATE: _receiving,
    CaseVerb.TRANSFER: _acting & r.when("designated", {False}),
    CaseVerb.INVOLVE: _acting,
    CaseVerb.CONTRIBUTE: _helpers & r.officer & _impartial,
    CaseVerb.RECUSE: (_handling_officer | _intake_officer | _helpers & r.officer) & _impartial,
    CaseVerb.LINK: _linking,
    CaseVerb.MERGE: _acting | _receiving,
    CaseVerb.SEPARATE: (_acting | _receiving) & filled("lead_id"),
    CaseVerb.SPLIT: _acting | _receiving,
    CaseVerb.ASK_EXTENSION: _acting & r.when("extends", {False}),
    CaseVerb.GRANT_EXTENSION: _approving,
    CaseVerb.DENY_EXTENSION: _approving,
    CaseVerb.GRADE: _receiving,
    CaseVerb.SUPERVISE: _receiving,
    CaseVerb.ESCALATE: _acting & r.when("escalated", {False}),
    CaseVerb.COORDINATE: _receiving & r.when("escalated", {True}),
    CaseVerb.APPRAISE: _acting,
    CaseVerb.RESUME_HANDLING: _acting,
    CaseVerb.PROGRESS: _acting,
    CaseVerb.MESSAGE: _complainant | _reporting & _impartial | _acting,
    CaseVerb.NOTE: (_departments | _helpers) & _impartial,
    CaseVerb.ANSWER: _acting,
    CaseVerb.CLOSE: _acting,
    CaseVerb.CALL_BACK: _caller & _impartial,
    CaseVerb.KEEP_PROMISE: _acting & r.when("outcome", {"promised"}),
    CaseVerb.HEAR: _acting,
    CaseVerb.REPLY: _heard_officer,
    CaseVerb.CONTEST: _complainant,
    CaseVerb.DEMAND_CORRECTION: _heard_officer & r.when("correcting", {False}),
    CaseVerb.DECIDE_CORRECTION: (_acting | _receiving) & r.when("correcting", {True}),
    CaseVerb.REOPEN: _complainant & r.when("reopenings", {0, 1}),
    CaseVerb.ASK_REVIEW: _complainant & r.when("reviews", {0, 1}),
    CaseVerb.DECIDE_REVIEW: _receiving,
    CaseVerb.RATE: _complainant | r.receipt("rating_key"),
    CaseVerb.RESPOND: r.anyone,
    CaseVerb.RATES: r.anyone,
    # The clock fixes figures when a quarter is over; operators keep the formula, and have a quarter counted again.
    FormulaVerb.READ: r.anyone,
    FormulaVerb.ENACT: r.operator,
    FiguresVerb.READ: r.anyone,
    FiguresVerb.FIX: r.clock,
    FiguresVerb.CORRECT: r.operator,
    CaseVerb.PUBLISH: _acting & r.when("consent", {True}) & r.when("published", {False}),
    CaseVerb.WITHDRAW: _complainant,
    CaseVerb.BRING_IN: r.clock,
    CaseVerb.REMIND: r.clock,
    CaseVerb.FALL_DUE: r.clock,
    CaseVerb.ESCALATE_LATE: r.clock,
    CaseVerb.RECALCULATE: r.clock,
    # What is over is kept as long as the schedule says; who complained may have their words erased before.
    CaseVerb.HOLD: _acting | _receiving,
    CaseVerb.RELEASE: _acting | _receiving,
    CaseVerb.ERASE: (_complainant | _reporting & _impartial) & r.when("erased", {False}),
    CaseVerb.RETENTION: r.agency & r.officer,
    CaseVerb.PROPOSE_DISPOSAL: _receiving & r.when("erased", {False}),
    CaseVerb.DISPOSE: _receiving & other_than("disposal_by_id"),
    CaseVerb.KEEP: _receiving & other_than("disposal_by_id"),
    # Who complained is sealed; it is opened by who asked and gave a reason, when somebody else has agreed.
    CaseVerb.ASK_IDENTITY: _acting | _receiving,
    DisclosureVerb.READ: _of_case(_complainant | _handling_officer | _intake_officer),
    DisclosureVerb.GRANT: _of_case(_handling_admin | _intake_officer) & other_than("author_id"),
    DisclosureVerb.DECLINE: _of_case(_handling_admin | _intake_officer) & other_than("author_id"),
    DisclosureVerb.UNSEAL: _of_case(_handling_officer | _intake_officer) & r.author,
    StatementVerb.READ: _of_case(_complainant | _reporting | _departments | _helpers),
    ParticularsVerb.READ: _of_case(_complainant | _reporting | _departments | _helpers),
    SupporterVerb.READ: closed_to(_complainant, _conflicted, Recusal, Case.kind, "case_id")
    | _of_case(_departments),
    ComplainantVerb.READ: _of_case(_complainant | _handling_officer | _intake_officer),
    MessageVerb.READ: _of_case(_complainant | _reporting | _departments | _helpers)
    | _of_case(_merged) & r.when("nature", {"answer", "progress"}),
    NoteVerb.READ: _of_case(_departments | _helpers),
    ClosureVerb.READ: _of_case(_complainant | _departments | _helpers | _merged),
    CallBackVerb.READ: _of_case(_complainant | _caller),
    RatingVerb.READ: _of_case(_complainant | _caller),
    ReviewVerb.READ: _of_case(_complainant | _departments),
    AllegationVerb.READ: _heard_of,
    ResponseVerb.READ: _heard_of,
    ContestVerb.READ: _heard_of,
    CorrectionVerb.READ: _heard_of,
    RelationVerb.READ: _points_to,
    RelationVerb.UNLINK: _of_case(_linking) & _points_to & r.when("nature", RELATIONS.keys() - LASTING),
    AttachmentVerb.READ: _attachment_readers & r.when("status", {"kept"}),
    AttachmentVerb.UNSEAL: (_handled(Statement) | _handled(Message) | _handled(Note))
    & r.when("status", {"kept"}),
    OpeningVerb.READ: r.through(_attachment_readers, lambda: Attachment, "attachment_id"),
    # A summary is the departments' until it is published; who complained sees what is to be published. One that was
    # taken down is closed to the public, and whom it concerns may appeal against that to another person.
    SummaryVerb.READ: _of_case(_departments | _helpers | _complainant | _reporting)
    | _of_published & r.when("status", {"published"}),
    SummaryVerb.APPROVE: _of_case(_handling_officer | _intake_officer) & other_than("author_id"),
    SummaryVerb.REJECT: _of_case(_handling_officer | _intake_officer) & other_than("author_id"),
    SummaryVerb.HIDE: _of_case(_handling_officer | _intake_officer),
    SummaryVerb.APPEAL_HIDING: _of_case(_complainant | r.organisation("subject_org_id", Role.OFFICER)),
    SummaryVerb.RESTORE: _of_case(_handling_officer | _intake_officer) & other_than("hidden_by_id"),
    SummaryVerb.UPHOLD: _of_case(_handling_officer | _intake_officer) & other_than("hidden_by_id"),
    # Which kinds of matter somebody may file; what is still a draft is its holder's alone.
    FilingVerb.COMPLAINT: _filers,
    FilingVerb.REPORT: _filers,
    FilingVerb.QUESTION: _filers,
    FilingVerb.SUGGESTION: _filers,
    FilingVerb.INCIDENT: r.enterprise & r.officer,
    FilingVerb.RISK: r.association & r.officer,
    FilingVerb.FINDING: r.agency & r.officer,
    DraftVerb.WRITE: _filers | r.agency & r.officer,
    DraftVerb.SAVE: r.visitor,
    DraftVerb.RESUME: r.anyone,
    DraftVerb.DISCARD: _filers | r.agency & r.officer,
    DraftVerb.LEAVE: r.anyone,
    # Enterprises and associations bind themselves; a draft is seen at home only, what is published everywhere.
    CodeVerb.BROWSE: r.anyone,
    CodeVerb.READ: r.own_org | r.anyone & r.when("status", {"published", "withdrawn"}),
    CodeVerb.COMPARE: r.own_org | r.anyone & r.when("status", {"published", "withdrawn"}),
    CodeVerb.DRAFT: (r.enterprise | r.association) & r.officer,
    CodeVerb.EDIT: _code_officer,
    CodeVerb.PUBLISH: _code_officer,
    CodeVerb.REVISE: _code_officer,
    CodeVerb.WITHDRAW: _code_officer,
    EditionVerb.READ: _of_code(r.own_org) | r.anyone & r.when("status", {"published", "superseded"}),
    # A notice is its issuer's until it is issued, then its recipients' too, even when it is withdrawn.
    # What a recipient answers is read by the issuer and by nobody else.
    NoticeVerb.BROWSE: r.anyone,
    NoticeVerb.READ: r.own_org | _recipient | _sent(r.anyone, "public"),
    NoticeVerb.DRAFT: r.agency & r.officer,
    NoticeVerb.EDIT: _issuer,
    NoticeVerb.ISSUE: _issuer,
    NoticeVerb.ACKNOWLEDGE: _addressed_officer,
    NoticeVerb.FEEDBACK: _addressed_officer,
    NoticeVerb.WITHDRAW: _issuer,
    NoticeVerb.BRING_IN: r.clock,
    AcknowledgementVerb.READ: _answer_to_notice,
    FeedbackVerb.READ: _answer_to_notice,
    # A saved search is its author's, and its organisation's once it is shared; an alert is one person's alone.
    # What is found by either is found under the finder's own rules. A secret address leads to a feed, or out.
    WatchVerb.BROWSE: r.signed_in,
    WatchVerb.READ: _watch_readers,
    WatchVerb.SAVE: r.signed_in,
    WatchVerb.EDIT: r.author & r.when("status", {"kept"}),
    WatchVerb.DELETE: r.author & r.when("status", {"kept"}),
    WatchVerb.SUBSCRIBE: _watch_readers,
    WatchVerb.ATOM: r.anyone,
    SubscriptionVerb.READ: r.author,
    SubscriptionVerb.ALERT: r.clock,
    SubscriptionVerb.CANCEL: r.anyone,
    SubscriptionVerb.FEED: r.anyone,
}
