"""What a person may type about a case."""

from portal.cases.forms.filing import FileForm, TrackForm, WithdrawForm
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
from portal.cases.forms.publication import PublishForm

__all__ = [
    "AcceptForm",
    "AnswerForm",
    "CloseForm",
    "DispatchForm",
    "FileForm",
    "MessageForm",
    "NoteForm",
    "ProgressForm",
    "PublishForm",
    "RefuseForm",
    "TakeUpForm",
    "TrackForm",
    "WithdrawForm",
]
