"""The decision table of the docs: every combination, collapsed; the docs say what the policy does (RTG-01..06)."""

import pytest

from tests.support.decision_table import COLUMNS, cases, collapsed, facts, matches, outcome


@pytest.mark.req("RTG-01", "RTG-02", "RTG-03", "RTG-04", "RTG-05", "RTG-06", "ACC-06", "CHT-14")
def test_of_every_combination_exactly_one_rule_of_the_table_speaks_and_says_what_is_decided() -> None:
    rules, every = collapsed(), list(cases())
    assert len(every) == 5 * 2 * 2 * 3 * 2 * 2 * 3 * 2 * 2
    for case, decided in every:
        assert [said for rule, said in rules if matches(rule, case)] == [decided]
    assert len(rules) < len(every) / 50


@pytest.mark.req("RTG-02")
def test_a_combination_is_what_its_columns_say() -> None:
    case = dict(zip(COLUMNS, next(iter(cases()))[0], strict=True)) | {"rule": "owner, else others"}
    asked = facts(case | {"owner": "away", "seat": "no"})
    assert asked.owner is not None
    assert (asked.owner.available, asked.owner.seats, len(asked.candidates)) == (False, frozenset(), 1)
    assert outcome(case | {"owner": "none"}) == "other, no_owner"
