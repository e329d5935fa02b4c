"""The budgets and good manners of the tree. Raised only by a decision record.

Each law is a function from a source to the list of its offences, so that a test beside it can break the law
in one small sample and see it noticed.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE, TEST_FILE, FUNCTION, VIEW = 250, 500, 30, 8
POLICY = 450  # docs/decisions/0005: the one page on which all authorization stands
NOT_OURS = {
    "vendor",
    "instance",
    "__pycache__",
    "node_modules",
}  # and every folder whose name begins with a dot
TEXTS = {
    "",
    ".css",
    ".html",
    ".in",
    ".ini",
    ".js",
    ".mako",
    ".md",
    ".po",
    ".py",
    ".svg",
    ".toml",
    ".txt",
    ".yml",
}


def sources(*tops: str, suffix: str = ".py") -> list[Path]:
    found = (path for top in tops for path in [ROOT / top, *(ROOT / top).rglob("*")])
    return sorted(path for path in found if path.suffix == suffix and path.is_file() and is_ours(path))


def is_ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return not NOT_OURS.intersection(parts) and not any(part.startswith(".") for part in parts[:-1])


def texts() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*")):
        if path.is_file() and is_ours(path) and path.suffix in TEXTS:
            yield name_of(path), path.read_text("utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def size(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Its lines: one for the signature, however it is broken, and its body without the docstring."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return 1 + (body[-1].end_lineno - body[0].lineno + 1 if body else 0)


# --- the laws ---


def too_long(source: str, limit: int) -> list[str]:
    lines = source.count("\n")
    return [f"{lines} lines, the budget is {limit}"] if lines > limit else []


def long_functions(source: str, limit: int) -> list[str]:
    return [
        f"{f.name} has {size(f)} lines, the budget is {limit}" for f in functions(source) if size(f) > limit
    ]


def long_views(source: str) -> list[str]:
    views = [function for function in functions(source) if function.decorator_list]
    return [f"view {f.name} has {size(f)} lines, the budget is {VIEW}" for f in views if size(f) > VIEW]


def lazy_imports(source: str) -> list[str]:
    return [
        f"{function.name} imports on line {node.lineno}"
        for function in functions(source)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def unfinished(text: str) -> list[str]:
    return re.findall(r"\b(?:[T]ODO|[F]IXME|[X]XX)\b", text)


def machine_paths(text: str) -> list[str]:
    return re.findall(r"(?<![\w.\-/])/(?:work|farm|root|Users|home/\w+)/[\w./-]*", text)


def says_nothing(name: str) -> list[str]:
    stems = {part.partition(".")[0].strip("_") for part in name.split("/")}
    return sorted(stems & {"utils", "util", "common", "helpers", "helper", "misc"})


def requirements(lock: str) -> dict[str, str]:
    """What a lock file pins: each requirement with everything that is said of it."""
    lines = [line for line in lock.splitlines() if line.strip() and not line.startswith("#")]
    blocks = re.split(r"\n(?=\S)", "\n".join(lines))
    return {block.split(" ")[0]: block for block in blocks}


def unlocked(lock: str) -> list[str]:
    pinned = requirements(lock)
    loose = [f"{name} is not pinned" for name in pinned if "==" not in name]
    bare = [f"{name} has no hash" for name, block in pinned.items() if "--hash=sha256:" not in block]
    return (
        loose
        + bare
        + [f"names a host: {found}" for found in re.findall(r"https?://\S+|--\w*-?index\S*", lock)]
    )


def altered(folder: Path) -> list[str]:
    expected = json.loads((folder / "VENDOR.json").read_text("utf-8"))["sha512"]
    present = {path.name: path for path in folder.iterdir() if path.name != "VENDOR.json"}
    return [
        f"{name} is not the file that was fetched"
        for name in sorted(expected.keys() | present.keys())
        if name not in present or hashlib.sha512(present[name].read_bytes()).hexdigest() != expected.get(name)
    ]


def misnumbered(names: list[str]) -> list[str]:
    numbers = sorted(name[:4] for name in names)
    wanted = [f"{number:04}" for number in range(1, len(names) + 1)]
    return [] if numbers == wanted else [f"decisions are numbered {numbers}"]


def offences(paths: list[Path], law: Callable[[str], list[str]]) -> dict[str, list[str]]:
    return {name_of(path): found for path in paths if (found := law(path.read_text("utf-8")))}


# --- the house keeps them ---


def test_no_file_is_long() -> None:
    code, policy = sources("app.py", "portal", "tools", "migrations"), ROOT / "portal" / "policy.py"
    assert offences([path for path in code if path != policy], lambda text: too_long(text, FILE)) == {}
    assert offences([policy], lambda text: too_long(text, POLICY)) == {}
    assert offences(sources("tests"), lambda text: too_long(text, TEST_FILE)) == {}
    assert offences(sources("templates", suffix=".html"), lambda text: too_long(text, FILE)) == {}


def test_no_function_is_long() -> None:
    assert offences(sources("app.py", "portal", "tools"), lambda text: long_functions(text, FUNCTION)) == {}


def test_no_view_is_long() -> None:
    assert offences([path for path in sources("portal") if is_view(path)], long_views) == {}


def is_view(path: Path) -> bool:
    """Whether the file holds views: `views.py` of a room, or a file of its package of that name."""
    return "views" in (path.stem, path.parent.name)


def test_nothing_is_imported_late() -> None:
    assert offences(sources("app.py", "portal"), lazy_imports) == {}


def test_nothing_is_left_unfinished() -> None:
    assert {name: found for name, text in texts() if (found := unfinished(text))} == {}


def test_no_path_of_a_machine_is_in_the_tree() -> None:
    assert {name: found for name, text in texts() if (found := machine_paths(text))} == {}


def test_every_name_says_something() -> None:
    names = [name_of(path) for path in sorted(ROOT.rglob("*")) if is_ours(path)]
    assert [name for name in names if says_nothing(name)] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"])
def test_every_requirement_is_locked(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")
    assert len(requirements(lock)) > 20
    assert unlocked(lock) == []


def test_the_tests_run_on_what_the_portal_runs_on() -> None:
    runtime, dev, bench = (
        requirements((ROOT / f"requirements{kind}.txt").read_text("utf-8")) for kind in ("", "-dev", "-bench")
    )
    assert sorted(runtime.keys() - dev.keys()) == []
    assert sorted(dev.keys() - bench.keys()) == []


def test_vendored_files_are_the_ones_that_were_fetched() -> None:
    folders = [path.parent for path in ROOT.rglob("VENDOR.json") if ".venv" not in path.parts]
    assert ROOT / "portal" / "static" / "vendor" in folders
    assert {name_of(folder): found for folder in folders if (found := altered(folder))} == {}


def test_every_decision_is_numbered_once() -> None:
    names = [path.name for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert names
    assert misnumbered(names) == []


# --- and would notice if it did not ---


def test_a_long_file_is_noticed() -> None:
    assert too_long("pass\n" * 3, 3) == []
    assert too_long("pass\n" * 4, 3) == ["4 lines, the budget is 3"]


def test_a_long_function_is_noticed_whatever_its_signature_and_docstring_take() -> None:
    short = 'def f(\n    a,\n    b,\n):\n    """Say.\n\n    More.\n    """\n    a()\n    b()\n'
    assert long_functions(short, 3) == []
    assert long_functions(short + "    a()\n", 3) == ["f has 4 lines, the budget is 3"]
    assert long_functions("class A:\n    async def g(self):\n        a(\n            1,\n        )\n", 3) == [
        "g has 4 lines, the budget is 3"
    ]


def test_a_long_view_is_noticed_and_a_plain_function_may_be_longer() -> None:
    plain = "def file(permit):\n" + "    permit()\n" * VIEW
    assert long_views(plain) == []
    assert long_views("@pages.show('/')\n" + plain) == [
        f"view file has {VIEW + 1} lines, the budget is {VIEW}"
    ]


def test_a_lazy_import_is_noticed() -> None:
    assert lazy_imports("import a\n\n\ndef f():\n    if a:\n        from b import c\n") == [
        "f imports on line 6"
    ]


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "X" + "XX"])
def test_an_unfinished_thing_is_noticed(word: str) -> None:
    assert unfinished(f"x = 1  # {word}: later") == [word]
    assert unfinished(f"a{word}b") == []


@pytest.mark.parametrize("top", ["work", "root", "home/li"])
def test_a_path_of_a_machine_is_noticed(top: str) -> None:
    assert machine_paths(f'open("/{top}/main/x")') == [f"/{top}/main/x"]
    assert machine_paths(f"example.org/{top}/main") == []


def test_a_name_that_says_nothing_is_noticed() -> None:
    assert says_nothing("portal/utils/text.py") == ["utils"]
    assert says_nothing("tests/helpers.py") == ["helpers"]
    assert says_nothing("portal/commons/text.py") == []


def test_a_loose_requirement_is_noticed() -> None:
    good = (
        "# made by a tool\nflask==3.1 ; sys_platform == 'linux' \\\n    --hash=sha256:ab\n    # via -r x.in\n"
    )
    assert unlocked(good) == []
    assert unlocked(good + "jinja2==3.1\nmarkupsafe>=3 \\\n    --hash=sha256:cd\n") == [
        "markupsafe>=3 is not pinned",
        "jinja2==3.1 has no hash",
    ]
    assert unlocked("--extra-index-url https://example.org/simple\n" + good)[-2:] == [
        "names a host: --extra-index-url",
        "names a host: https://example.org/simple",
    ]


def test_an_altered_vendored_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(b"a")
    hashes = {"a.js": hashlib.sha512(b"a").hexdigest()}
    (tmp_path / "VENDOR.json").write_text(json.dumps({"sha512": hashes}))
    assert altered(tmp_path) == []

    (tmp_path / "a.js").write_bytes(b"b")
    (tmp_path / "new.js").write_bytes(b"c")
    assert altered(tmp_path) == [f"{name} is not the file that was fetched" for name in ("a.js", "new.js")]


def test_a_decision_numbered_twice_is_noticed() -> None:
    assert misnumbered(["0001-a.md", "0002-b.md"]) == []
    assert misnumbered(["0001-a.md", "0001-b.md"]) == ["decisions are numbered ['0001', '0001']"]
