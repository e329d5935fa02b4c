"""Signed receipts: the same whenever asked for, checked by a program that knows nothing of the portal."""

from __future__ import annotations

import ast
import base64
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from portal.cases.model import Statement
from portal.config import Settings
from portal.identity.signing import Signer
from tests.factories import case_in, filed
from tests.files.test_files import COMPLAINT, NEW, PHOTO, sent
from tests.laws.test_budgets import ROOT
from tests.people import Portal, last_event, said

SCRIPT = ROOT / "tools" / "verify_receipt.py"
Check = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def taken(portal: Portal, who: Any) -> dict[str, Any]:
    """A receipt that was taken home, of a complaint with a photograph."""
    answer = who["amy"].post(NEW, **COMPLAINT, **sent(("photo.jpg", PHOTO)))
    path = answer.location.partition("?")[0]
    return json.loads(who["amy"].get(f"{path}/receipt?as=json").data)


@pytest.fixture
def check(portal: Portal, who: Any, tmp_path: Path) -> Check:
    """Check a receipt with a copy of the program, alone in a folder, as somebody without the portal would."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "verify_receipt.py").write_bytes(SCRIPT.read_bytes())
    (home / "keys.pem").write_bytes(who["visitor"].get("/en/about/keys?as=pem").data)
    (home / "photo.jpg").write_bytes(PHOTO)
    (home / "words.txt").write_bytes("\ufeffThe price rose.\r\n".encode())

    def run(receipt: dict[str, Any] | bytes, *more: str) -> subprocess.CompletedProcess[str]:
        content = receipt if isinstance(receipt, bytes) else json.dumps(receipt).encode()
        (home / "receipt.json").write_bytes(content)
        command = [
            sys.executable,
            "-I",
            "-X",
            "utf8",
            "verify_receipt.py",
            "receipt.json",
            "--key",
            "keys.pem",
        ]
        return subprocess.run(
            [*command, *more], cwd=home, capture_output=True, text=True, check=False, env={}
        )

    return run


def test_a_receipt_says_what_the_ledger_says(portal, taken):
    event = last_event(portal)
    receipt = taken["receipt"]
    assert receipt["ledger"] == {"position": event.id, "hash": event.hash}
    assert (receipt["digest"], receipt["portal"]) == (event.facts["filed"], portal.settings.url)
    assert receipt["number"].startswith("C-")
    assert taken["filed"]["body"] == "The price rose."
    assert [file["name"] for file in taken["filed"]["files"]] == ["photo.jpg"]


def test_asked_twice_and_later_it_is_the_same(portal, who):
    ref = filed(portal)
    first = who["amy"].get(f"/en/cases/{ref}/receipt?as=json").data
    who["amy"].post(f"/en/cases/{ref}/message", body="More.")
    who["intake"].post(f"/en/cases/{ref}/accept")
    assert who["amy"].get(f"/en/cases/{ref}/receipt?as=json").data == first
    assert who["amy"].get(f"/zh-hans/cases/{ref}/receipt?as=json").data == first


def test_a_true_receipt_is_found_true(check, taken):
    result = check(taken, "--file", "photo.jpg", "--text", "words.txt")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count("ok ") == 4
    assert taken["receipt"]["number"] in result.stdout


def test_the_text_to_read_is_checked_as_well(portal, who, check):
    text = who["amy"].get(f"/en/cases/{filed(portal)}/receipt?as=txt")
    assert "Position in the ledger: 1" in text.text
    assert check(text.data).returncode == 0


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every single value."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from leaves(inner, (*way, key))
    else:
        yield way


def changed(receipt: dict[str, Any], way: tuple[Any, ...]) -> dict[str, Any]:
    """Return a copy in which one value is a little different."""
    copy = json.loads(json.dumps(receipt))
    holder = copy
    for key in way[:-1]:
        holder = holder[key]
    value = holder[way[-1]]
    holder[way[-1]] = value + 1 if isinstance(value, int) else chr(ord(value[0]) ^ 1) + value[1:]
    return copy


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_any_changed_value_is_noticed(check, taken):
    wrong = [way for way in leaves(taken) if check(changed(taken, way)).returncode != 1]
    assert wrong == []
    assert len(list(leaves(taken))) == 17


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_was_not_filed_is_noticed(check, taken, tmp_path):
    (tmp_path / "home" / "photo.jpg").write_bytes(PHOTO + b"x")
    assert check(taken, "--file", "photo.jpg").returncode == 1
    (tmp_path / "home" / "words.txt").write_text("The price fell.")
    assert check(taken, "--text", "words.txt").returncode == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_key_of_another_proves_nothing(check, taken, tmp_path):
    forged = Signer(bytes(32))
    content = taken["receipt"] | {"key": forged.name}
    assert check({**taken, "receipt": content, "signature": forged.sign(content)}).returncode == 1
    content = taken["receipt"]
    assert check({**taken, "signature": forged.sign(content)}).returncode == 1
    (tmp_path / "home" / "keys.pem").write_text(forged.pem)
    assert check(taken).returncode == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff\xfe", b"[]", b'{"receipt": 1, "signature": 2}', b"[" * 99999]
)
def test_what_is_no_receipt_is_said_to_be_none(check, content):
    result = check(content)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_the_program_needs_python_and_cryptography_alone():
    tree = ast.parse(SCRIPT.read_text("utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in named} - sys.stdlib_module_names == {"cryptography"}


# --- on the page ---


def test_who_filed_has_the_receipt_and_nobody_else(portal, who):
    path = f"/en/cases/{case_in(portal, 'handling')}"
    assert "Signed receipt" in said(who["amy"].get(path))
    assert who["amy"].get(f"{path}/receipt").status_code == 200
    for name in ("bob", "intake", "cyber", "acme", "operator", "auditor"):
        assert who[name].get(f"{path}/receipt").status_code == 404
        assert "Signed receipt" not in who[name].get(path).text


def test_the_anonymous_are_shown_the_way_to_their_receipt(portal, who, check):
    visitor = who["visitor"]
    page = visitor.post(NEW, **COMPLAINT)
    ref = re.search(r"C-\d{4}-\d{6}", page.text)[0]
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}", page.text)[0]
    assert f"/en/cases/{ref}/receipt" in page.text
    image = unquote(
        re.search(r'<img class="gz-qr__image" src="data:image/svg\+xml[^,]*,([^"]+)"', page.text)[1]
    )
    assert ("<svg" in image, code in image) == (True, False)
    assert check(json.loads(visitor.get(f"/en/cases/{ref}/receipt?as=json").data)).returncode == 0
    assert who["visitor"].get(f"/en/cases/{ref}/receipt").status_code == 303


def test_a_text_changed_in_the_database_is_no_longer_what_was_filed(portal, who):
    ref = filed(portal)
    with portal.store.engine.begin() as connection:
        connection.execute(Statement.__table__.update().values(body="Nothing happened."))
    taken = json.loads(who["amy"].get(f"/en/cases/{ref}/receipt?as=json").data)
    assert taken["filed"] is None
    assert "no longer kept as it was" in said(who["amy"].get(f"/en/cases/{ref}/receipt"))


def test_the_keys_are_public_and_old_ones_stay(portal, who, tmp_path):
    old, new = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
    env = {"PORTAL_INSTANCE": str(tmp_path), "PORTAL_RECEIPT_KEY": f"{new} {old}"}
    keys = Settings.from_env(env).receipt_keys
    assert [Signer(key).name for key in keys] == [Signer(bytes([n]) * 32).name for n in (2, 1)]
    page = who["visitor"].get("/en/about/keys")
    signer = Signer(portal.settings.receipt_keys[0])
    assert signer.fingerprint in said(page)
    assert page.headers["Cache-Control"] == "public, no-cache"
    assert who["visitor"].get("/en/about/keys?as=pem").text == signer.pem
    assert who["visitor"].get("/en/about/keys?as=py").data == SCRIPT.read_bytes()
