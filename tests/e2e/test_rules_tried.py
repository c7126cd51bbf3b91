"""Another rule tried on the running product's own past, and all its decisions made again (RTG-08, RTG-12)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.conftest import Open
from tests.support.mails import a_mail
from tests.support.product import Product


@pytest.mark.req("RTG-08", "RTG-12", "API-07")
def test_another_rule_is_tried_on_what_came_and_nothing_is_recorded(
    open_account: Open, product: Product
) -> None:
    began = datetime.now(UTC) - timedelta(minutes=1)
    company = open_account()
    ann, bo = company.agent("Ann"), company.agent("Bo")
    mailbox = company.channel(users=(ann.user_id,))
    rows = mailbox.taken(*(a_mail(sender=f"c{number}@{company.domain}") for number in range(3)))
    before = product.position()
    asked = {
        "rule": {"target": "specific", "user_ids": [bo.user_id, ann.user_id]},
        "begins": began.isoformat(),
        "ends": (datetime.now(UTC) + timedelta(minutes=1)).isoformat(),
    }
    at = f"/channels/{mailbox.channel_id}/routing/simulation"
    told = company.admin.post(at, asked)
    assert told["conversations"] == 3
    assert told["up_to"] >= before
    shares = {share["user_id"]: (share["simulated"], share["recorded"]) for share in told["shares"]}
    assert sorted(shares.values()) == [(1, 3), (2, 0)] or sorted(shares.values()) == [(1, 0), (2, 3)]
    assert {one["conversation_id"] for one in told["differences"]} <= {row["conversation_id"] for row in rows}
    by_owner = company.admin.post(at, asked | {"rule": {"target": "contact_owner", "user_ids": [bo.user_id]}})
    assert {share["user_id"]: share["simulated"] for share in by_owner["shares"]}[bo.user_id] == 3
    assert company.admin.refused("POST", at, asked | {"ends": asked["begins"]})[0] == 422

    command = ("routing", "simulate", mailbox.channel_id, "--user", bo.user_id)
    since = ("--since", began.strftime("%Y-%m-%dT%H:%M:%S"))
    printed = product.told(*command, *since)
    assert (printed["result"]["conversations"], printed["result"]["different"]) == (3, 3)
    assert "3 conversations, 3 would have gone to somebody else first" in product.command(*command, *since)

    again = product.told("verify", "decisions")
    assert again["decisions"] >= 3
    assert (again["equal"], again["differing"]) == (True, [])
    assert "0 differ" in product.command("verify", "decisions")
    assert product.happened(before, account=company.account_id) == []
