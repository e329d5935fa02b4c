"""Where the index lies: the only module that knows Whoosh.

Whoosh keeps the folder, its lock, its generations (one small TOC file each, put in place by a rename) and, in
each segment, the sorted table of terms. The postings are ours, because NumPy reads them as they lie: a file
of little-endian arrays in the order of the terms, so that all terms with one beginning are one stretch of it.

Whoosh 2.7.4 never calls fsync and unpickles what it reads: here every file is on the disk before the TOC that
names it, checksums are verified on opening, the folder is private, and whatever looks wrong is Damaged.
"""

from __future__ import annotations

import os
import pickle
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import uuid4

from whoosh.fields import ID, KEYWORD, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashReader, OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, EmptyIndexError
from whoosh.index import IndexError as TocError
from whoosh.util.filelock import FileLock, try_for

from portal.search.engine.contents import VERSION, Contents, Damaged, Segment
from portal.search.engine.directory import Directory
from portal.search.engine.disk import Ahead, checksum, sync
from portal.search.engine.port import Busy

PATIENCE = 5.0  # seconds a writer waits for another to finish
_NAME, _LOCK = "portal", "write.lock"
_TERMS, _POSTINGS = ".trm", ".pst"
_EXTENT = struct.Struct("<QQ")  # where a term's array begins in the postings, and its length, in bytes
_WRONG = (
    *(
        OSError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        ImportError,
        AssertionError,
        MemoryError,
    ),
    *(struct.error, pickle.UnpicklingError, TocError, IndexError, OverflowError),
)


class _Reading(StructFile):  # type: ignore[misc]  # Whoosh has no types
    """A file read by place: threads share it, and if it is cut short nothing dies, as it would of mmap."""

    _handle = -1  # until the file is open, which it may never be: a merge takes files away

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"), name=path.name)
        self._handle = os.dup(self.file.fileno())

    def __del__(self) -> None:
        """The last who asked is gone."""
        if self._handle >= 0:
            os.close(self._handle)

    def get(self, position: int, length: int) -> bytes:
        found = self.upto(position, length)
        if len(found) != length:
            raise Damaged(self._name)
        return found

    def check(self, size: int) -> None:
        """See that the file has its size. Raises Damaged."""
        if os.fstat(self._handle).st_size != size:
            raise Damaged(self._name)

    def upto(self, position: int, length: int) -> bytes:
        """So many bytes, or as many as there are."""
        return os.pread(self._handle, length, position)


class _Storage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A folder whose TOC is on the disk before it is in place."""

    def open_file(self, name: str, **_: object) -> Any:
        return StructFile(BytesIO(Path(self._fpath(name)).read_bytes()), name=name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        with Path(self._fpath(oldname)).open("rb") as written:
            os.fsync(written.fileno())
        Path(self._fpath(oldname)).replace(self._fpath(newname))
        sync(Path(self.folder))


class Terms:
    """The terms of one segment, and the array of each."""

    def __init__(self, folder: Path, segment: Segment) -> None:
        self._size, self._end = segment.sums[_TERMS][0], segment.sums[_POSTINGS][0]
        table = _Reading(folder / (segment.name + _TERMS))
        with table.file:
            self._postings = _Reading(folder / (segment.name + _POSTINGS))
            with self._postings.file:  # from here on both are read by place
                self._table = OrderedHashReader(table, self._size)

    def get(self, term: bytes) -> bytes:
        """The array of a term; empty for one that is not here. Raises Damaged."""
        try:
            self._table.dbfile.check(self._size)
            return self._postings.get(*self._directory.extent(term))
        except _WRONG as wrong:
            raise Damaged(repr(wrong)) from wrong

    def begin(self, prefix: bytes) -> bytes:
        """The arrays of all terms with a beginning, one after the other. Raises Damaged."""
        try:
            self._table.dbfile.check(self._size)
            return self._postings.get(*self._directory.beginning(prefix))
        except _WRONG as wrong:
            raise Damaged(repr(wrong)) from wrong

    def items(self, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Terms with a beginning, ascending, each with its array."""
        table, postings = copy(self._table), Ahead(self._postings)
        table.dbfile = file = Ahead(self._table.dbfile)
        place = self._table.closest_key_pos(prefix)
        for start, length, extent, size in table._ranges(place) if place else ():  # noqa: SLF001
            term = file.get(start, length)
            if not term.startswith(prefix):
                return
            yield term, postings.get(*_EXTENT.unpack(file.get(extent, size)))

    @cached_property
    def _directory(self) -> Directory:
        """Made when a term is first asked for: who merges reads from front to back."""
        table = self._table
        index = (table.indexbase, table.indexlen, table.extras["indextype"])
        return Directory(table.dbfile, index=index, data=(table.startofdata, table.endofdata), end=self._end)


class TermsWriter:
    """Writes one segment; terms are added in ascending order."""

    def __init__(self, storage: _Storage, mark: str) -> None:
        self.name = f"{_NAME}_{mark}{uuid4().hex}"
        self._folder = Path(storage.folder)
        self._table = OrderedHashWriter(storage.create_file(self.name + _TERMS))
        self._postings: BinaryIO = (self._folder / (self.name + _POSTINGS)).open("wb")
        self._place = 0

    def add(self, term: bytes, array: bytes) -> None:
        """One term and its array."""
        self._table.add(term, _EXTENT.pack(self._place, len(array)))
        self._postings.write(array)
        self._place += len(array)

    def close(self, count: int) -> Segment:
        """The segment of `count` documents, durable."""
        self._table.close()
        self._postings.close()
        sums = {ext: checksum(self._folder / (self.name + ext), sync=True) for ext in (_TERMS, _POSTINGS)}
        return Segment(self.name, count, sums)


class Shelf:
    """A private folder with the generations of one index; new segments have `mark` in their names."""

    def __init__(self, folder: Path, mark: str = "") -> None:
        self.folder = self._folder = folder
        self._mark = mark
        self._storage = _Storage(str(folder))

    def state(self) -> tuple[int, ...]:
        """What tells one state of the index from every other; cheap. Empty without an index."""
        generation = self._generation()
        try:
            toc = (self._folder / _toc(generation)).stat()
        except OSError:
            return ()
        return generation, toc.st_mtime_ns, toc.st_ino

    def _generation(self) -> int:
        return cast("int", TOC._latest_generation(self._storage, _NAME))  # noqa: SLF001

    def load(self, unless: object = None) -> Contents:
        """The latest generation. Raises Damaged if missing, of another version, or of state `unless`."""
        try:
            if self.state() == unless:
                raise Damaged("found damaged before")
            contents: Any = TOC.read(self._storage, _NAME).segments
            if not isinstance(contents, Contents) or contents.version != VERSION:
                raise Damaged("written by another version")
        except (EmptyIndexError, *_WRONG) as wrong:
            raise Damaged(repr(wrong)) from wrong
        return contents

    def open(self, segment: Segment) -> Terms:
        """The terms of a segment, its files verified. Raises Damaged."""
        try:
            for ext, expected in segment.sums.items():
                if checksum(self._folder / (segment.name + ext)) != expected:
                    raise Damaged(segment.name + ext)
            return Terms(self._folder, segment)
        except _WRONG as wrong:
            raise Damaged(repr(wrong)) from wrong

    def writer(self) -> TermsWriter:
        """A new segment, which nobody sees before a generation names it."""
        return TermsWriter(self._storage, self._mark)

    @contextmanager
    def writing(self) -> Iterator[int]:
        """Be the one writer; the number of the next generation. Makes the folder. Raises Busy."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        lock = FileLock(str(self._folder / _LOCK))
        if not try_for(lock.acquire, timeout=PATIENCE, delay=0.05):
            raise Busy(str(self._folder))
        try:
            yield max(self._generation(), 0) + 1
        finally:
            lock.release()

    def publish(self, contents: Contents, unready: Iterable[str] = (), mark: str | None = None) -> None:
        """Make a generation the latest, durably, and remove the files only older ones name.

        Segments that are `unready`, and those with a mark in their names, stay.
        """
        schema = Schema(audience=KEYWORD, columns=ID, words=KEYWORD)
        TOC(schema, contents, contents.generation).write(self._storage, _NAME)
        names = {segment.name for segment in contents.segments} | set(unready)
        keep = {name + ext for name in names for ext in (_TERMS, _POSTINGS)}
        keep |= {_toc(contents.generation), _LOCK}
        for path in self._folder.iterdir():
            marked = mark is not None and path.name.startswith(f"{_NAME}_{mark}")
            if path.name not in keep and not marked and not path.is_dir():
                path.unlink(missing_ok=True)


def _toc(generation: int) -> str:
    return cast("str", TOC._filename(_NAME, generation))  # noqa: SLF001
