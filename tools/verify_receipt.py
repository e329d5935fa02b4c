"""Check a receipt of a complaint without the portal that gave it. Needs Python 3.11 and `cryptography`, no network.

    python verify_receipt.py RECEIPT --key KEYS [--text FILE] [--file FILE …]

RECEIPT is the file downloaded from the case, KEYS the public keys from the portal's page about its keys. --text
holds the words as you have them yourself; each --file is one that you sent. Exit code 0: the receipt is true and
everything named is what was filed; 1: something is not; 2: a file cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

PURPOSE = b"gongzhi receipt 1\n"
PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)


class Unreadable(Exception):
    """A file is not what it was named as."""


def canonical(content: Any) -> bytes:
    """Return the one form that is hashed and signed: JSON with sorted names, no spaces, in UTF-8."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def read_receipt(path: Path) -> dict[str, Any]:
    """Return the receipt in a file of JSON, or in the last line of one to read."""
    lines = path.read_text("utf-8").strip().splitlines() or [""]
    try:
        found = json.loads(lines[-1] if lines[-1].startswith("{") else "\n".join(lines))
    except ValueError as error:
        raise Unreadable(f"{path}: no receipt") from error
    if not isinstance(found, dict) or not isinstance(found.get("receipt"), dict) or "signature" not in found:
        raise Unreadable(f"{path}: no receipt")
    return found


def read_keys(path: Path) -> dict[str, Ed25519PublicKey]:
    """Return the public keys in a file, by the names that receipts call them."""
    keys = {}
    for block in PEM.findall(path.read_bytes()):
        try:
            key = load_pem_public_key(block)
        except ValueError as error:
            raise Unreadable(f"{path}: a key that cannot be read") from error
        if isinstance(key, Ed25519PublicKey):
            raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
            keys[hashlib.sha256(raw).hexdigest()[:16]] = key
    if not keys:
        raise Unreadable(f"{path}: no Ed25519 public key")
    return keys


def is_signed(found: dict[str, Any], keys: dict[str, Ed25519PublicKey]) -> bool:
    """Return whether one of the portal's keys signed the receipt."""
    key = keys.get(str(found["receipt"].get("key")))
    try:
        signature = base64.b64decode(str(found["signature"]), validate=True)
        if key is None:
            return False
        key.verify(signature, PURPOSE + canonical(found["receipt"]))
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def plain(text: str) -> str:
    """Return a text as the portal keeps it: composed characters, one kind of line end, nothing around it."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n")).strip()


def checks(found: dict[str, Any], asked: argparse.Namespace) -> list[tuple[bool, str, str]]:
    """Return each thing that was checked: whether it is so, in English and in Chinese."""
    filed = found.get("filed") or {}
    digest = hashlib.sha256(canonical(filed)).hexdigest()
    sent = {file.get("sha256") for file in filed.get("files", []) if isinstance(file, dict)}
    results = [
        (is_signed(found, read_keys(asked.key)), "the portal signed the receipt", "回执由该平台签名"),
        (
            digest == found["receipt"].get("digest"),
            "the text in the file is what was filed",
            "文件所载内容与提交内容一致",
        ),
    ]
    if asked.text:
        same = plain(asked.text.read_text("utf-8")) == filed.get("body")
        results.append((same, f"{asked.text}: the words that were filed", f"{asked.text}：与提交的正文一致"))
    for path in asked.file:
        same = hashlib.sha256(path.read_bytes()).hexdigest() in sent
        results.append((same, f"{path}: a file that was filed", f"{path}：系随案提交的文件"))
    return results


def main() -> int:
    """Check what the command line names and say what was found."""
    parser = argparse.ArgumentParser(description="Check a receipt 核验回执")
    parser.add_argument("receipt", type=Path)
    parser.add_argument("--key", type=Path, required=True)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--file", type=Path, action="append", default=[])
    asked = parser.parse_args()
    try:
        found = read_receipt(asked.receipt)
        results = checks(found, asked)
    except (Unreadable, OSError, UnicodeDecodeError, RecursionError) as error:
        print(f"cannot be read 无法读取: {error}", file=sys.stderr)
        return 2
    said = found["receipt"]
    print(
        f"{said.get('number')}  {said.get('filed_at')}  {said.get('portal')}  ledger 台账 {said.get('ledger')}"
    )
    for good, english, chinese in results:
        print(f"{'ok ' if good else 'NO '} {english}  {chinese}")
    return 0 if all(good for good, *_ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
