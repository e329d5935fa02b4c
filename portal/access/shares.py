"""To whom a row is opened by name: what the rules about sharing look at."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from portal.store import Attached


class Share(Attached):
    """A row opened to one more organisation."""

    __tablename__ = "share"
    org_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)


class GroupShare(Attached):
    """A row opened to whoever belongs to a sharing group at the moment of reading."""

    __tablename__ = "group_share"
    group_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)
