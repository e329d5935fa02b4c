"""Records for benches: as many as asked, the same for a seed, from the repository alone or from given texts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "make_corpus.py"


def made(*arguments: object) -> list[dict[str, object]]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, cwd="/")
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_the_repository_has_all_that_a_corpus_needs() -> None:
    records = made(200)
    assert [record["key"] for record in records] == [f"case:{number}" for number in range(1, 201)]
    assert {record["lang"] for record in records} == {"en", "zh-hans"}
    assert all(record["title"] and record["text"] and record["audience"] for record in records)
    assert 0.5 < sum(record["audience"] == ["public"] for record in records) / 200 < 0.9


def test_a_seed_makes_the_same_records_and_another_makes_others() -> None:
    assert made(20, "--seed", 3) == made(20, "--seed", 3) != made(20, "--seed", 4)


def test_texts_that_are_given_are_used_and_nothing_else(tmp_path: Path) -> None:
    said = [f"第{number}条意见说的是平台没有说明理由，也没有留下可以联系的人。" * 2 for number in range(5)]
    (tmp_path / "texts.jsonl").write_text("\n".join(json.dumps({"any": {"name": [text]}}) for text in said))
    records = made(10, "--texts", tmp_path / "texts.jsonl")
    assert all("条意见说的是平台" in str(record["text"]) for record in records)
