"""Seconds of chaos in every run of the tests; `./dev test --long` is the same for minutes (RL-01..05)."""

import random
from collections.abc import Sequence
from uuid import UUID

import pytest

from infrastructure.channels.email.parse import parse
from tests.chaos.comparing import Sent, compared
from tests.chaos.found import Found, Received
from tests.chaos.letters import Customers, Mail
from tests.chaos.notes import Notes, Reply
from tests.chaos.plan import LONG, SHORT, planned
from tests.chaos.run import Run
from tests.chaos.shapes import FILES, KINDS, fitting, shaped
from tests.chaos.stage import Stage

ID = UUID(int=1)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.req("RL-01", "RL-02", "RL-03", "RL-04", "RL-05", "EML-19", "AUD-03")
def test_what_was_acknowledged_is_there_once_whatever_dies(capsys: pytest.CaptureFixture[str]) -> None:
    seed = random.randrange(2**32)  # noqa: S311 - no secret
    with capsys.disabled():
        print(f"\nchaos with seed {seed}")  # noqa: T201 - so that it can be made again
    stage = Stage(small_disk=True)
    with stage:
        run = Run(planned(seed, SHORT), stage, lambda _line: None)
        result = run.run()
    assert result.differences == [], f"seed {seed}, kept in {stage.state}"
    assert sum(times for what, times in run.done.items() if what.startswith("kill")) == run.plan.kills >= 15
    stage.remove()


@pytest.mark.req("RL-01")
def test_a_long_run_kills_a_hundred_times_and_a_seed_makes_it_again() -> None:
    plan = planned(5, LONG)
    assert plan.kills >= 100
    assert plan == planned(5, LONG)
    assert plan != planned(6, LONG)
    assert planned(5, LONG, kills=30).kills == 30 + LONG.restarts


@pytest.mark.req("RL-04")
def test_customers_repeat_themselves_and_write_in_any_order() -> None:
    def some() -> tuple[list[Mail], Customers]:
        customers = Customers(1, "acme.example")
        deliveries = customers.deliveries()
        return [next(deliveries) for _ in range(1000)], customers

    mails, customers = some()
    assert some()[0] == mails
    assert customers.repeated > 1
    assert customers.replayed > 10
    first: dict[str, int] = {}
    for place, mail in enumerate(mails):
        first.setdefault(mail.message_id, place)
    answers = [mail for mail in mails if mail.answers]
    assert any(first.get(mail.answers, 0) > first[mail.message_id] for mail in answers), (
        "none came before its parent"
    )


@pytest.mark.req("EML-17", "EML-18")
@pytest.mark.parametrize("kind", KINDS)
def test_mails_of_every_shape_are_what_they_are_meant_to_be(kind: str) -> None:
    text = fitting(kind, "Größe naïve 請 order")
    for automatic in (False, True):
        read = parse(shaped(kind, text, automatic=automatic, message_id="a@x.example"))
        assert (read.text.strip(), len(read.attachments)) == (text, FILES[kind])
        assert (read.automatic is not None, read.message_id) == (automatic, "a@x.example")


class Kept:
    """What would be found of one mail and one reply, all well; tests spoil it."""

    def __init__(self) -> None:
        self.mail = Mail("a@acme.example", "c@acme.example", "", "Hello", b"raw")
        self.notes, self.found = Notes(), Found()
        self.notes.taken(self.mail)
        self.received = Received(1, ID, ID, self.mail.sender, self.mail.digest, (ID, ID))
        self.found.received[self.mail.message_id] = [self.received]
        self.found.originals[ID], self.found.endings[ID] = ID, ["message_ingested"]
        self.found.tickets[ID] = 1
        self.originals = {ID: b"trace " + self.mail.raw}

    def differences(self) -> Sequence[str]:
        return compared(self.notes, self.found, self.originals, Sent(), killed_workers=1).differences


@pytest.mark.req("RL-01")
def test_the_comparison_finds_what_is_wrong() -> None:
    assert Kept().differences() == []
    lost = Kept()
    lost.found.received.clear()
    assert "lost: a@acme.example" in lost.differences()
    doubled = Kept()
    doubled.found.received["a@acme.example"] *= 2
    assert "there 2 times: a@acme.example" in doubled.differences()
    changed = Kept()
    changed.found.received["a@acme.example"] = [changed.received._replace(digest="other")]
    assert "other text: a@acme.example" in changed.differences()
    unread = Kept()
    unread.originals.clear()
    assert f"no original of intake {ID}" in unread.differences()
    mistaken = Kept()
    mistaken.found.received["a@acme.example"] = [mistaken.received._replace(automatic=True)]
    assert "taken for another kind: a@acme.example" in mistaken.differences()
    assert f"1 tickets of {ID}" in mistaken.differences()
    waiting = Kept()
    waiting.found.endings.clear()
    assert f"intake {ID}: []" in waiting.differences()
    unsent = Kept()
    unsent.notes.replied(Reply("Answer", str(ID), str(ID)))
    assert any(line.startswith("lost: Reply") for line in unsent.differences())
    faulty = Kept()
    faulty.notes.fault("answered 500")
    assert "answered 500" in faulty.differences()
