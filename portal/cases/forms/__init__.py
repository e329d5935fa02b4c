"""What a person may type about a case."""

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
    TakeUpForm,
)
from portal.cases.forms.intake import JoinForm, TakeInForm
from portal.cases.forms.publication import GiveConsentForm, PublishForm, WithdrawConsentForm
from portal.cases.forms.steps import STEP_FORMS, FileForm, WriteForm

__all__ = [
    "STEP_FORMS",
    "AcceptForm",
    "AnswerForm",
    "CloseForm",
    "DiscardForm",
    "DispatchForm",
    "FileForm",
    "GiveConsentForm",
    "JoinForm",
    "MessageForm",
    "NoteForm",
    "ProgressForm",
    "PublishForm",
    "RefuseForm",
    "ResumeForm",
    "SaveForm",
    "TakeInForm",
    "TakeUpForm",
    "TrackForm",
    "WithdrawConsentForm",
    "WithdrawForm",
    "WriteForm",
]
