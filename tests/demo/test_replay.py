"""Any object, any list and a whole account as they were, told from the log (AUD-01, AUD-02)."""

import json
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner

from api.moments import as_they_were, position_at
from domain.contact.events import ContactCreated
from domain.conversation.events import ConversationClosed, ConversationReopened, ConversationStarted
from domain.conversation.messages import MessagePosted
from domain.kernel.personal import ERASED
from domain.view.filter import Filter
from infrastructure.bootstrap import Application
from infrastructure.cli.__main__ import postroom
from infrastructure.demo.crew import Crew
from infrastructure.demo.loading import load
from infrastructure.demo.seed import projecting
from projections.common.recorded import Recorded
from projections.inbox_list import lists
from projections.people import queries as people

CONVERSATIONS = 30


@pytest.fixture
def log(app: Application, crew: Crew, monkeypatch: pytest.MonkeyPatch) -> list[Recorded]:
    """A history, shown in the read models; the command line finds the same database."""
    before = app.log.last_position()
    load(crew, CONVERSATIONS, 4, seed="replayed")
    shown(app)
    for name, value in app.settings.to_env().items():
        monkeypatch.setenv(name, value)
    return app.log.read(before, 100_000)


def shown(app: Application) -> None:
    with projecting(app):
        assert app.positions.wait_for(app.log.last_position(), 60)


def replay(*words: object) -> Any:
    """Run the command and return its JSON."""
    done = CliRunner().invoke(postroom, ["replay", *map(str, words), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def told(*words: object) -> str:
    """Run the command and return its words."""
    done = CliRunner().invoke(postroom, ["replay", *map(str, words)])
    assert done.exit_code == 0, done.output
    return done.stdout


def statuses(log: list[Recorded], position: int) -> dict[str, int]:
    """Count conversations by status at a position, from the log."""
    now: dict[UUID, str] = {}
    for at, event in log:
        if at <= position:
            match event:
                case ConversationStarted() | ConversationReopened():
                    now[event.originator_id] = "open"
                case ConversationClosed():
                    now[event.originator_id] = "closed"
    return dict(Counter(now.values()))


@pytest.mark.req("AUD-01", "AUD-02", "API-07")
def test_a_conversation_is_told_as_it_was(app: Application, crew: Crew, log: list[Recorded]) -> None:
    closed = next(recorded for recorded in log if isinstance(recorded.event, ConversationClosed))
    conversation = closed.event.originator_id
    before = replay("conversation", conversation, "--position", closed.position - 1)
    after = replay(
        "conversation",
        conversation,
        "--at",
        f"{closed.event.timestamp + timedelta(seconds=1):%Y-%m-%dT%H:%M:%S%z}",
    )
    assert (before["state"]["status"], after["state"]["status"]) == ("open", "closed")
    assert after["version"] >= before["version"] + 1
    assert [one["position"] for one in before["history"]] == [
        at for at, event in log if event.originator_id == conversation and at < closed.position
    ]
    last = after["history"][before["version"]]
    assert (last["event"], last["actor"]) == ("conversation.closed", closed.event.envelope.actor)
    assert last["correlation_id"] == str(closed.event.envelope.correlation_id)
    words = told("conversation", conversation, "--position", closed.position)
    name = people_named(app, crew, closed.event.envelope.actor)
    assert f"conversation.closed by {name}" in words
    assert f"because of {closed.event.envelope.correlation_id}" in words


def people_named(app: Application, crew: Crew, actor: str) -> str:
    user = UUID(actor.removeprefix("user:"))
    with app.pool.connection() as db:
        return people.names(db, crew.account, [user])[user]


@pytest.mark.req("AUD-02", "API-07")
def test_every_kind_of_object_and_a_whole_account_can_be_told(crew: Crew, log: list[Recorded]) -> None:
    middle, last = log[len(log) // 2].position, log[-1].position
    for position in (middle, last):
        account = replay("account", crew.account, "--position", position)
        assert account["conversations"] == dict(sorted(statuses(log, position).items()))
        assert len(account["users"]) == len(crew.company.people)
        assert len(account["list"]["rows"]) == min(20, statuses(log, position).get("open", 0))
    words = told("account", crew.account)
    assert crew.company.name in words
    assert "conversations: " in words
    ids = {
        "user": crew.user("maja"),
        "inbox": crew.inbox("support"),
        "channel": crew.channel("shop"),
        "pipeline": crew.pipeline(),
    }
    for kind, object_id in ids.items():
        assert replay(kind, object_id)["history"]
    contact = next(event for _, event in log if isinstance(event, ContactCreated))
    assert replay("contact", contact.originator_id)["state"]["name"] == contact.name
    ticket = next(event for _, event in log if event.TOPIC == "ticket.opened")
    assert replay("ticket", ticket.originator_id, "--position", middle)["state"]["stage"]


def test_what_is_not_there_is_said(crew: Crew, log: list[Recorded]) -> None:
    assert log
    nothing = CliRunner().invoke(postroom, ["replay", "ticket", str(crew.account)])
    assert (nothing.exit_code, nothing.stderr) == (1, "Error: there is no such ticket\n")
    early = CliRunner().invoke(postroom, ["replay", "account", str(crew.account), "--position", "0"])
    assert "had not begun" in early.stderr
    both = CliRunner().invoke(
        postroom, ["replay", "account", str(crew.account), "--position", "1", "--at", "2026-01-01"]
    )
    assert "not both" in both.stderr


@pytest.mark.req("PF-09", "AUD-02")
def test_a_time_is_the_last_position_recorded_by_then(
    app: Application, crew: Crew, log: list[Recorded]
) -> None:
    with app.pool.connection() as db:
        for (position, event), (_, following) in list(pairwise(log))[::17]:
            if event.timestamp < following.timestamp:
                assert position_at(db, app.log, crew.account, event.timestamp) == position
        assert (
            position_at(db, app.log, crew.account, log[-1].event.timestamp + timedelta(days=1))
            == log[-1].position
        )
        assert (
            position_at(db, app.log, crew.account, log[0].event.timestamp - timedelta(days=9000))
            < log[0].position
        )


@pytest.mark.req("PF-09", "AUD-02")
def test_rows_of_a_past_list_have_the_versions_they_had(
    app: Application, crew: Crew, log: list[Recorded]
) -> None:
    for as_of in [position for position, _ in log][:: len(log) // 9]:
        with app.pool.connection() as db:
            inboxes = tuple(one.inbox_id for one in people.inboxes(db, crew.account))
            rows = lists.page(db, crew.account, inboxes, Filter(), as_of=as_of, limit=1000).items
        for row in as_they_were(app.log, rows, as_of):
            own = [
                (at, event) for at, event in log if event.originator_id == row.conversation_id and at <= as_of
            ]
            assert row.version == own[-1][1].originator_version
            assert own[-1][0] <= row.position <= as_of


@pytest.mark.req("PRV-08", "AUD-02")
def test_the_past_shows_nobody_who_was_forgotten(app: Application, crew: Crew, log: list[Recorded]) -> None:
    started = next(event for _, event in log if isinstance(event, ConversationStarted))
    posted = next(at for at, e in log if isinstance(e, MessagePosted) and e.contact_id == started.contact_id)
    with projecting(app):
        app.eraser.erase(started.contact_id, app.env(crew.account, crew.actor(crew.admin)))
        assert app.positions.wait_for(app.log.last_position(), 60)
    contact = replay("contact", started.contact_id, "--position", posted)
    assert contact["state"]["name"] == ERASED
    assert all(one["erased"] for one in contact["history"] if one["event"] == "contact.created")
    account = replay("account", crew.account, "--position", posted, "--limit", 1000)
    (row,) = [one for one in account["list"]["rows"] if one["contact_id"] == str(started.contact_id)]
    assert {row["contact_name"], row["subject"], row["preview"]} == {ERASED}
