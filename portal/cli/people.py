"""People and organisations, for whoever sits at the machine itself: here operators and auditors are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import make_gate
from portal.access import CLOCK, Gate, Permit, Verb
from portal.accounts import commands
from portal.accounts.model import DUTIES
from portal.accounts.queries import reference_of
from portal.accounts.verbs import AccountVerb
from portal.cli.frame import Failed, ready, with_settings
from portal.config import Settings
from portal.identity.addresses import normal_address
from portal.identity.model import Account, Organisation, Reset
from portal.identity.passwords import hash_password, judge
from portal.identity.tokens import token_for
from portal.organisations.commands import appoint
from portal.organisations.verbs import OrganisationVerb
from portal.web.typed import clean

_DUTY = click.Choice(["none", *DUTIES])


@click.group()
def user() -> None:
    """People's accounts: add, disable, enable, reset, charge."""


@user.command()
@click.argument("email")
@click.argument("name")
@click.option(
    "--duty", type=_DUTY, default="none", help="Operators run the portal, auditors read its ledger."
)
@click.option("--lang", type=click.Choice(["zh-hans", "en"]), default="zh-hans")
@click.option("--password", "ask", is_flag=True, help="Ask for a password instead of printing a link.")
@with_settings
def add(settings: Settings, *, email: str, name: str, duty: str, lang: str, ask: bool) -> None:
    """Make an account; the person sets the password by the link that is printed, within an hour."""
    address, name = _address(email), clean(name, multiline=False)[:80]
    hashed = _ask_password(name, address) if ask else ""
    entry = commands.Enrolment(name, address, lang, hashed, "" if duty == "none" else duty)

    def act(session: Session, gate: Gate) -> str:
        account = commands.enrol(gate.admit(session, CLOCK, AccountVerb.ENROL), entry)
        return "" if ask else _link(settings, session, gate, account)

    link = _in_one_transaction(settings, act)
    click.echo(f"{address} has an account now.")
    if link:
        click.echo(f"The password is set here, once, within an hour: {link}")


@user.command()
@click.argument("email")
@with_settings
def disable(settings: Settings, *, email: str) -> None:
    """Close an account: it is signed out everywhere and cannot sign in."""
    _change(settings, email, AccountVerb.DISABLE, commands.disable)
    click.echo(f"{email} is disabled.")


@user.command()
@click.argument("email")
@with_settings
def enable(settings: Settings, *, email: str) -> None:
    """Open a closed account again."""
    _change(settings, email, AccountVerb.ENABLE, commands.enable)
    click.echo(f"{email} is enabled.")


@user.command()
@click.argument("email")
@click.argument("duty", type=_DUTY)
@with_settings
def charge(settings: Settings, *, email: str, duty: str) -> None:
    """Make somebody an operator or an auditor, or relieve them of it."""
    word = "" if duty == "none" else duty
    _change(settings, email, AccountVerb.CHARGE, lambda permit: commands.charge(permit, word))
    click.echo(f"{email} is charged with: {duty}.")


@user.command()
@click.argument("email")
@with_settings
def reset(settings: Settings, *, email: str) -> None:
    """Print a link that sets a new password, once, within an hour."""

    def act(session: Session, gate: Gate) -> str:
        permit = _permit(session, gate, AccountVerb.CHARGE, _address(email))
        return _link(settings, session, gate, permit.subject)

    click.echo(_in_one_transaction(settings, act))


@click.group()
def org() -> None:
    """Organisations: list them, and say which department receives complaints first."""


@org.command("list")
@with_settings
def list_(settings: Settings) -> None:
    """List the organisations on the portal."""
    store = ready(settings)
    with store.reading() as session:
        query = make_gate().visible(CLOCK, OrganisationVerb.READ)
        for row in session.scalars(query.order_by(Organisation.sort, Organisation.id)):
            mark = "  receives complaints" if row.intake else ""
            click.echo(f"{row.ref}  {row.sort:11}  {row.status:9}  {row.name_zh}  {row.name_en}{mark}")
    store.close()


@org.command()
@click.argument("ref")
@with_settings
def intake(settings: Settings, *, ref: str) -> None:
    """Let the department with this reference receive complaints from now on."""

    def act(session: Session, gate: Gate) -> str:
        return appoint(gate.admit(session, CLOCK, OrganisationVerb.APPOINT, ref)).name_zh

    click.echo(f"{_in_one_transaction(settings, act)} receives complaints from now on.")


def _in_one_transaction(settings: Settings, act: Callable[[Session, Gate], str]) -> str:
    store = ready(settings)
    with store.writing() as session:
        said = act(session, make_gate())
    store.close()
    return said


def _address(typed: str) -> str:
    try:
        return normal_address(typed)
    except ValueError:
        raise Failed(f"{typed} is no e-mail address.") from None


def _permit(session: Session, gate: Gate, verb: Verb, email: str) -> Permit[Any]:
    ref = reference_of(session, email)
    if ref is None:
        raise Failed(f"There is no account with the address {email}.")
    return gate.admit(session, CLOCK, verb, ref)


def _change(settings: Settings, email: str, verb: Verb, command: Callable[[Permit[Any]], Any]) -> None:
    def act(session: Session, gate: Gate) -> str:
        command(_permit(session, gate, verb, _address(email)))
        return ""

    _in_one_transaction(settings, act)


def _link(settings: Settings, session: Session, gate: Gate, account: Account) -> str:
    """Ask for a new password in the person's name and return the link that a mail would bring."""
    commands.forgot(gate.admit(session, CLOCK, AccountVerb.FORGOT), account.email)
    session.flush()
    query = select(Reset.nonce).where(Reset.account_id == account.id, Reset.used_at.is_(None))
    nonce = session.scalar(query.order_by(Reset.expires_at.desc()).limit(1))
    if nonce is None:
        raise Failed(f"The account {account.email} is disabled: enable it first.")
    return f"{settings.url}/{account.lang}/account/reset/{token_for(settings.secret_key, nonce)}"


def _ask_password(name: str, email: str) -> str:
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if weak := judge(typed, [name, email, "gongzhi"]):
        raise Failed(weak[0].value)
    return hash_password(typed)


COMMANDS = (user, org)
