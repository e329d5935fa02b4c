"""E-mail addresses: judged by their form (RFC 5321, 5322, 6531), and kept in one spelling."""

from __future__ import annotations

from typing import Final

from email_validator import EmailNotValidError, validate_email

LONGEST: Final = 254
"""RFC 5321, 4.5.3.1.3, less the angle brackets."""


def normal_address(typed: str) -> str:
    """Return the one spelling under which an address is kept: lower case, its domain in ASCII.

    Raises ValueError for what cannot be an address. Nothing is looked up on the network.
    """
    try:
        found = validate_email(typed[:400], check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise ValueError("no e-mail address") from error
    address = (found.ascii_email or found.normalized).casefold()
    if len(address) > LONGEST:
        raise ValueError("no e-mail address")
    return address
