"""Make records of any number for benches: real sentences of the repository, combined anew, with names and dates.

    python tools/make_corpus.py COUNT [--seed 7] [--texts FILE.jsonl …] [--out corpus.jsonl]

Sentences come from the demonstration (complaints, laws, incidents), or from every text in the JSON lines given.
Whom a record is about and who may read it are drawn: such a corpus serves speed and memory, never relevance.
A line: key, title, text, reference, organisation, status, kind, lang, filed (ISO date), audience.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

SCENARIO = Path(__file__).resolve().parent.parent / "portal/demo/scenario"
SHORTEST, LONGEST = 40, 6000  # characters of a text that are real text, and of one that is made
LONG = 60_000  # characters of a code of conduct with its annexes
SELDOM = 10_000  # of so many records one is so long
ENGLISH = 0.12  # of the records
FIRST, LAST = date(2019, 1, 1).toordinal(), date(2026, 11, 1).toordinal()
KINDS = ("case", "case", "case", "notice", "code", "evaluation")
STATUSES = ("open", "handling", "answered", "closed")
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文辉玲鹏建国华"
PLACES = ("滨河", "望江", "东湖", "新港", "云山", "青石", "南岭", "长桥")
TRADES = ("科技", "网络", "数据", "智能", "出行", "优选")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """Every real text in JSON files and JSON lines."""
    for path in paths:
        whole = path.read_text(encoding="utf-8")
        rows = map(json.loads, whole.splitlines()) if path.suffix == ".jsonl" else [json.loads(whole)]
        for row in rows:
            yield from _inside(row)


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) >= SHORTEST:
            yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _inside(one)


def sentences(paths: Iterable[Path]) -> tuple[list[list[str]], list[list[str]]]:
    """The texts as lists of sentences: the Chinese ones, and the others."""
    chinese: list[list[str]] = []
    others: list[list[str]] = []
    for text in texts(paths):
        found = [one for one in _SENTENCE.findall(text) if len(one) > 4]
        if found:
            (chinese if len(_CHINESE.findall(text)) > len(text) / 5 else others).append(found)
    return chinese, others


def records(count: int, seed: int = 7, paths: Iterable[Path] = ()) -> Iterator[dict[str, Any]]:
    """So many records, always the same for a seed and the same texts."""
    chinese, others = sentences(list(paths) or sorted(SCENARIO.glob("*.json*")))
    others = others or chinese
    draw = random.Random(seed)
    firms = [_firm(draw) for _ in range(4000)]
    for number in range(1, count + 1):
        english = draw.random() < ENGLISH
        day = date.fromordinal(FIRST + int((LAST - FIRST) * draw.random() ** 0.6))
        firm = int(len(firms) * draw.random() ** 2)
        yield {
            "key": f"case:{number}",
            "title": _title(draw, others if english else chinese, firms[firm]),
            "text": _text(draw, others if english else chinese, firms[firm], _length(draw, number)),
            "reference": f"C-{day.year}-{number:06d}",
            "organisation": firm + 1,
            "status": draw.choice(STATUSES),
            "kind": draw.choice(KINDS),
            "lang": "en" if english else "zh-hans",
            "filed": day.isoformat(),
            "audience": _audience(draw, number),
        }


def _firm(draw: random.Random) -> str:
    return f"{draw.choice(PLACES)}{draw.choice(GIVEN)}{draw.choice(GIVEN)}{draw.choice(TRADES)}有限公司"


def _title(draw: random.Random, runs: list[list[str]], firm: str) -> str:
    title = draw.choice(draw.choice(runs))[:40]
    return f"{firm[:6]}{title}" if draw.random() < 0.2 else title


def _length(draw: random.Random, number: int) -> int:
    """Characters, as complaints have them; of few records as many as a whole agreement has."""
    return LONG if number % SELDOM == SELDOM // 2 else min(LONGEST, int(draw.lognormvariate(5.9, 0.8)))


def _text(draw: random.Random, runs: list[list[str]], firm: str, target: int) -> str:
    """Runs of neighbouring sentences of a length, with a name and a number here and there."""
    parts, length = [""], 0
    while length < target:
        before = len(parts)
        run = draw.choice(runs)
        at = draw.randrange(len(run))
        parts += run[at : at + draw.randint(1, 4)]
        if draw.random() < 0.2:
            person = f"{draw.choice(FAMILY)}{draw.choice(GIVEN)}{draw.choice(GIVEN)}"
            parts.append(f"{person}，订单{draw.randrange(10**9)}，{firm}。")
        length += sum(map(len, parts[before:]))
    return "".join(parts)[: max(target, LONGEST)]


def _audience(draw: random.Random, number: int) -> list[str]:
    """Most records are everybody's; the others belong to one of forty departments and a person."""
    if draw.random() < 0.7:
        return ["public"]
    return [f"org:{draw.randint(1, 40)}", f"account:{number}"]


def main() -> None:
    """Write the records, one JSON line each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8") if options.out else sys.stdout as sink:
        for record in records(options.count, options.seed, options.texts):
            sink.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
