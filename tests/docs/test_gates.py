"""The table of gates is the one that is in force (ACC-05..08)."""

import re
from datetime import date
from pathlib import Path

import pytest

from domain.account.entitlements import Plan, verdicts

TABLE = Path(__file__).parents[2] / "docs" / "subscription.md"
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| `(\w+)` \|", re.MULTILINE)


@pytest.mark.req("ACC-05", "ACC-06", "ACC-07", "ACC-08")
def test_every_gate_is_written_down_with_what_opens_it_and_what_refuses_it() -> None:
    told = {gate: (opens, code) for gate, opens, code in ROW.findall(TABLE.read_text(encoding="utf-8"))}
    nothing = Plan(tiers={}, created_on=date(2024, 4, 2), data_privacy=False, seats=())
    found = verdicts(nothing)
    assert {gate: code for gate, (_, code) in told.items()} == {
        gate: verdict.reason for gate, verdict in found.items()
    }
    for gate, verdict in found.items():
        named = {word for need in verdict.needed for word in (need.hub.title(), need.tier) if word}
        assert named <= set(re.findall(r"\w+", told[gate][0])), gate
