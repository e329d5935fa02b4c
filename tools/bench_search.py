"""Measure the search engines beside SQLite's FTS5 and tantivy over the same terms, interleaved in one run, in CPU time.

    python tools/bench_search.py [--records 20000] [--queries 40] [--texts FILE.jsonl …] [--database postgresql://…]
                                 [--only embedded FTS5 …] [--folder FOLDER] [--patience 600]

Every query is asked by a reader with 1 to 50 audience words, with four facets, an exact total and the twenty best.
A first pass asks each query for the first time; a second pass asks them again. The twenty best are highlighted
by the portal's own code, which is measured apart. With --database the engine in PostgreSQL is measured too; its server
must be on this machine, and what its process takes is added. With --folder the engines are kept there: what an
earlier run has filled to the end with as many records is asked without being filled again, and nothing is added to it.
An engine that has taken more seconds of CPU for one pass than it is given patience is asked no more in it; how many
questions it answered is said, and the ratio is then one over those.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import make_corpus
import search_rivals
import search_work
from search_questions import BATCH, KINDS, batches, documents, queries, readers

from portal.search.engine import Document, Embedded, Engine, Question, Stored, highlight, parse
from portal.store import open_store
from portal.store.migrate import migrate

SAMPLE, AROUND = 4000, 160
Ask = Callable[[str, frozenset[str]], list[str]]


def ours(engine: Engine) -> Ask:
    """The keys of the twenty best by one of our engines."""

    def ask(query: str, badges: frozenset[str]) -> list[str]:
        return [hit.key for hit in engine.ask(Question(parse(query), badges)).hits]

    return ask


def theirs(engine: search_rivals.Fts5 | search_rivals.Tantivy) -> Ask:
    """The keys of the twenty best by a rival."""

    def ask(query: str, badges: frozenset[str]) -> list[str]:
        return engine.ask(parse(query).root, badges)[1]

    return ask


@dataclass
class Entry:
    """One engine of the bench; `end` says that all is in it, `pid` is a process here that works for it, too."""

    name: str
    ask: Ask
    put: Callable[[list[Document]], None]
    end: Callable[[], None]
    pid: int = 0
    engine: Engine | None = None

    def clock(self) -> float:
        """Seconds of CPU so far."""
        beside = int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1e9 if self.pid else 0.0
        return time.process_time() + beside


def taking(engine: Engine) -> Callable[[list[Document]], None]:
    """Puts documents into one of our engines, as the follower does while an index is built."""
    return lambda batch: engine.update(batch, (), engine.position() + 1, more=True)


def ending(engine: Engine) -> Callable[[], None]:
    """Says that the ledger ends here."""
    return lambda: engine.update((), (), engine.position() + 1)


def filled(folder: Path, entries: list[Entry], count: int, texts: list[Path]) -> list[Document]:
    """Put the corpus into every engine that is empty, and print the rates; a sample of the documents."""
    empty = [one for one in entries if not full(folder, one.name, count)]
    taken, sample = dict.fromkeys([one.name for one in empty], 0.0), []
    for batch in batches(documents(make_corpus.records(count, paths=texts))):
        sample += batch[: max(1, SAMPLE * BATCH // count)]
        for one in empty:
            began = one.clock()
            one.put(batch)
            taken[one.name] += one.clock() - began
    for one in empty:
        began = one.clock()
        one.end()
        taken[one.name] += one.clock() - began
        _mark(folder, one.name).write_text(str(count))
        seconds = max(taken[one.name], 1e-9)
        print(f"indexing, {one.name}: {count / seconds:.0f} records a second of CPU", flush=True)
    return sample


def _mark(folder: Path, name: str) -> Path:
    return folder / f"{name}.full"


def full(folder: Path, name: str, count: int) -> bool:
    """Whether an engine was filled to the end with as many records. Another number of them is an error."""
    if not _mark(folder, name).exists():
        return False
    if (there := _mark(folder, name).read_text()) != str(count):
        sys.exit(f"{name} in {folder} has {there} records")
    return True


def measured(entries: list[Entry], asked: list[tuple[str, str]], patience: float) -> dict[str, list[float]]:
    """Milliseconds of CPU of every query by every engine, in turn, of each until its patience (seconds) is spent."""
    found: dict[str, list[float]] = {one.name: [] for one in entries}
    for (_, query), badges in zip(asked, readers(len(asked)), strict=True):
        for one in entries:
            if sum(found[one.name]) < 1000 * patience:
                began = one.clock()
                one.ask(query, badges)
                found[one.name].append(1000 * (one.clock() - began))
    return found


def tell(title: str, found: dict[str, list[float]], asked: list[tuple[str, str]]) -> None:
    """Print median and 95th percentile of each engine, over all and by kind."""
    print(f"\n{title}: median / p95 ms of CPU")
    print(f"{'':16}" + "".join(f"{name:>18}" for name in found))
    for kind in ("all", *KINDS):
        cells = []
        for times in found.values():
            some = [took for took, (one, _) in zip(times, asked, strict=False) if kind in ("all", one)]
            high = statistics.quantiles(some, n=20)[-1] if len(some) > 1 else max(some, default=math.nan)
            cells.append(f"{statistics.median(some or [math.nan]):8.2f} /{high:7.2f}")
        print(f"{kind:16}" + "".join(f"{cell:>18}" for cell in cells))
    ours = next(iter(found.values()))
    ratios = {name: statistics.median(t) / statistics.median(ours[: len(t)]) for name, t in found.items()}
    print("ratios of medians to ours: " + ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()))
    for name, times in found.items():
        if len(times) < len(asked):
            print(f"{name} answered the first {len(times)} of {len(asked)}, in {sum(times) / 1000:.0f} s")
    sys.stdout.flush()


def highlighting(engine: Engine, asked: list[tuple[str, str]], by_key: dict[str, Document]) -> list[float]:
    """Milliseconds of CPU for the titles and passages of up to twenty hits of each query."""
    found = []
    for (_, query), badges in zip(asked, readers(len(asked)), strict=True):
        answer = engine.ask(Question(parse(query), badges))
        shown = [by_key[hit.key] for hit in answer.hits if hit.key in by_key]
        began = time.process_time()
        for one in shown:
            highlight(one.title, answer.terms)
            highlight(one.text, answer.terms, AROUND)
        found.append(1000 * (time.process_time() - began))
    return found


def main() -> None:
    """Run the bench and print its tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=40, help="of each kind")
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--database", default="")
    parser.add_argument("--only", nargs="*", default=["embedded", "PostgreSQL", "FTS5", "tantivy"])
    parser.add_argument("--folder", type=Path, help="where the engines are kept")
    parser.add_argument(
        "--patience", type=float, default=600.0, help="seconds of CPU an engine may take for a pass"
    )
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {options.records} records")
    with kept(options.folder) as folder:
        bench(folder, options)
    print(
        f"memory of this process at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


@contextmanager
def kept(folder: Path | None) -> Iterator[Path]:
    """The folder given, made where there is none, or one for this run alone."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="gongzhi-bench-") as made:
        yield Path(made)


def bench(folder: Path, options: argparse.Namespace) -> None:
    """Fill the engines, ask them in turn, and print what they took."""
    entries = [
        opened(folder, name, options) for name in options.only if name != "PostgreSQL" or options.database
    ]
    sample = filled(folder, entries, options.records, options.texts)
    asked = queries(sample, options.queries)
    for title in ("asked for the first time", "asked again"):
        tell(title, measured(entries, asked, options.patience), asked)
    engine = entries[0].engine
    if isinstance(engine, Embedded):
        marked = highlighting(engine, asked, {one.key: one for one in sample})
        print(
            f"\nhighlighting those of a page that are in the sample: median {statistics.median(marked):.2f} ms"
        )
        print(f"postings and masks held: {engine.cache.size / 2**20:.0f} MB")
        search_work.memory(folder / "index", asked)
        if options.folder is None:
            search_work.report(folder / "index", sample)


def opened(folder: Path, name: str, options: argparse.Namespace) -> Entry:
    """An engine, empty or as an earlier run has left it."""
    there = full(folder, name, options.records)
    if name == "embedded":
        engine = Embedded(folder / "index") if there else search_work.alone(folder / "index")
        return Entry(name, ours(engine), taking(engine), ending(engine), engine=engine)
    if name == "PostgreSQL":
        return in_database(options.database, there=there)
    rival = search_rivals.Fts5(folder) if name == "FTS5" else search_rivals.Tantivy(folder)
    return Entry(name, theirs(rival), rival.put, rival.end)


def in_database(url: str, *, there: bool) -> Entry:
    """The engine in PostgreSQL."""
    store = open_store(url)
    migrate(store)
    stored = Stored(store.engine)
    if not there:
        stored.clear()
    with store.engine.connect() as connection:
        pid = int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
    return Entry("PostgreSQL", ours(stored), taking(stored), ending(stored), pid)


if __name__ == "__main__":
    main()
