"""What a person may type about a case."""

from portal.cases.forms.appeals import (
    AppealForm,
    DecideAppealForm,
)
from portal.cases.forms.bulk import (
    BulkForm,
)
from portal.cases.forms.cooperation import (
    ContributeForm,
    InvolveForm,
    RecuseForm,
    TransferForm,
)
from portal.cases.forms.dispatching import (
    AdjudicateForm,
    SendBackForm,
    TakeUpForm,
)
from portal.cases.forms.drafts import (
    DiscardForm,
    ResumeForm,
    SaveForm,
)
from portal.cases.forms.figures import (
    CorrectForm,
    EnactForm,
)
from portal.cases.forms.filing import (
    TrackForm,
    WithdrawForm,
)
from portal.cases.forms.handling import (
    AcceptForm,
    AnswerForm,
    DispatchForm,
    MessageForm,
    NoteForm,
    ProgressForm,
    RefuseForm,
)
from portal.cases.forms.hearing import (
    ContestForm,
    DecideCorrectionForm,
    DemandCorrectionForm,
    HearForm,
    ReplyForm,
)
from portal.cases.forms.identity import (
    AskIdentityForm,
    DeclineForm,
    GrantForm,
    UnsealForm,
)
from portal.cases.forms.intake import (
    JoinForm,
    TakeInForm,
)
from portal.cases.forms.merging import (
    MergeForm,
    SeparateForm,
)
from portal.cases.forms.outcomes import (
    CallBackForm,
    CloseForm,
    KeepPromiseForm,
)
from portal.cases.forms.pausing import (
    AppraiseForm,
    AskInfoForm,
    ResumeHandlingForm,
    SupplyForm,
)
from portal.cases.forms.pressing import (
    AskExtensionForm,
    CoordinateForm,
    DenyExtensionForm,
    EscalateForm,
    GradeForm,
    GrantExtensionForm,
    SuperviseForm,
)
from portal.cases.forms.publication import (
    AppealHidingForm,
    ApproveForm,
    GiveConsentForm,
    HideForm,
    PublishForm,
    RejectForm,
    RestoreForm,
    UpholdForm,
    WithdrawConsentForm,
)
from portal.cases.forms.ratings import (
    RateForm,
    RespondForm,
)
from portal.cases.forms.relations import (
    LinkForm,
    UnlinkForm,
)
from portal.cases.forms.retention import (
    DisposeForm,
    EraseForm,
    HoldForm,
    KeepForm,
    ProposeDisposalForm,
    ReleaseForm,
)
from portal.cases.forms.reviews import (
    AskReviewForm,
    DecideReviewForm,
    ReopenForm,
)
from portal.cases.forms.splitting import (
    SplitForm,
)
from portal.cases.forms.steps import (
    STEP_FORMS,
    FileForm,
    WriteForm,
)

__all__ = [
    "STEP_FORMS",
    "AcceptForm",
    "AdjudicateForm",
    "AnswerForm",
    "AppealForm",
    "AppealHidingForm",
    "AppraiseForm",
    "ApproveForm",
    "AskExtensionForm",
    "AskIdentityForm",
    "AskInfoForm",
    "AskReviewForm",
    "BulkForm",
    "CallBackForm",
    "CloseForm",
    "ContestForm",
    "ContributeForm",
    "CoordinateForm",
    "CorrectForm",
    "DecideAppealForm",
    "DecideCorrectionForm",
    "DecideReviewForm",
    "DeclineForm",
    "DemandCorrectionForm",
    "DenyExtensionForm",
    "DiscardForm",
    "DispatchForm",
    "DisposeForm",
    "EnactForm",
    "EraseForm",
    "EscalateForm",
    "FileForm",
    "GiveConsentForm",
    "GradeForm",
    "GrantExtensionForm",
    "GrantForm",
    "HearForm",
    "HideForm",
    "HoldForm",
    "InvolveForm",
    "JoinForm",
    "KeepForm",
    "KeepPromiseForm",
    "LinkForm",
    "MergeForm",
    "MessageForm",
    "NoteForm",
    "ProgressForm",
    "ProposeDisposalForm",
    "PublishForm",
    "RateForm",
    "RecuseForm",
    "RefuseForm",
    "RejectForm",
    "ReleaseForm",
    "ReopenForm",
    "ReplyForm",
    "RespondForm",
    "RestoreForm",
    "ResumeForm",
    "ResumeHandlingForm",
    "SaveForm",
    "SendBackForm",
    "SeparateForm",
    "SplitForm",
    "SuperviseForm",
    "SupplyForm",
    "TakeInForm",
    "TakeUpForm",
    "TrackForm",
    "TransferForm",
    "UnlinkForm",
    "UnsealForm",
    "UpholdForm",
    "WithdrawConsentForm",
    "WithdrawForm",
    "WriteForm",
]
