"""What a person may type about a case."""

from portal.cases.forms.appeals import AppealForm, DecideAppealForm
from portal.cases.forms.bulk import BulkForm
from portal.cases.forms.cooperation import ContributeForm, InvolveForm, RecuseForm, TransferForm
from portal.cases.forms.dispatching import AdjudicateForm, SendBackForm, TakeUpForm
from portal.cases.forms.drafts import DiscardForm, ResumeForm, SaveForm
from portal.cases.forms.filing import TrackForm, WithdrawForm
from portal.cases.forms.handling import (
    AcceptForm,
    AnswerForm,
    CloseForm,
    DispatchForm,
    MessageForm,
    NoteForm,
    ProgressForm,
    RefuseForm,
)
from portal.cases.forms.intake import JoinForm, TakeInForm
from portal.cases.forms.pausing import AppraiseForm, AskInfoForm, ResumeHandlingForm, SupplyForm
from portal.cases.forms.pressing import (
    AskExtensionForm,
    CoordinateForm,
    DenyExtensionForm,
    EscalateForm,
    GradeForm,
    GrantExtensionForm,
    SuperviseForm,
)
from portal.cases.forms.publication import GiveConsentForm, PublishForm, WithdrawConsentForm
from portal.cases.forms.steps import STEP_FORMS, FileForm, WriteForm

__all__ = [
    "STEP_FORMS",
    "AcceptForm",
    "AdjudicateForm",
    "AnswerForm",
    "AppealForm",
    "AppraiseForm",
    "AskExtensionForm",
    "AskInfoForm",
    "BulkForm",
    "CloseForm",
    "ContributeForm",
    "CoordinateForm",
    "DecideAppealForm",
    "DenyExtensionForm",
    "DiscardForm",
    "DispatchForm",
    "EscalateForm",
    "FileForm",
    "GiveConsentForm",
    "GradeForm",
    "GrantExtensionForm",
    "InvolveForm",
    "JoinForm",
    "MessageForm",
    "NoteForm",
    "ProgressForm",
    "PublishForm",
    "RecuseForm",
    "RefuseForm",
    "ResumeForm",
    "ResumeHandlingForm",
    "SaveForm",
    "SendBackForm",
    "SuperviseForm",
    "SupplyForm",
    "TakeInForm",
    "TakeUpForm",
    "TrackForm",
    "TransferForm",
    "WithdrawConsentForm",
    "WithdrawForm",
    "WriteForm",
]
