"""Starting and stopping: the web server here, the follower beside it, and one sentence when it cannot be."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import waitress

from portal import create_app
from portal.config import Settings, WrongSetting
from portal.follower import follow
from portal.store import open_store
from portal.store.migrate import migrate

APP = Path(__file__).parent.parent / "app.py"
"""The program that a process of its own is started with."""
LONGEST_ADDRESS = 2**16
"""Bytes of an address with all that a browser says of itself: longer ones cost more than the page they ask for."""
_ARENA_MAX = -8  # malloc.h of glibc


def check_port(settings: Settings) -> None:
    """Raise WrongSetting when somebody else listens where the portal is to listen."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise WrongSetting(
                f"PORT: nothing can be served on {settings.host}:{settings.port} ({reason}). Try PORT=8001."
            ) from error


def prepare(settings: Settings) -> None:
    """Bring the database to the schema of this version."""
    store = open_store(settings.database_url)
    migrate(store, settings.seal_keys)
    store.close()


def serve(settings: Settings) -> None:
    """Serve until told to stop; the follower comes and goes with the server."""
    _share_heap()
    server = listen(create_app(settings), settings)
    settle()
    signal.signal(signal.SIGTERM, _stop)
    with _follower():
        with contextlib.suppress(KeyboardInterrupt, SystemExit):
            server.run()
        server.close()


def settle() -> None:
    """Let pages pay little for garbage: what is loaded stays, and most of what a page makes goes by itself."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _share_heap() -> None:
    """Let all threads take memory from one heap (M_ARENA_MAX of mallopt(3), where the C library has it).

    Each would have one of its own and keep what it has freed; under the interpreter's lock that gains nothing.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def listen(app: Any, settings: Settings) -> Any:
    """Return the server that hands what comes in to a WSGI application, once it runs.

    Where there are proxies, what they say of the sender is for the application to trust or not (`PORTAL_PROXIES`).
    """
    return waitress.create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        ident=None,
        channel_timeout=60,
        connection_limit=500,
        max_request_body_size=48 * 2**20,
        max_request_header_size=LONGEST_ADDRESS,
        clear_untrusted_proxy_headers=not settings.proxies,
    )


def _stop(_number: int, _frame: Any) -> None:
    raise SystemExit(0)


@contextlib.contextmanager
def _follower() -> Iterator[None]:
    """Keep a follower process alive for as long as the block lasts."""
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(over,), name="follower", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join(timeout=10)


def _keep(over: threading.Event) -> None:
    while not over.is_set():
        child = subprocess.Popen([sys.executable, str(APP), "follow", "--with-parent"])  # noqa: S603  # our own program
        while not over.wait(0.5) and child.poll() is None:
            pass
        if child.poll() is None:
            child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(5)
            child.kill()
        else:
            over.wait(1)


def follow_until_told(settings: Settings, *, with_parent: bool) -> None:
    """Follow the ledger in this process; `with_parent` ends it when the process that started it is gone."""
    parent, told = os.getppid(), threading.Event()
    settle()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    follow(settings, lambda: told.is_set() or (with_parent and os.getppid() != parent))
