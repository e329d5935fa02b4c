"""What was filed, as one value whose digest stands in the ledger and in the receipt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from portal.cases.model.tables import Statement
from portal.files.model import Attachment
from portal.ledger import canonical


def filed(statement: Statement, category: str, files: Iterable[Attachment]) -> dict[str, Any]:
    """Return what the complainant filed: the words, the class, and the files by their digests.

    The random reference of the statement makes it impossible to guess short texts from the digest.
    """
    listed = [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in files]
    return {
        "version": 1,
        "title": statement.title,
        "body": statement.body,
        "category": category,
        "files": sorted(listed, key=lambda file: (file["sha256"], file["name"])),
        "salt": statement.ref,
    }


def digest_of(content: dict[str, Any]) -> str:
    """Return SHA-256 of what was filed, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()
