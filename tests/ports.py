"""Ports for programs that tests start."""

from __future__ import annotations

import random
import socket
from contextlib import suppress

_OURS = range(20_000, 32_000)  # below those that Linux gives to whoever connects (ip_local_port_range)
_luck = random.SystemRandom()


def free_port() -> int:
    """Return a port of this machine that nobody listens on, and that no connection takes before a program does."""
    while True:
        port = _luck.choice(_OURS)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
