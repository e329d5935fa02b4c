"""What a person may send with a form, and what an officer says who opens an original."""

from portal.files.forms.opening import UnsealForm
from portal.files.forms.uploads import UploadField, WithFiles, uploads

__all__ = ["UnsealForm", "UploadField", "WithFiles", "uploads"]
