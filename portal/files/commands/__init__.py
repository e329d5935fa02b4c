"""What happens to files: taken in before anything is recorded, attached with their part, unsealed, erased."""

from portal.files.commands.attached import RECORD_BYTES, RECORD_FILES, attach, erase, pass_on, unseal
from portal.files.commands.blobs import original_of
from portal.files.commands.pending import (
    FILE_BYTES,
    FILES,
    FORM_BYTES,
    drop,
    forget_old,
    hold,
    remove,
    take_in,
)

__all__ = [
    "FILES",
    "FILE_BYTES",
    "FORM_BYTES",
    "RECORD_BYTES",
    "RECORD_FILES",
    "attach",
    "drop",
    "erase",
    "forget_old",
    "hold",
    "original_of",
    "pass_on",
    "remove",
    "take_in",
    "unseal",
]
