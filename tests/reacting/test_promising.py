"""Promises are reckoned, warned of, kept and broken by a worker, whatever changes (CNV-10)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from application.conversation import CloseConversation, PostReply
from application.handling import SetConversationPriority
from application.inbox import SetInboxAccess
from application.schedule import ChangeSchedule, CreateSchedule
from application.sla import ArchiveSlaPolicy, ChangeSlaPolicy, CreateSlaPolicy
from domain.schedule.aggregate import Plan
from domain.schedule.weekly import ALWAYS
from domain.sla.aggregate import Promised
from domain.sla.events import SlaBreached, SlaMet, SlaReckoned, SlaWarned
from domain.sla.promise import promise_id
from infrastructure.bootstrap import clock
from infrastructure.embedded import Postgres
from infrastructure.jobs.promises import Promising
from tests.api.test_conversations import mail
from tests.support import servers
from tests.support.api import Client, Served, served

pytestmark = pytest.mark.req("CNV-10")
HOUR = timedelta(hours=1)
STANDARD = Promised("Standard", (("none", 60, 120, 480), ("urgent", 10, None, None)))


@pytest.fixture(scope="module")
def running(postgres_server: Postgres, migrated_template: str) -> Iterator[Served]:
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        served(dsn, state) as found,
    ):
        yield found


class Desk:
    """An account with a conversation; the worker's clock is the test's."""

    def __init__(self, served: Served) -> None:
        self.served, self.later = served, timedelta(0)
        self.world = served.world()
        self.world.now = clock()
        self.channel = self.world.channel(users=())
        self.conversation = self.world.mailed(self.channel, mail())
        self.client: Client = served.client(self.world)
        application = served.application
        self.promising = Promising(application.pool, application.bus, self.now)

    def now(self) -> datetime:
        return clock() + self.later

    def due(self) -> list[UUID]:
        self.served.caught_up()
        return [one.object_id for one in self.promising.due() if one.account_id == self.world.account]

    def sweep(self) -> None:
        """Sweep until there is nothing left to do."""
        for _ in range(3):
            found = self.due()
            for conversation in found:
                self.promising(self.world.account, conversation, "")
                self.promising(self.world.account, conversation, "")
            if not found:
                return
        pytest.fail("the sweeps never end")

    def happened(self, kind: type[SlaMet | SlaBreached | SlaWarned]) -> list[str]:
        return [one.goal for one in self.world.happened(promise_id(self.conversation), kind)]

    def shown(self) -> dict[str, object]:
        return dict(self.client.read(f"/conversations/{self.conversation}/promise"))


@pytest.fixture
def desk(running: Served) -> Desk:
    return Desk(running)


def test_without_a_policy_nothing_is_promised(desk: Desk) -> None:
    assert desk.due() == []
    assert desk.shown()["due_at"] is None
    assert desk.client.read("/promises")["items"] == []


def test_what_is_open_comes_under_a_policy_is_warned_of_broken_and_settled(desk: Desk) -> None:
    desk.world.make(CreateSlaPolicy(STANDARD))
    assert desk.due() == [desk.conversation]
    desk.sweep()
    shown = desk.shown()
    assert (shown["reply_goal"], shown["reply_state"]) == ("first_reply", "")
    (listed,) = desk.client.read("/promises")["items"]
    assert (listed["conversation_id"], listed["due_at"]) == (str(desk.conversation), shown["reply_due"])
    desk.later = 50 * timedelta(minutes=1)
    desk.sweep()
    assert desk.happened(SlaWarned) == ["first_reply"]
    desk.later = 2 * HOUR
    desk.sweep()
    assert desk.happened(SlaBreached) == ["first_reply"]
    assert desk.shown()["reply_state"] == "breached"
    desk.world.do(PostReply(desk.conversation, "Here you are."), by=desk.world.admin)
    desk.sweep()
    assert desk.shown()["due_at"] is None
    desk.world.do(CloseConversation(desk.conversation), by=desk.world.admin)
    desk.sweep()
    assert desk.happened(SlaMet) == ["resolution"]
    assert desk.due() == []


def test_an_answer_in_time_keeps_the_promise(desk: Desk) -> None:
    desk.world.make(CreateSlaPolicy(STANDARD))
    desk.sweep()
    desk.world.do(PostReply(desk.conversation, "Here you are."), by=desk.world.admin)
    desk.sweep()
    assert desk.happened(SlaMet) == ["first_reply"]
    assert (desk.shown()["met"], desk.shown()["breached"]) == (1, 0)


def test_priority_policy_and_schedule_change_what_is_due(desk: Desk) -> None:
    hours = desk.world.make(CreateSchedule(Plan("Always", "Europe/Warsaw", ALWAYS)))
    policy = desk.world.make(CreateSlaPolicy(replace(STANDARD, schedule_id=hours)))
    desk.sweep()
    first = str(desk.shown()["reply_due"])
    desk.world.do(SetConversationPriority(desk.conversation, "urgent"), by=desk.world.admin)
    desk.sweep()
    urgent = str(desk.shown()["reply_due"])
    assert datetime.fromisoformat(first) - datetime.fromisoformat(urgent) == timedelta(minutes=50)
    desk.world.do(
        ChangeSlaPolicy(policy, replace(STANDARD, schedule_id=hours, targets=(("none", 30, None, None),)))
    )
    desk.sweep()
    changed = str(desk.shown()["reply_due"])
    assert datetime.fromisoformat(first) - datetime.fromisoformat(changed) == timedelta(minutes=30)
    desk.world.do(ChangeSchedule(hours, Plan("Never", "Europe/Warsaw", ())))
    desk.sweep()
    assert desk.shown()["due_at"] is None


def test_a_policy_that_names_the_inbox_goes_before_one_for_all_and_an_archived_one_promises_nothing(
    desk: Desk,
) -> None:
    desk.world.make(CreateSlaPolicy(STANDARD))
    named = desk.world.make(
        CreateSlaPolicy(
            replace(STANDARD, name="Named", inbox_ids=(desk.world.inbox,), targets=(("none", 5, None, None),))
        )
    )
    desk.sweep()
    assert desk.shown()["policy_id"] == str(named)
    for one in desk.client.read("/sla-policies")["items"]:
        desk.world.do(ArchiveSlaPolicy(UUID(one["policy_id"])))
    desk.sweep()
    assert (desk.shown()["policy_id"], desk.shown()["due_at"]) == (None, None)
    assert len(desk.world.happened(promise_id(desk.conversation), SlaReckoned)) == 2


def test_a_policy_for_a_channel_is_for_what_came_by_it_and_goes_before_one_for_the_inbox(desk: Desk) -> None:
    other = desk.world.mailed(desk.world.channel(users=(), address="other"), mail())
    inbox = desk.world.make(CreateSlaPolicy(replace(STANDARD, inbox_ids=(desk.world.inbox,))))
    chosen = replace(STANDARD, name="Chosen", channel_ids=(desk.channel,), targets=(("none", 5, None, None),))
    channel = desk.world.make(CreateSlaPolicy(chosen))
    desk.sweep()
    told = desk.client.read(f"/conversations/{other}/promise")
    assert (desk.shown()["policy_id"], told["policy_id"]) == (str(channel), str(inbox))
    desk.world.do(ArchiveSlaPolicy(inbox))
    desk.sweep()
    told = desk.client.read(f"/conversations/{other}/promise")
    assert (desk.shown()["policy_id"], told["policy_id"], told["due_at"]) == (str(channel), None, None)


def test_policies_over_http(desk: Desk) -> None:
    target = {"priority": "none", "first_reply": 60, "next_reply": None, "resolution": 480}
    body = {"name": "Gold", "targets": [target], "inbox_ids": [str(desk.world.inbox)]}
    made = desk.client.post("/sla-policies", body)
    path = f"/sla-policies/{made.json['id']}"
    read = desk.client.get(path)
    assert (read.json["targets"], read.json["warn_minutes"]) == ([target], 15)
    doors = {**body, "channel_ids": [str(desk.channel)]}
    assert desk.client.put(path, doors, If_Match=read.headers["ETag"]).status_code == 200
    read = desk.client.get(path)
    assert read.json["channel_ids"] == [str(desk.channel)]
    assert desk.client.put(path, {**body, "name": "Silver"}, If_Match=read.headers["ETag"]).status_code == 200
    assert desk.client.put(path, body, If_Match=read.headers["ETag"]).status_code == 412
    assert desk.client.post(f"{path}/archive").status_code == 200
    assert desk.client.read(path)["archived"]
    assert desk.client.post(f"{path}/restore").status_code == 200
    refused = desk.client.post(
        "/sla-policies", {**body, "targets": [{**target, "first_reply": None, "resolution": None}]}
    )
    assert (refused.status_code, refused.json["field"]) == (422, "targets")
    hours = desk.world.make(CreateSchedule(Plan("Old", "Europe/Warsaw", ())))
    desk.client.post(f"/schedules/{hours}/archive")
    gone = desk.client.post("/sla-policies", {**body, "schedule_id": str(hours)})
    assert (gone.status_code, gone.json["field"]) == (422, "schedule_id")


def test_promises_of_several_conversations_are_read_at_once(desk: Desk) -> None:
    desk.world.make(CreateSlaPolicy(STANDARD))
    desk.sweep()
    answer = desk.client.post("/promises/query", {"conversation_ids": [str(desk.conversation)]})
    assert [one["conversation_id"] for one in answer.json["items"]] == [str(desk.conversation)]


def test_what_somebody_does_not_see_is_not_told(desk: Desk) -> None:
    desk.world.make(CreateSlaPolicy(STANDARD))
    desk.sweep()
    ann = desk.world.user("Ann")
    desk.world.do(SetInboxAccess(desk.world.inbox, everyone=False, user_ids=(desk.world.admin,)))
    client = desk.served.client(desk.world, ann)
    assert client.post("/promises/query", {"conversation_ids": [str(desk.conversation)]}).status_code == 404
    assert client.get(f"/conversations/{desk.conversation}/promise").status_code == 404
    assert client.read("/promises")["items"] == []
