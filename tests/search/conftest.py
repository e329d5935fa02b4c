"""What the tests of search stand on."""

from __future__ import annotations

import pytest

from portal.search.engine import Document


@pytest.fixture(scope="session")
def blank():
    """A document everybody may read and nothing is said in."""
    return Document(
        key="case:1",
        kind="case",
        title="",
        text="",
        reference="",
        audience=frozenset({"public"}),
        status="open",
        organisation=(),
        year=2026,
        moment=0.0,
        lang="zh-hans",
        group="case:1",
    )
