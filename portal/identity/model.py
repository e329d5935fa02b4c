"""People, the organisations they speak for, and how they are signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, Text, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from portal.store import Attached, Governed, Row
from portal.store.rows import Json


class Account(Governed):
    """One person who can sign in.

    Status: unconfirmed (has not yet opened the link in the mail), active, disabled. `duty` is empty,
    `operator` (runs the portal, reads no restricted content) or `auditor` (reads the ledger).
    """

    __tablename__ = "account"
    kind = "account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password: Mapped[str] = mapped_column(String(200))
    duty: Mapped[str] = mapped_column(String(16), default="")


class Organisation(Governed):
    """An agency, enterprise or association.

    Status: applied, active, refused, suspended; `listed` is an enterprise known from public filings that
    nobody has claimed yet, and `merged` an application to speak for one of those that was approved: the
    listed row, `claims_id`, is the organisation from then on. `uscc` is the Unified Social Credit Code
    (GB 32100), where known, and one organisation's only; applications may share it, so that nobody can block
    a code by applying. `intake` marks the agency that receives complaints first. `ground` is why it was
    refused or suspended.
    """

    __tablename__ = "organisation"
    kind = "organisation"

    sort: Mapped[str] = mapped_column(String(16), index=True)
    uscc: Mapped[str | None] = mapped_column(String(18), index=True)
    name_zh: Mapped[str] = mapped_column(String(120), index=True)
    name_en: Mapped[str] = mapped_column(String(160), default="")
    district: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    about_zh: Mapped[str] = mapped_column(Text, default="")
    about_en: Mapped[str] = mapped_column(Text, default="")
    intake: Mapped[bool] = mapped_column(default=False)
    ground: Mapped[str] = mapped_column(Text, default="")
    claims_id: Mapped[int | None] = mapped_column(BigInteger, index=True)

    __table_args__ = (
        Index(
            "uq_organisation_one_a_code",
            "uscc",
            unique=True,
            sqlite_where=text("status IN ('listed', 'active', 'suspended')"),
            postgresql_where=text("status IN ('listed', 'active', 'suspended')"),
        ),
    )


class Membership(Governed):
    """A person's place in an organisation. Status: requested, active, ended; one that is not ended a person.

    `about` is what the person said of themselves when they asked to join.
    """

    __tablename__ = "membership"
    kind = "membership"

    account_id: Mapped[int] = mapped_column(BigInteger, index=True)
    org_id: Mapped[int] = mapped_column(BigInteger, index=True)
    role: Mapped[str] = mapped_column(String(16), default="member")
    about: Mapped[str] = mapped_column(Text, default="")

    account: Mapped[Account] = relationship(  # set when both are made, so that it learns the account's id
        lazy="raise", primaryjoin=lambda: foreign(Membership.account_id) == Account.id
    )

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
    """A named circle of organisations that notices can be shared with. Status: active, retired.

    Sharing through a group means: with whoever belongs to it at the moment of reading. A retired group has
    no readers, so what was shared through it alone is closed to its members from their next request on.
    """

    __tablename__ = "sharing_group"
    kind = "group"

    name_zh: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(160), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")


class GroupMember(Attached):
    """An organisation in a sharing group."""

    __tablename__ = "group_member"
    org_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)

    group: Mapped[Group] = relationship(  # set when both are made, so that the member learns the group's id
        lazy="raise", primaryjoin=lambda: foreign(GroupMember.subject_id) == Group.id
    )


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
    """A link that was mailed to a person, good once: `purpose` is `confirm` (a new account) or `reset`.

    The token in the mail is derived from the nonce and the portal's key. To confirm, the person also types
    the password chosen with this very registration, whose hash waits here: so nobody can have an account in
    the name of somebody else's address by registering first and letting its owner click.
    """

    __tablename__ = "reset"
    nonce: Mapped[str] = mapped_column(String(40), primary_key=True)
    account_id: Mapped[int] = mapped_column(BigInteger, index=True)
    purpose: Mapped[str] = mapped_column(String(8), default="reset")
    password: Mapped[str] = mapped_column(String(200), default="")
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
