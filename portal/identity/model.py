"""People, the organisations they speak for, and how they are signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.store import Attached, Governed, Row
from portal.store.rows import Json


class Account(Governed):
    """One person who can sign in.

    `duty` is empty, `operator` (runs the portal, reads no restricted content) or `auditor` (reads the ledger).
    """

    __tablename__ = "account"
    kind = "account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password: Mapped[str] = mapped_column(String(200))
    duty: Mapped[str] = mapped_column(String(16), default="")


class Organisation(Governed):
    """An agency, enterprise or association.

    Status: applied, active, refused, suspended; `listed` is an enterprise known from public filings
    that nobody has claimed yet. `uscc` is the Unified Social Credit Code (GB 32100), where known.
    `intake` marks the agency that receives complaints first.
    """

    __tablename__ = "organisation"
    kind = "organisation"

    sort: Mapped[str] = mapped_column(String(16), index=True)
    uscc: Mapped[str | None] = mapped_column(String(18), unique=True)
    name_zh: Mapped[str] = mapped_column(String(120), index=True)
    name_en: Mapped[str] = mapped_column(String(160), default="")
    district: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    about_zh: Mapped[str] = mapped_column(Text, default="")
    about_en: Mapped[str] = mapped_column(Text, default="")
    intake: Mapped[bool] = mapped_column(default=False)
    ground: Mapped[str] = mapped_column(Text, default="")


class Membership(Governed):
    """A person's place in an organisation. Status: requested, active, ended; one that is not ended a person."""

    __tablename__ = "membership"
    kind = "membership"

    account_id: Mapped[int] = mapped_column(BigInteger, index=True)
    org_id: Mapped[int] = mapped_column(BigInteger, index=True)
    role: Mapped[str] = mapped_column(String(16), default="member")

    __table_args__ = (
        Index(
            "uq_membership_one_a_person",
            "account_id",
            unique=True,
            sqlite_where=text("status <> 'ended'"),
            postgresql_where=text("status <> 'ended'"),
        ),
    )


class Group(Governed):
    """A named circle of organisations that notices can be shared with. Status: active, retired."""

    __tablename__ = "sharing_group"
    kind = "group"

    name_zh: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(160), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")


class GroupMember(Attached):
    """An organisation in a sharing group."""

    __tablename__ = "group_member"
    org_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)


class SignIn(Row):
    """A browser that is signed in, or that has shown a receipt. The cookie's token is kept only as a hash.

    No address is kept; `agent` is the kind of browser, so that a person knows which session is which.
    """

    __tablename__ = "sign_in"
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    ref: Mapped[str] = mapped_column(String(40), unique=True)
    account_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    receipts: Mapped[list[Any]] = mapped_column(Json, default=list)
    agent: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Reset(Row):
    """A request to set a new password. The token in the mail is derived from the row and the portal's key."""

    __tablename__ = "reset"
    nonce: Mapped[str] = mapped_column(String(40), primary_key=True)
    account_id: Mapped[int] = mapped_column(BigInteger, index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
