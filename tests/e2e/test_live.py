"""Live streams, reading what one wrote, repeating a request (API-01, API-03, API-04)."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from tests.e2e.conftest import Open
from tests.support.frames import frames
from tests.support.mails import a_mail


@pytest.mark.req("API-04", "ACC-10", "SE-01")
def test_a_stream_shows_what_its_reader_may_see_and_goes_on_where_it_was_cut(open_account: Open) -> None:
    company, others = open_account(), open_account()
    agent = company.agent("Bo")
    closed = company.admin.post("/inboxes", {"name": "Board"})["id"]
    company.admin.put(f"/inboxes/{closed}/access", {"everyone": False, "user_ids": [company.admin.user_id]})
    support, board = company.channel(), company.channel("board", inbox=closed)
    elsewhere = others.channel()

    def all_took_one() -> int:
        """Let each mailbox take a mail; then something happens that all may see: its position."""
        for mailbox in (board, elsewhere, support):
            mailbox.taken(a_mail())
        return int(company.admin.put("/account/limits", {"tickets_per_contact": next(limits)})["position"])

    limits = count(1)
    start = company.product.position()
    middle = all_took_one()
    with ThreadPoolExecutor(1) as watching:
        live = watching.submit(frames, company.admin, middle, middle + 1)
        cut = frames(agent, start, middle)
        end = all_took_one()
        assert live.result()
    resumed = frames(agent, cut[-1][0], end)
    whole = frames(agent, start, end)
    assert cut + resumed == whole
    positions = [position for position, _, _ in whole]
    assert positions == sorted(set(positions))
    assert [kind for _, kind, _ in whole].count("conversation.message_received") == 2
    seen = {json.loads(data).get("inbox_id") for _, _, data in whole} - {None}
    assert seen == {company.inbox}
    everything = frames(company.admin, start, end)
    assert {json.loads(data).get("inbox_id") for _, _, data in everything} - {None} == {company.inbox, closed}
    assert [kind for _, kind, _ in everything].count("conversation.message_received") == 4
    foreign = {row["conversation_id"] for row in others.conversations()}
    assert len(foreign) == 2
    assert not [data for _, _, data in everything if any(one in data for one in foreign)]


@pytest.mark.req("API-03", "API-01")
def test_what_was_written_is_read_and_a_repeated_request_answers_the_same(open_account: Open) -> None:
    company = open_account()
    (row,) = company.channel().taken(a_mail())
    admin, at = company.admin, f"/conversations/{row['conversation_id']}"
    for number in range(20):
        written = admin.send(
            "POST", f"{at}/messages", {"text": f"Answer {number}"}, Idempotency_Key=str(number)
        )
        assert written.status_code == 201
        again = admin.send(
            "POST", f"{at}/messages", {"text": f"Answer {number}"}, Idempotency_Key=str(number)
        )
        assert (again.status_code, again.content) == (written.status_code, written.content)
        read = admin.get(f"{at}?limit=100", Postroom_Position=written.headers["Postroom-Position"])
        assert [message["text"] for message in read.json()["messages"][1:]] == [
            f"Answer {n}" for n in range(number + 1)
        ]
    with ThreadPoolExecutor(4) as together:
        body = {"text": "At once"}
        answers = [
            together.submit(admin.send, "POST", f"{at}/messages", body, Idempotency_Key="x") for _ in range(8)
        ]
        assert len({answer.result().content for answer in answers}) == 1
    assert len(admin.read(f"{at}?limit=100")["messages"]) == 22
