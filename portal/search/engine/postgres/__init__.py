"""The engine in the database: for portals on PostgreSQL, of which nothing but PostgreSQL itself is asked."""

from portal.search.engine.postgres.stored import Stored

__all__ = ["Stored"]
