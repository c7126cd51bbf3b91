"""What happened to things that are kept beside conversations, told in the one way of all objects (AUD-01)."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from application.canned import ChangeCannedReply, CreateCannedReply, DeleteCannedReply, RestoreCannedReply
from application.csat import SetSurvey
from application.inbox import CreateInbox, SetInboxAccess
from application.macro import ChangeMacro, CreateMacro
from application.placing import MoveConversation
from application.schedule import ArchiveSchedule, CreateSchedule
from application.sla import ChangeSlaPolicy, CreateSlaPolicy, KeepPromises
from application.view import ChangeView, RemoveView, SaveView
from domain.canned.aggregate import Prepared
from domain.canned.scope import Scope
from domain.csat.survey import Asking
from domain.form.events import SubmissionReceived
from domain.macro.aggregate import Combined
from domain.schedule.aggregate import Plan
from domain.sla.aggregate import Promised
from domain.view.aggregate import Look
from tests.security.belongings import belongings
from tests.support.api import Client, Served
from tests.support.forms import SAID, FormDesk
from tests.support.mails import a_mail
from tests.support.world import World

pytestmark = pytest.mark.req("AUD-01")
EVERYONE = Scope("everyone")


@pytest.fixture
def world(api: Served) -> World:
    return api.world()


def told(client: Client, kind: str, object_id: UUID) -> list[dict[str, Any]]:
    """Return each event as its name, who did it, and what it changed."""
    client.served.caught_up()
    return list(client.read(f"/history/{kind}/{object_id}?limit=100")["items"])


def steps(events: list[dict[str, Any]]) -> list[tuple[str, dict[str, tuple[Any, Any]]]]:
    """Return each event's name, and what it changed: field -> before and after."""
    return [
        (one["event"], {change["field"]: (change["before"], change["after"]) for change in one["changes"]})
        for one in events
    ]


@pytest.mark.req("CNV-02")
def test_a_canned_reply_tells_its_texts_and_that_it_was_away(api: Served, world: World) -> None:
    api.caught_up()
    reply = world.make(CreateCannedReply(Prepared("Thanks", "Thank you.", EVERYONE)), by=world.admin)
    ann = world.user("Ann", roles=("admin",))
    api.caught_up()
    world.do(ChangeCannedReply(reply, Prepared("Thanks", "Many thanks.", EVERYONE)), by=ann)
    world.do(DeleteCannedReply(reply), by=ann)
    world.do(RestoreCannedReply(reply), by=world.admin)
    events = told(api.client(world), "canned_reply", reply)
    assert [one["actor"] for one in events] == [f"user:{who}" for who in (world.admin, ann, ann, world.admin)]
    assert all(one["correlation_id"] for one in events)
    assert steps(events)[1:] == [
        ("canned_reply.changed", {"text": ("Thank you.", "Many thanks.")}),
        ("canned_reply.deleted", {"deleted": (False, True)}),
        ("canned_reply.restored", {"deleted": (True, False)}),
    ]


@pytest.mark.req("CNV-02", "ACC-10", "SE-01")
def test_what_is_somebodys_own_has_a_history_for_them_alone(api: Served, world: World) -> None:
    ann, bo = world.user("Ann"), world.user("Bo", roles=("admin", "auditor"))
    own = Scope("own", ann)
    api.caught_up()
    reply = world.make(CreateCannedReply(Prepared("Mine", "Hello.", own)), by=ann)
    macro = world.make(CreateMacro(Combined("Mine", ({"do": "tag", "tag": "mine"},), own)), by=ann)
    view = world.make(SaveView(Look("Mine")), by=ann)
    api.caught_up()
    for kind, object_id in (("canned_reply", reply), ("macro", macro), ("view", view)):
        path = f"/history/{kind}/{object_id}"
        assert api.client(world, ann).get(path).status_code == 200
        assert api.client(world, bo).get(path).status_code == 404
        assert api.client(world, ann).get(f"/history/{kind}/{uuid4()}").status_code == 404
        assert api.client(api.world()).get(path).status_code == 404


@pytest.mark.req("CNV-03")
def test_a_view_that_was_removed_still_tells_what_happened(api: Served, world: World) -> None:
    ann = world.user("Ann")
    api.caught_up()
    view = world.make(SaveView(Look("Mine")), by=ann)
    world.do(ChangeView(view, Look("Ours", shared="everyone")), by=ann)
    world.do(RemoveView(view), by=ann)
    assert steps(told(api.client(world), "view", view))[1:] == [
        ("view.changed", {"name": ("Mine", "Ours"), "shared": ("nobody", "everyone")}),
        ("view.removed", {"removed": (False, True)}),
    ]


@pytest.mark.req("CNV-02", "CNV-10", "CHT-06")
def test_macros_schedules_policies_and_surveys_tell_what_they_were(api: Served, world: World) -> None:
    macro = world.make(CreateMacro(Combined("Done", ({"do": "tag", "tag": "a"},), EVERYONE)))
    world.do(ChangeMacro(macro, Combined("Done", ({"do": "tag", "tag": "b"},), EVERYONE)))
    schedule = world.make(CreateSchedule(Plan("Shop", "Europe/Warsaw", ())))
    world.do(ArchiveSchedule(schedule))
    policy = world.make(CreateSlaPolicy(Promised("Fast", (("none", 60, None, None),))))
    world.do(ChangeSlaPolicy(policy, Promised("Fast", (("none", 30, None, None),))))
    world.do(SetSurvey(world.inbox, Asking(on=True)))
    world.do(SetSurvey(world.inbox, Asking(on=True, pause_days=7)))
    client, targets = api.client(world), "targets"
    tags = [[{"do": "tag", "tag": tag}] for tag in "ab"]
    assert steps(told(client, "macro", macro))[-1] == ("macro.changed", {"actions": tuple(tags)})
    archived = ("schedule.archived", {"archived": (False, True)})
    assert steps(told(client, "schedule", schedule))[-1] == archived
    changed = steps(told(client, "sla_policy", policy))[-1]
    assert changed == (
        "sla_policy.changed",
        {targets: ([["none", 60, None, None]], [["none", 30, None, None]])},
    )
    assert steps(told(client, "survey", world.inbox))[-1] == ("survey.set", {"pause_days": (30, 7)})
    agent = api.client(world, world.user("Ann"))
    api.caught_up()
    for kind, object_id in (("schedule", schedule), ("sla_policy", policy), ("survey", world.inbox)):
        assert agent.get(f"/history/{kind}/{object_id}").status_code == 403


@pytest.mark.req("FRM-07", "FRM-09", "ACC-10")
def test_a_submission_goes_with_its_conversation_and_repeats_no_text(api: Served, world: World) -> None:
    desk = FormDesk(world)
    desk.submit()
    submission = desk.last
    assert submission is not None
    (sent,) = world.happened(submission, SubmissionReceived)
    elsewhere = world.make(CreateInbox("Elsewhere"))
    ann, bo = world.user("Ann"), world.user("Bo")
    world.do(SetInboxAccess(elsewhere, everyone=False, user_ids=(ann, world.admin)))
    api.caught_up()
    world.do(MoveConversation(sent.conversation_id, elsewhere), by=world.admin)
    (event,) = told(api.client(world, ann), "submission", submission)
    assert (event["event"], event["facts"]["form_version"]) == ("submission.received", 1)
    assert event["left_out"] == ["given", "files", "page"]
    assert SAID["ticket_description"] not in str(event)
    assert api.client(world, bo).get(f"/history/submission/{submission}").status_code == 404
    in_conversation = told(api.client(world, ann), "conversation", sent.conversation_id)
    assert "submission.received" in [one["event"] for one in in_conversation]


@pytest.mark.req("CNV-10", "CHT-01", "WAB-02", "ACC-10")
def test_what_belongs_to_conversations_inboxes_and_channels_is_asked_for_by_their_ids(
    api: Served, world: World
) -> None:
    conversation = world.mailed(world.channel(), a_mail())
    ids = belongings(world, "mark", conversation)
    world.do(KeepPromises(conversation, None, "none"))
    client = api.client(world)
    first = {
        "promise": "promise.made", "bot": "bot.made", "bot_run": "bot_run.started", "survey": "survey.made", "csat": "csat.begun",
        "template": "template.found", "sla_policy": "sla_policy.created",
    }  # fmt: skip
    for kind, began in first.items():
        assert told(client, kind, ids[kind])[0]["event"] == began
    assert steps(told(client, "bot", ids["bot"]))[-1] == ("bot.switched", {"on": (False, True)})
    reckoned = steps(told(client, "promise", conversation))[-1]
    assert reckoned[0] == "promise.reckoned"
    assert reckoned[1]["reply_due"][1] is None
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    auditor = api.client(world, world.user("Cy", roles=("auditor",)))
    api.caught_up()
    for kind in first:
        closed = kind != "sla_policy"
        assert (auditor.get(f"/history/{kind}/{ids[kind]}").status_code == 404) is closed
