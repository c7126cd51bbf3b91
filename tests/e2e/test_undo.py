"""What is undone never leaves, what is for later leaves then, whatever is lost meanwhile (CNV-09, RL-02)."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
import redis

from tests.e2e.conftest import Open
from tests.support.mails import a_mail
from tests.support.product import Product, Relay, eventually


@pytest.mark.req("CNV-09", "EML-19", "RL-02")
def test_undone_and_later_though_the_queue_is_lost_and_the_worker_dies(
    open_account: Open, relay: Relay, product: Product
) -> None:
    company = open_account()
    company.relay(relay)
    bo = company.agent("Bo")
    mailbox, address = company.channel(users=(bo.user_id,)), f"{company.name.lower()}.undo@kunde.example"
    (row,) = mailbox.taken(a_mail(sender=address))
    at = f"/conversations/{row['conversation_id']}"

    undone = bo.post(f"{at}/messages", {"text": "Not this.", "undo_seconds": 5, "close": True})["id"]
    bo.send("DELETE", f"{at}/messages/{undone}/send").raise_for_status()
    due = datetime.now(UTC) + timedelta(seconds=6)
    later = bo.post(f"{at}/messages", {"text": "But this.", "send_at": due.isoformat()})["id"]
    assert bo.read(f"/messages/{later}")["delivery"]["state"] == "scheduled"
    with redis.Redis.from_url(product.settings.redis_url) as queue:
        queue.flushall()
    eventually(lambda: product.signal("worker"), "the worker is killed")

    def sent() -> bool:
        return bool(bo.read(f"/messages/{later}")["delivery"]["state"] == "sent")

    eventually(sent, "what was for later is sent", 90.0)
    (mail,) = relay.sent_to(address)
    left = message_from_bytes(relay.raw(mail), policy=SMTP)
    assert "But this." in left.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert mail["copies"] == 1
    assert left["Date"].datetime >= due.replace(microsecond=0)
    events = {one["delivery"]["state"] for one in bo.read(at)["messages"] if one["delivery"]}
    assert events == {"cancelled", "sent"}
    assert bo.read(at)["status"] == "open"
    code, word = bo.refused("DELETE", f"{at}/messages/{later}/send")
    assert (code, word) == (409, "send_begun")
