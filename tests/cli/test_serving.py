"""Starting the program as people do, and stopping it."""

from __future__ import annotations

import http.client
import shutil
import threading
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from waitress import wasyncore

from portal.config import Settings
from portal.inbox.model import Notification
from portal.ledger import Event
from portal.serving import listen
from portal.store import now, open_store
from tests.cli import program
from tests.ports import free_port


def events(folder: Path) -> list[tuple[str, str]]:
    """Return the hash of every event of a portal, and whose deed it was."""
    store = open_store(f"sqlite:///{folder}/portal.db")
    with store.reading() as session:
        found = session.execute(select(Event.hash, Event.actor_kind).order_by(Event.id)).all()
    store.close()
    return [(one.hash, one.actor_kind) for one in found]


def unread(folder: Path) -> list[datetime]:
    """Return when that happened which people were told of and have not read."""
    store = open_store(f"sqlite:///{folder}/portal.db")
    with store.reading() as session:
        found = list(session.scalars(select(Notification.at).where(Notification.seen_at.is_(None))))
    store.close()
    return found


def test_the_demonstration_is_set_up_once_served_and_stopped(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, port = tmp_path / "instance", free_port()
    shutil.copytree(program.begun(tmp_path_factory), folder)
    said, first = (folder / "said").read_text(encoding="utf-8"), events(folder)
    assert "http://127.0.0.1:PORT" in said
    assert "lin.jing@demo.example" in said
    assert len(first) > 1800
    assert min(unread(folder)) > now() - timedelta(days=8)  # they have read what is older
    running = program.start(folder, port)
    with pytest.raises(urllib.error.HTTPError, match="431") as refused:  # no page for an address without end
        urllib.request.urlopen(f"http://127.0.0.1:{port}/en/search/?q={'a' * 100_000}")
    refused.value.close()
    code, told = program.stop(running)
    assert (code, told.replace(f":{port}", ":PORT")) == (0, said)
    again = events(folder)
    assert again[: len(first)] == first
    assert {whose for _hash, whose in again[len(first) :]} <= {"clock"}  # for whom time goes on


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
