"""What waits for somebody else: a name that is asked for, a summary that was taken down, files that came along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.access import Actor, Permit, Verb
from portal.cases import commands
from portal.cases.model import Case
from portal.cases.verbs import DisclosureVerb, SummaryVerb
from portal.demo.stage import Stage, load
from portal.files.commands import take_in
from portal.identity.sealing import Seal
from portal.store import Store

# Steps that are taken with a part of a case: the part, the verb and the command.
_ON_PARTS: dict[str, tuple[str, Verb, Callable[..., Any]]] = {
    "grant": ("name", DisclosureVerb.GRANT, commands.grant),
    "approve": ("summary", SummaryVerb.APPROVE, commands.approve),
    "hide": ("summary", SummaryVerb.HIDE, commands.hide),
    "appeal_hiding": ("summary", SummaryVerb.APPEAL_HIDING, commands.appeal_hiding),
}


def ask_identity(stage: Stage, permit: Permit[Case], _step: dict[str, Any], text: str) -> None:
    """Ask to see who complained, and remember the request for who decides on it."""
    stage.refs[f"{permit.subject.ref}:name"] = commands.ask_identity(permit, text).ref


def publish(stage: Stage, permit: Permit[Case], step: dict[str, Any], _text: str) -> None:
    """Publish a summary, and remember it for who takes it down."""
    made = commands.publish(permit, step["title"], step["summary"])
    stage.refs[f"{permit.subject.ref}:summary"] = made.ref


def is_on_part(step: dict[str, Any]) -> bool:
    """Whether the step is taken with a part of a case."""
    return step["do"] in _ON_PARTS


def on_part(stage: Stage, who: str | Actor, key: str, step: dict[str, Any]) -> None:
    """Take a step with a part of a case, with what is said of it: a ground, a text, or nothing."""
    part, verb, command = _ON_PARTS[step["do"]]
    said = (step[name] for name in ("ground", "body") if name in step)
    command(stage.permit(who, verb, f"{stage.refs[key]}:{part}"), *said)


def token_of(row: dict[str, Any]) -> str:
    """Return the token under which the files of a filing wait; none when there are no files."""
    return f"demo|{row['key']}" if row.get("files") else ""


def take_files_in(store: Store, seal: Seal) -> None:
    """Take in what complainants send with their filings, before the scenario is played: each file by itself."""
    for row in load("cases"):
        for file in row.get("files", ()):
            take_in(store, seal, token_of(row), file["name"], file["text"].encode())
