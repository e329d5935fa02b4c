"""Starting the program as people do, and stopping it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import func, select
from waitress import wasyncore

from portal.config import Settings
from portal.ledger import Event
from portal.serving import listen
from portal.store import open_store
from tests.people import KEY

APP = Path(__file__).resolve().parents[2] / "app.py"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def start(folder: Path, port: int) -> subprocess.Popen[str]:
    # What a shell starts in the background ignores Ctrl+C, and so would every program that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    env = os.environ | {"PORTAL_INSTANCE": str(folder), "PORTAL_SECRET_KEY": KEY, "PORT": str(port)}
    running = subprocess.Popen(
        [sys.executable, str(APP), "run", "--demo"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 240  # a whole year is played first, on whatever machine
    while running.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/") as answer:
                assert answer.status == 200
                return running
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    kill(running)
    raise AssertionError(running.communicate(timeout=10))


def stop(running: subprocess.Popen[str]) -> tuple[int, str]:
    """Press Ctrl+C at the terminal, which every process of the program hears."""
    os.killpg(running.pid, signal.SIGINT)
    try:
        said, _errors = running.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        kill(running)
        raise
    return running.returncode, said


def kill(running: subprocess.Popen[str]) -> None:
    """Leave nothing behind of a program that does not do as it should: its follower would run for ever."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)


def events(folder: Path) -> tuple[int, str]:
    store = open_store(f"sqlite:///{folder}/portal.db")
    with store.reading() as session:
        found = session.scalar(select(func.count()).select_from(Event)) or 0
        head = session.scalar(select(Event.hash).order_by(Event.id.desc()).limit(1)) or ""
    store.close()
    return found, head


def test_the_demonstration_is_set_up_once_served_and_stopped(tmp_path: Path) -> None:
    folder, port = tmp_path / "instance", free_port()
    running = start(folder, port)
    with pytest.raises(urllib.error.HTTPError, match="431") as refused:  # no page for an address without end
        urllib.request.urlopen(f"http://127.0.0.1:{port}/en/search/?q={'a' * 100_000}")
    refused.value.close()
    code, said = stop(running)
    assert code == 0
    assert f"http://127.0.0.1:{port}" in said
    assert "lin.jing@demo.example" in said
    first = events(folder)
    assert first[0] > 1800
    again, told = stop(start(folder, port))
    assert again == 0
    assert said == told
    assert events(folder) == first


@pytest.mark.parametrize(("proxies", "seen"), [("0", ""), ("1", "203.0.113.9")])
def test_what_a_proxy_says_of_the_sender_reaches_the_portal_where_there_is_one(tmp_path, proxies, seen):
    told = []

    def application(environ, start_response):
        told.append(environ.get("HTTP_X_FORWARDED_FOR", ""))
        start_response("204 No Content", [])
        return []

    port = free_port()
    env = {"PORTAL_INSTANCE": str(tmp_path), "PORTAL_PROXIES": proxies, "PORT": str(port)}
    server = listen(application, Settings.from_env(env))
    serving = threading.Thread(target=server.run)
    serving.start()
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    asking.request("GET", "/", headers={"X-Forwarded-For": "203.0.113.9"})
    assert asking.getresponse().status == 204
    asking.close()
    # in its own thread: a socket closed under a waiting loop would end that with an error, later and in another test
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
    serving.join(timeout=10)
    server.task_dispatcher.shutdown()
    assert not serving.is_alive()
    assert told == [seen]
