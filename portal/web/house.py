"""What every request may reach of the house: one typed object instead of loose extensions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, current_app
from sqlalchemy.orm import Session

from portal.access import Actor, Gate
from portal.config import Settings
from portal.store import Store


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation: an endpoint, its label (a message id), and who is offered it."""

    endpoint: str
    label: str
    shown: Callable[[Actor], bool] = lambda _a: True


@dataclass(frozen=True, slots=True)
class House:
    """Settings, store, gate and what the rooms registered."""

    settings: Settings
    store: Store
    gate: Gate
    nav: Sequence[NavItem]
    waiting: Callable[[Session, Actor], int]
    demo: bool
    rooms: Mapping[str, Blueprint] = field(default_factory=dict)
    services: Mapping[str, Any] = field(default_factory=dict)


def house() -> House:
    """Return the house of the running application."""
    found: House = current_app.extensions["portal"]
    return found
