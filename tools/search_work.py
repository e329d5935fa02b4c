"""What keeping an index takes: two processes that write one, one record more while it merges, memory of who reads."""

from __future__ import annotations

import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from search_questions import BATCH, readers

from portal.search.engine import Document, Embedded, Question, parse

SMALL, ROUNDS = 20_000, 24
PUBLIC = frozenset({"public"})


def alone(folder: Path) -> Embedded:
    """An empty index that one process writes by itself, as on a machine of one core."""
    engine = Embedded(folder, helped=False)
    engine.clear()
    return engine


def memory(folder: Path, asked: list[tuple[str, str]]) -> None:
    """Print the memory of a process that reads the index."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        resident, found = pool.submit(read, folder, asked).result()
    print(f"\na process that reads it and asked everything holds {resident:.0f} MB, {found} hits in all")


def report(folder: Path, sample: Sequence[Document]) -> None:
    """Print how soon a record is found, and two processes beside one. The index is another afterwards."""
    waits, merges = visible(folder, sample)
    waits.sort()
    print(
        f"a record more, {len(waits)} times, {merges} large merges beside: found after {waits[len(waits) // 2]:.3f} s"
        f" of wall time at the median, {waits[-1]:.3f} s at most"
    )
    few = [replace(one, key=f"new:{n}", group=f"new:{n}") for n, one in enumerate(_cycled(sample, SMALL))]
    one, two = written(few, helped=False), written(few, helped=True)
    print(
        f"{SMALL} records by one process: {SMALL / one[0]:.0f} a second of its CPU; by two: the busier one took"
        f" {two[0]:.1f} s of CPU instead of {one[0]:.1f}, {one[0] / two[0]:.2f} times as many a second; wall time"
        f" {one[1]:.1f} and {two[1]:.1f} s"
    )


def read(folder: Path, asked: list[tuple[str, str]]) -> tuple[float, int]:
    """The megabytes a process holds after it asked everything, and how many hits it saw."""
    engine, hits = Embedded(folder), 0
    for (_, query), badges in zip(asked, readers(len(asked)), strict=True):
        hits += engine.ask(Question(parse(query), badges)).total
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20, hits


def visible(folder: Path, sample: Sequence[Document]) -> tuple[list[float], int]:
    """Seconds until a reader finds one record more, each after a full batch, and how often a merge went on."""
    writer, reader, waits, merges = Embedded(folder), Embedded(folder), [], 0
    for turn in range(ROUNDS):
        batch = [
            replace(one, key=f"more:{turn}:{n}", group=f"more:{turn}:{n}")
            for n, one in enumerate(_cycled(sample, BATCH))
        ]
        writer.update(batch, (), writer.position() + 1)
        before = writer.merging
        began = time.monotonic()
        new = replace(sample[0], key=f"one:{turn}", group=f"one:{turn}", reference=f"Z-2026-{turn:06d}")
        writer.update([new], (), writer.position() + 1)
        while not reader.ask(Question(parse(f"Z-2026-{turn:06d}"), new.audience)).total:
            time.sleep(0.01)
        waits.append(time.monotonic() - began)
        merges += before
    writer.settle()
    writer.close()
    return waits, merges


def written(documents: Sequence[Document], *, helped: bool) -> tuple[float, float]:
    """Seconds of CPU of the busier process, and of wall time, that building an index of these takes."""
    with tempfile.TemporaryDirectory(prefix="gongzhi-bench-") as folder:
        engine = Embedded(Path(folder), helped=True) if helped else alone(Path(folder))
        began, wall = _cpu(), time.monotonic()
        for start, end in pairwise([*range(0, len(documents), BATCH), len(documents)]):
            engine.update(documents[start:end], (), engine.position() + 1, more=end < len(documents))
        now = _cpu()
        busier = max(spent - began.get(pid, 0.0) for pid, spent in now.items())
        took = time.monotonic() - wall
        engine.close()
    return busier, took


def _cpu() -> dict[int, float]:
    """Seconds of CPU of this process and of those it started."""
    pids = [os.getpid(), *(one.pid or 0 for one in multiprocessing.active_children())]
    stats = {pid: Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids}
    return {pid: (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK") for pid, stat in stats.items()}


def _cycled(sample: Sequence[Document], count: int) -> list[Document]:
    return [sample[n % len(sample)] for n in range(count)]
