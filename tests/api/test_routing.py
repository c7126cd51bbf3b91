"""Rules for assignment over HTTP: previews, how a rule stands, teams, owners (RTG-02..04, RTG-08, ACC-06)."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from application.contact import SetContactOwner
from application.inbox import SetInboxAccess
from application.team import AddTeamMember
from application.user import AssignSeat, DeactivateUser, ReactivateUser, RemoveSeat
from application.user_self import SetAvailability
from domain.conversation.aggregate import Conversation
from tests.support.api import Served
from tests.support.mails import a_mail
from tests.support.world import World


def draft(**rule: Any) -> dict[str, Any]:
    """Return a question about a draft of a rule."""
    contact = rule.pop("contact_id", None)
    return {"rule": {"target": "specific", **rule}, "contact_id": contact}


@pytest.mark.req("RTG-08", "RTG-07", "API-01")
def test_a_draft_is_answered_with_who_would_be_next_and_why_of_each_and_nothing_is_recorded(
    api: Served,
) -> None:
    world = api.world()
    ann, bob, cat = world.user("Ann"), world.user("Bob", available=False), world.user("Cat", seats=())
    channel = world.channel(users=(ann,))
    client = api.client(world)
    before = api.caught_up()
    users = [str(one) for one in (ann, bob, cat)]
    answer = client.post(f"/channels/{channel}/routing/preview", draft(user_ids=users)).json
    assert (answer["outcome"], answer["user_id"], answer["policy"]) == ("assigned", str(ann), "specific@2")
    assert answer["sentence"] == "Assigned to Ann: never had a turn in this rule."
    assert {one["name"]: one["verdict"] for one in answer["considered"]} == {
        "Ann": "eligible",
        "Bob": "away",
        "Cat": "no_seat",
    }
    nobody = client.post(f"/channels/{channel}/routing/preview", draft(user_ids=[str(bob)])).json
    assert nobody["reasons"] == ["nobody_eligible", "away:1"]
    off = client.post(f"/channels/{channel}/routing/preview", draft(enabled=False)).json
    assert off["reasons"] == ["rule_off"]
    assert api.caught_up() == before


@pytest.mark.req("RTG-03", "RTG-04")
def test_a_draft_for_owners_is_answered_for_a_contact(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann", available=False)
    channel = world.channel()
    contact = world.get(Conversation, world.conversation(channel)).contact_id
    world.do(SetContactOwner(contact, ann))
    client = api.client(world)
    asked = draft(target="contact_owner", contact_id=str(contact))
    path = f"/channels/{channel}/routing/preview"
    assert client.post(path, asked).json["reasons"] == ["not_tracked"]
    rules = {"identified": True, "mail_text": False}
    assert client.put("/account/owner-rules", rules).status_code == 200
    assert client.read("/account")["owner_rules"] == rules
    told = client.post(path, asked).json
    assert told["reasons"] == ["nobody_eligible", "away:1", "owner_offline", "notify_owner"]
    assert client.post(path, draft(target="contact_owner")).json["reasons"] == ["no_owner"]


@pytest.mark.req("ACC-03", "ACC-10", "SE-01")
def test_a_preview_is_for_who_may_set_the_rule_and_names_nobody_else_s_people(api: Served) -> None:
    world, other = api.world(), api.world()
    channel, stranger = world.channel(), other.user("Eve")
    path = f"/channels/{channel}/routing/preview"
    agent = api.client(world, world.user("Ann"))
    assert agent.post(path, draft()).status_code == 403
    client = api.client(world)
    assert client.post(path, draft(user_ids=[str(stranger)])).status_code == 404
    assert client.post(path, draft(team_ids=[str(uuid4())])).status_code == 404
    assert client.post(path, draft(contact_id=str(uuid4()))).status_code == 404
    assert api.client(other).post(path, draft()).status_code == 404


@pytest.mark.req("ACC-06", "RTG-06")
def test_a_rule_says_what_of_it_does_not_hold_any_more_and_heals(api: Served) -> None:
    world = api.world()
    ann, bob = world.user("Ann"), world.user("Bob")
    team = world.team("Support", bob)
    channel = world.channel(users=(ann,), teams=(team,))
    client = api.client(world)

    def stands() -> dict[str, Any]:
        (listed,) = client.read("/channels")["items"]
        assert listed["rule_state"] == client.read(f"/channels/{channel}")["rule_state"]
        found: dict[str, Any] = listed["rule_state"]
        return found

    whole = {"state": "ok", "anybody": True, "problems": []}
    assert stands() == whole
    for broken, reason, mended in (
        (RemoveSeat(ann, "service"), "no_seat", AssignSeat(ann, "service")),
        (DeactivateUser(ann), "deactivated", ReactivateUser(ann)),
        (
            SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,), team_ids=(team,)),
            "no_inbox_access",
            SetInboxAccess(world.inbox, everyone=True, user_ids=(), team_ids=()),
        ),
    ):
        world.do(broken)
        problem = {"user_id": str(ann), "team_id": None, "reason": reason}
        assert stands() == {"state": "degraded", "anybody": True, "problems": [problem]}
        world.do(mended)
        assert stands() == whole
    world.do(RemoveSeat(ann, "service"))
    world.do(RemoveSeat(bob, "service"))
    assert (stands()["anybody"], len(stands()["problems"])) == (False, 2)
    client.put(f"/channels/{channel}/rule", {"enabled": False})
    assert stands() is None


@pytest.mark.req("RTG-02", "RTG-10", "RTG-08", "CNV-03")
def test_a_conversation_is_handed_to_a_team_and_stays_the_team_s(api: Served) -> None:
    world = api.world()
    ann, bob = world.user("Ann"), world.user("Bob")
    team, night = world.team("Support", ann), world.team("Night", bob)
    conversation = taken(world, world.channel())
    client = api.client(world)
    path = f"/conversations/{conversation}"
    assert client.put(f"{path}/assignee", {"user_id": None, "team_id": str(team)}).status_code == 200
    row = client.read(path)
    assert (row["assignee_id"], row["team_id"]) == (str(ann), str(team))
    why = client.read(f"{path}/decisions")["items"][0]
    assert (why["source"], why["trigger"], why["team_id"]) == ("team", "handed", str(team))
    expected = "Assigned to Ann of a team: never had a turn in this rule. It was handed to the team."
    assert why["sentence"] == expected
    world.do(SetAvailability(bob, available=False))
    api.caught_up()
    client.put(f"{path}/assignee", {"user_id": None, "team_id": str(night)})
    waiting = next(one for one in client.read("/conversations?view=unassigned")["items"])
    assert (waiting["conversation_id"], waiting["team_id"]) == (str(conversation), str(night))
    wrong = client.put(f"{path}/assignee", {"user_id": str(ann), "team_id": str(night)})
    assert (wrong.status_code, wrong.json["field"]) == (422, "user_id")
    world.do(AddTeamMember(night, ann, extra=True))
    client.put(f"{path}/assignee", {"user_id": str(ann), "team_id": str(night)})
    assert client.read(path)["team_id"] == str(night)
    client.put(f"{path}/assignee", {"user_id": str(bob)})
    assert (client.read(path)["assignee_id"], client.read(path)["team_id"]) == (str(bob), None)


@pytest.mark.req("RTG-02", "ACC-10")
def test_a_team_that_does_not_see_the_inbox_is_handed_nothing(api: Served) -> None:
    world = api.world()
    bob = world.user("Bob")
    team = world.team("Night", bob)
    conversation = taken(world, world.channel())
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,), team_ids=()))
    path = f"/conversations/{conversation}/assignee"
    refused = api.client(world).put(path, {"user_id": None, "team_id": str(team)})
    assert (refused.status_code, refused.json["field"]) == (422, "team_id")


def taken(world: World, channel: UUID) -> UUID:
    """Return the conversation of a mail that came."""
    return world.mailed(channel, a_mail())
