"""What a visitor was told is accepted is there exactly once, though the process that said so is killed at that moment (CHT-01, RL-03)."""

import http.client
import json
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Event
from uuid import uuid4

import pytest

from application.ingest import IngestMessage
from domain.intake.events import MessageAccepted
from infrastructure.embedded.processes import wait_until
from tests.api.test_stream import Server
from tests.chaos.processes import below, signalled
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter
from tests.support.ports import free_port

VISITORS, PATIENCE = 6, 180.0


@contextmanager
def running(api: Served) -> Iterator[Server]:
    """The API as processes of its own, which are killed in the end if they are there still."""
    server = Server(api, free_port())
    try:
        assert wait_until(server.healthy, PATIENCE)
        yield server
    finally:
        killed(server)


def killed(server: Server) -> None:
    # stopped first, so that it starts no other meanwhile
    signalled([server.process.pid], signal.SIGSTOP)
    signalled([*below(server.process.pid), server.process.pid])
    server.process.wait()


def sent(server: Server, chatter: Chatter, text: str, client_id: str) -> bool:
    """Send a message as a page does; whether it was said to be accepted before the connection ended."""
    body = json.dumps({"client_id": client_id, "text": text})
    headers = {"Content-Type": "application/json", "Authorization": f"Visitor {chatter.token}"}
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:
            connection.request("POST", f"/w/{chatter.key}/messages", body, headers)
            with closing(connection.getresponse()) as answer:
                return answer.status == 202
    except (OSError, http.client.HTTPException):
        return False


def taken_in(api: Served, desk: ChatDesk) -> None:
    """Go through all that was accepted, as the reactor does when it is started again."""
    log = api.application.log
    with api.application.pool.connection() as db:
        rows = db.execute(
            "SELECT notification_id FROM stored_events WHERE topic = %s ORDER BY 1", [MessageAccepted.TOPIC]
        ).fetchall()
    for one in log.at([int(str(row[0])) for row in rows]):
        if isinstance(one.event, MessageAccepted) and one.event.channel_id == desk.channel:
            desk.world.do(IngestMessage(one.event.originator_id))


@pytest.mark.req("CHT-01", "CHT-11", "RL-03", "RL-04")
def test_kill_9_after_the_answer_loses_nothing_and_repeats_nothing(api: Served) -> None:
    desk = ChatDesk(api.world())
    chatters = [Chatter(api, desk) for _ in range(VISITORS)]
    ids = [str(uuid4()) for _ in chatters]
    for chatter in chatters:
        chatter.come()
    answered = Event()

    def write(server: Server, number: int) -> bool:
        said = sent(server, chatters[number], f"Message {number}", ids[number])
        if said:
            answered.set()
        return said

    with running(api) as first, ThreadPoolExecutor(VISITORS) as threads:
        under_way = [threads.submit(write, first, number) for number in range(VISITORS)]
        assert answered.wait(PATIENCE)
        killed(first)
        accepted = [one.result() for one in under_way]
    assert any(accepted)
    taken_in(api, desk)
    for number, chatter in enumerate(chatters):
        found = chatter.texts()
        assert found == [f"Message {number}"] if accepted[number] else len(found) <= 1
    # a page repeats what it was not told of, and sometimes what it was; another process answers it
    for chatter, client_id in zip(chatters, ids, strict=True):
        chatter.write("Repeated", client_id=client_id)
    taken_in(api, desk)
    for number, chatter in enumerate(chatters):
        (text,) = chatter.texts()
        assert text in (f"Message {number}", "Repeated")
        assert text != "Repeated" or not accepted[number]
