"""Who will see what: the table people read is the policy, and follows it."""

from __future__ import annotations

import re

import pytest

from portal.access import Gate
from portal.access import rules as r
from portal.cases.queries import readers
from portal.cases.verbs import ComplainantVerb, StatementVerb
from tests.laws.test_audience import GATE
from tests.people import said

STATEMENT, IDENTITY = "What you write happened", "That you gave a name, which itself stays sealed"


def table(policy):
    return dict(readers(Gate(policy, GATE.models, GATE.moves)))


def test_the_table_says_what_the_policy_says():
    told = table(GATE.policy)
    everybody = {"everybody", "everybody, once it is published"}
    assert told[IDENTITY] == [
        "you, with your account or your query code",
        "the officers of the intake centre",
        "the officers of the department that handles it",
    ]
    assert [part for part, who in told.items() if everybody & set(who)] == [
        "That there is such a case, and how far it has come",
        "The published summary",
    ]
    assert not any("you" in name.split(",")[0].split() for name in told["Internal notes of the departments"])


@pytest.mark.parametrize(
    ("verb", "part", "rule", "reader"),
    [
        (StatementVerb.READ, STATEMENT, r.anyone, "everybody"),
        (ComplainantVerb.READ, IDENTITY, r.agency, "other departments"),
        (ComplainantVerb.READ, IDENTITY, r.operator, "those who run the portal"),
    ],
)
def test_a_change_of_the_policy_changes_the_table(verb, part, rule, reader):
    before = table(GATE.policy)
    after = table({**GATE.policy, verb: GATE.policy[verb] | rule})
    assert reader not in before[part]
    assert reader in after[part]
    assert {name for name in before if before[name] != after[name]} == {part}


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "the officers of the intake centre"), ("zh-hans", "受理中心的经办人员")]
)
def test_the_table_stands_on_the_form_and_on_the_help_page(who, lang, words):
    for path in ("cases/guide", "cases/new/kind"):
        page = who["visitor"].get(f"/{lang}/{path}")
        assert words in said(page)
        assert re.search(r"<dt[^>]*>", page.text)
