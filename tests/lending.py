"""A database of PostgreSQL that one test after the other borrows: put back, row by row, to what it was.

    url = lending.borrow("portal")    a database that holds what the template "portal" holds
    lending.give_back(url)

A copy of a template costs forty milliseconds, and as much again until PostgreSQL knows its tables. What is borrowed
is put back in five: the rows of its template and the state of its sequences are kept beside it, in a schema of their
own. Connections that a test closes are kept open for the next, which so finds a server that knows the tables. A
database is thrown away and a new copy taken when a table was made, changed or dropped, when somebody is still
connected who may go on writing, or when it was lent often enough to have become large.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from select import select
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from tests import postgres

_OFTEN = 40  # so that what was deleted does not pile up
_new, _end = PGDialect_psycopg.connect, PGDialect_psycopg.do_close
_GONE = 0.5  # seconds
# The triggers of the tables, which refuse that the past be changed, rest while a replica is filled.
_MEMORY = r"""
DO $do$
DECLARE
    one record;
    steps text := '';
    filled boolean;
BEGIN
    CREATE SCHEMA pristine;
    CREATE TABLE pristine.altered (what text);
    FOR one IN SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
        steps := steps || format('DELETE FROM public.%I;', one.name);
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', one.name) INTO filled;
        IF filled THEN
            EXECUTE format('CREATE TABLE pristine.%1$I AS TABLE public.%1$I', one.name);
            steps := steps || format('INSERT INTO public.%1$I OVERRIDING SYSTEM VALUE TABLE pristine.%1$I;', one.name);
        END IF;
    END LOOP;
    FOR one IN SELECT sequencename AS name, start_value AS start, last_value AS last
               FROM pg_sequences WHERE schemaname = 'public' LOOP
        steps := steps || format('PERFORM setval(%L, %s, %L);',
            'public.' || quote_ident(one.name), coalesce(one.last, one.start), one.last IS NOT NULL);
    END LOOP;
    EXECUTE format($f$CREATE FUNCTION pristine.put_back() RETURNS void LANGUAGE plpgsql
        SET session_replication_role = replica AS $body$ BEGIN %s END $body$ $f$, steps);
    CREATE FUNCTION pristine.note() RETURNS event_trigger LANGUAGE plpgsql
        AS $body$ BEGIN INSERT INTO pristine.altered VALUES (tg_tag); END $body$;
    CREATE EVENT TRIGGER pristine_altered ON ddl_command_end EXECUTE FUNCTION pristine.note();
END $do$
"""
_ALTERED = "SELECT EXISTS (SELECT FROM pristine.altered)"
_OTHERS = """
SELECT EXISTS (SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL(%s))
"""


@dataclass
class _Lent:
    """A database, who puts it back, and the connections that wait for the next."""

    url: str
    keeper: psycopg.Connection
    times: int = 0
    waiting: list[psycopg.Connection] = field(default_factory=list)

    def put_back(self) -> bool:
        """Put it back; False where that cannot be."""
        try:
            if self.times >= _OFTEN or self._asked(_ALTERED) or self._others():
                return False
            self.keeper.execute("SELECT pristine.put_back()")
        except psycopg.Error:
            return False
        return True

    def _others(self) -> bool:
        """Whether somebody else is connected; whoever has just closed a connection has a moment to be gone."""
        mine, end = [one.info.backend_pid for one in self.waiting], time.monotonic() + _GONE
        while others := self._asked(_OTHERS, mine):
            if time.monotonic() > end:
                break
            time.sleep(0.005)
        return others

    def _asked(self, question: str, *values: object) -> bool:
        answer = self.keeper.execute(question, values).fetchone()
        return answer != (False,)

    def end(self) -> None:
        """Throw it away."""
        for one in (self.keeper, *self.waiting):
            one.close()
        postgres.drop_database(self.url)


_lent: dict[str, _Lent] = {}
_free: dict[str, list[_Lent]] = {}


def borrow(template: str) -> str:
    """Return the URL of a database that holds what the template holds, and nobody else has."""
    free = _free.setdefault(template, [])
    one = free.pop() if free else _copy(template)
    one.times += 1
    _lent[one.url] = one
    return one.url


def _copy(template: str) -> _Lent:
    url = postgres.fresh_database(template)
    keeper = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    keeper.execute(_MEMORY)
    keeper.execute("SET lock_timeout = '1s'")
    return _Lent(url, keeper)


def give_back(template: str, url: str) -> None:
    """Put a borrowed database back for the next, or throw it away."""
    one = _lent.pop(url)
    if one.put_back():
        _free[template].append(one)
    else:
        one.end()


def end() -> None:
    """Throw away what nobody has borrowed."""
    while _free:
        for one in _free.popitem()[1]:
            one.end()


def keep() -> None:
    """Let the connections to a borrowed database that somebody closes wait for the next who connects to it."""
    PGDialect_psycopg.connect, PGDialect_psycopg.do_close = _connect, _close


def _named(database: str) -> _Lent | None:
    return next((one for one in _lent.values() if one.keeper.info.dbname == database), None)


def _connect(dialect: PGDialect_psycopg, *where: Any, **options: Any) -> Any:
    one = _named(options.get("dbname", ""))
    while one and one.waiting:
        connection = one.waiting.pop()
        if not select([connection], [], [], 0)[0]:  # or the server has said that it ends
            return connection
        connection.close()
    return _new(dialect, *where, **options)


def _close(dialect: PGDialect_psycopg, connection: Any) -> None:
    """Keep a connection in which nothing is under way; close any other."""
    one = None if connection.closed else _named(connection.info.dbname)
    if one and connection.info.transaction_status == TransactionStatus.IDLE:
        one.waiting.append(connection)
    else:
        _end(dialect, connection)
