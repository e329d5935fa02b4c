"""The program as people start it from a shell, and stop it; and the demonstration it sets up, made once a run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from http.client import HTTPException
from pathlib import Path

import pytest

from tests import once
from tests.people import KEY
from tests.ports import free_port

APP = Path(__file__).resolve().parents[2] / "app.py"


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
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=10) as answer:
                assert answer.status == 200
                return running
        except (OSError, HTTPException):
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


def begun(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the first start with a demonstration filled, and what it `said` until it was stopped."""
    return once.folder(factory, "begun-city", _begin)


def _begin(folder: Path) -> None:
    port = free_port()
    code, said = stop(start(folder, port))
    assert code == 0
    (folder / "said").write_text(said.replace(f":{port}", ":PORT"), encoding="utf-8")
