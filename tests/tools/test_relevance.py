"""The measure of relevance: it counts places right, and says so when it has nothing to measure."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys

import pytest

from tests.laws.test_budgets import ROOT

TOOL = ROOT / "tools" / "relevance.py"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("relevance", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def engine(tool, tmp_path):
    return tool.Embedded(tmp_path / "index")


def test_places_are_counted_among_the_first_ten(tool, engine):
    pairs = [
        ("算法歧视", "招聘平台的算法歧视女性。"),
        ("价格", "会员价格更高。"),
        ("无此词语", "完全不同的内容。"),
    ]
    assert list(tool.places(engine, pairs, tool.parse)) == [1, 1, 0]


def test_of_two_equal_texts_either_is_right(tool, engine):
    assert list(tool.places(engine, [("价格", "价格"), ("价格", "价格")], tool.parse)) == [1, 1]


def test_it_prints_figures_and_fails_below_its_aim(tmp_path):
    rows = [{"留言主题": "投诉", "detail": f"投诉{n}", "reply": f"答复{n}"} for n in range(30)]
    file = tmp_path / "complaints.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = subprocess.run([sys.executable, TOOL, file], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "| title finds its body | 30 |" in done.stdout


def test_without_a_file_it_says_what_is_missing():
    done = subprocess.run([sys.executable, TOOL], capture_output=True, text=True, check=False)
    assert (done.returncode, "No complaints to measure with" in done.stdout) == (2, True)
