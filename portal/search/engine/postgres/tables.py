"""Where the index lies in a PostgreSQL: four tables of its own, beside the house's and unknown to it.

`search_document` has one row for each document and is narrow, because counting reads thousands of its rows: the
words are kept beside it by PostgreSQL (TOAST), and what is counted is one number, the key of a row of
`search_facets`, which holds every combination of values that occurs. `search_part` holds the rest of documents
that are longer than one tsvector can be; `search_state` has one row, with the last event indexed.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from portal.search.engine.analyser import VERSION as ANALYSER_VERSION

VERSION = f"2.{ANALYSER_VERSION}"  # of what is in the rows: an index of another version is built anew

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_Exact = Text(collation="C")  # ordered by code point, as Python orders

document = Table(
    "search_document",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True, autoincrement=True),
    Column("key", _Exact, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("record", BigInteger, nullable=False, index=True),
    Column("facets", Integer, nullable=False),
    Column("moment", Float(53), nullable=False),
    Column("filed", Integer, nullable=False),
    Column("due", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("audience", ARRAY(Text), nullable=False),
    Column("words", TSVECTOR, nullable=False),
    Index("ix_search_document_audience", "audience", postgresql_using="gin"),
    Index("ix_search_document_words", "words", postgresql_using="gin"),
)

part = Table(
    "search_part",
    metadata,
    Column(
        "document",
        BigInteger,
        ForeignKey(document.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("words", TSVECTOR, nullable=False),
    Index("ix_search_part_words", "words", postgresql_using="gin"),
)

facets = Table(
    "search_facets",
    metadata,
    Column("id", Integer, Identity(), primary_key=True, autoincrement=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("values", ARRAY(_Exact), nullable=False),
    Column("fields", ARRAY(_Exact), nullable=False),
    Index("ix_search_facets_fields", "fields", postgresql_using="gin"),
)

state = Table(
    "search_state",
    metadata,
    Column("only", SmallInteger, primary_key=True, autoincrement=False),
    Column("version", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("building", Boolean, nullable=False),
)
