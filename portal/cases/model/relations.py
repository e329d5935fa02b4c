"""How cases belong together: links between two of them, told to whoever may read both."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.cases.model.tables import Part
from portal.i18n import N_

RELATIONS = {
    "related": N_("Related"),
    "same": N_("The same matter"),
    "follows": N_("This case follows from it"),
    "followed": N_("It follows from this case"),
    "split_from": N_("This case was split off from it"),
    "split_into": N_("It was split off from this case"),
}
"""What a case is to the other one."""
OFFERED = {code: RELATIONS[code] for code in ("related", "same", "follows")}
"""What somebody who links may say; the other side is said for the other case."""
MIRRORED = {"follows": "followed", "followed": "follows", "split_into": "split_from"}
LASTING = frozenset({"split_from", "split_into"})
"""How a case began is no opinion: such a link is not taken back."""
RELATION_STATUSES = {"kept": N_("Linked"), "removed": N_("Link removed")}
UNLINKS = {
    "mistake": N_("The wrong case was linked"),
    "different": N_("They turned out to be different matters"),
    "needless": N_("The link is of no use any more"),
}
"""Why a link is removed."""


class Relation(Part):
    """One side of a link: what its case is to the case with the number `other_ref`.

    A link is two of these, one on each case. Each is read by whoever reads the case it points to and stands on the
    page of the case it belongs to, so that only who may read both comes to see it. `ground` is why it was removed.
    """

    __tablename__ = "relation"
    kind = "relation"
    nature: Mapped[str] = mapped_column(String(16))
    other_ref: Mapped[str] = mapped_column(String(40), index=True)
    ground: Mapped[str] = mapped_column(String(24), default="")
