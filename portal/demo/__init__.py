"""The demonstration: a believable year of an invented city, played through the portal's own commands."""

from portal.demo.player import Played, play

__all__ = ["Played", "play"]
