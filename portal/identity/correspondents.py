"""Whom a mail is for when that is nobody's account: a person who left an address with what they filed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody a mail goes to. `nonce` is what the token of the mail's link is made of, if it has one."""

    name: str
    email: str
    lang: str
    nonce: str = ""
