"""Every sentence of the portal has its Chinese, and the catalogue has nothing that is said nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from portal import SLICES
from portal.i18n import translate
from portal.i18n.catalogue import FOLDER, chinese
from tests.laws.test_budgets import ROOT, name_of, sources

KEYWORDS = {"_": None, "N_": None, "lazy": None, "gettext": None, "translate": None, "ngettext": (1, 2)}
CATALOGUES = sorted(path.name for path in FOLDER.glob("*.po"))
HOLE = re.compile(r"%\((\w+)\)[sd]")
TEMPLATE = {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}
Message = tuple[str, ...]


def said_in(path: Path) -> Iterator[Message]:
    """Yield every message of a source file: its text, and its plural where it has one."""
    template = path.suffix == ".html"
    method = "jinja2.ext:babel_extract" if template else "python"
    with path.open("rb") as source:
        for _line, found, _comments, _context in extract(
            method, source, KEYWORDS, options=TEMPLATE if template else {"encoding": "utf-8"}
        ):
            yield (found,) if isinstance(found, str) else tuple(found)


@cache
def said() -> dict[Message, list[str]]:
    """Return every message of the portal and the files that say it."""
    found: dict[Message, list[str]] = {}
    for path in [*sources("portal"), *sources("templates", suffix=".html")]:
        for message in said_in(path):
            if message[0]:
                found.setdefault(message, []).append(name_of(path))
    return found


@cache
def library() -> frozenset[str]:
    """Return what WTForms says by itself: it is translated where the portal lets it speak."""
    spec = find_spec("wtforms")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    keywords = {"gettext": None, "ngettext": (1, 2)}
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        with path.open("rb") as source:
            for _line, message, *_ in extract("python", source, keywords):
                found |= {message} if isinstance(message, str) else set(message)
    return frozenset(found)


def holes(text: str) -> set[str]:
    return set(HOLE.findall(text))


def test_every_sentence_has_its_chinese() -> None:
    missing = {message[0]: files[0] for message, files in said().items() if not chinese().get(message[0])}
    assert missing == {}


def test_every_translation_fills_the_same_holes() -> None:
    wrong = {
        message[0]: chinese()[message[0]]
        for message in said()
        if message[0] in chinese()
        and holes(chinese()[message[0]]) != set().union(*(holes(form) for form in message))
    }
    assert wrong == {}


def test_a_plural_says_the_same_twice() -> None:
    plurals = [message for message in said() if len(message) > 1]
    assert plurals
    assert [message for message in plurals if holes(message[1]) - {"n"} != holes(message[0]) - {"n"}] == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_has_nothing_empty_doubtful_or_said_nowhere(name: str) -> None:
    known = {form for message in said() for form in message} | library()
    with (FOLDER / name).open("rb") as file:
        entries = [message for message in read_po(file, locale="zh_Hans") if message.id]
    assert entries
    first = [(m.id if isinstance(m.id, str) else m.id[0], m) for m in entries]
    assert [text for text, _m in first if text not in known] == []
    assert [text for text, m in first if m.fuzzy] == []
    assert [text for text, m in first if not (m.string if isinstance(m.string, str) else m.string[0])] == []


def test_chinese_is_written_with_chinese_marks() -> None:
    """Full-width punctuation beside Chinese characters, and the polite form of address."""
    half = re.compile(r"[\u4e00-\u9fff][,;:?!](?!\w)|你(?!们)")
    assert {text: zh for text, zh in chinese().items() if half.search(zh)} == {}


def test_a_sentence_without_chinese_would_be_noticed(tmp_path: Path) -> None:
    page, code = tmp_path / "page.html", tmp_path / "code.py"
    page.write_text("{{ _('Never said') }} {{ ngettext('%(n)s thing', '%(n)s things', n) }}")
    code.write_text("a = N_('Marked') + lazy('Lazy') + translate('Named', 'en')\n")
    assert list(said_in(page)) == [("Never said",), ("%(n)s thing", "%(n)s things")]
    assert list(said_in(code)) == [("Marked",), ("Lazy",), ("Named",)]
    assert ROOT / "portal" / "translations" in FOLDER.parents


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_no_two_states_of_what_is_found_are_called_alike(lang: str) -> None:
    """Beside the results stands each state with its number; two of one name are a riddle."""
    kinds = [kind for capability in SLICES.values() for kind in capability.kinds]
    found = [kind for kind in kinds if kind.document.__name__ != "no_document"]
    states = {code: translate(name, lang) for kind in found for code, name in kind.statuses.items()}
    assert [name for name, times in Counter(states.values()).items() if times > 1] == []
