"""What the terminal says when the demonstration is ready: where it is, as whom to sign in, how to stop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

from portal.demo.player import PASSWORD, Played
from portal.demo.stage import load

_DUTIES = {
    "citizen": ("市民", "citizen"),
    "operator": ("运营人员", "operator"),
    "auditor": ("审计人员", "auditor"),
}


def welcome(url: str, played: Played) -> str:
    """Return the whole of it, in both languages, in columns."""
    where = [
        ("共治 Gongzhi", url),
        ("停止 Stop", "Ctrl+C"),
        ("密码 Password", f"{PASSWORD}  （以下各人 · of everybody below）"),
        ("匿名投诉 Anonymous case", f"{played.case_ref}  {played.code}"),
    ]
    return "\n".join(["", *_columns(where), "", *_columns(_people()), ""])


def _people() -> list[tuple[str, ...]]:
    organisations = {row["key"]: row for row in load("organisations")}
    shown = [row for row in load("people") if row.get("demo_login")]
    return [(row["email"], row["name"], row["name_en"], *_place(row, organisations)) for row in shown]


def _place(person: dict[str, Any], organisations: dict[str, Any]) -> tuple[str, str]:
    if person["org"] is None:
        return _DUTIES[person["role"]]
    org = organisations[person["org"]]
    admin = person["org_role"] == "admin"
    zh, en = ("（管理员）", " (administrator)") if admin else ("", "")
    return org["name_zh"] + zh, org["name_en"] + en


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Set rows in columns; a Chinese character is two cells wide."""
    wide = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    return [
        "  " + "  ".join(_padded(text, cells) for text, cells in zip(row, wide, strict=True)).rstrip()
        for row in rows
    ]


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - _cells(text))


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
