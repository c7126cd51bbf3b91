"""Every gate over HTTP, refused and allowed, with what would open it (ACC-05..08), and what a company says of itself."""

from typing import Any
from uuid import uuid4

import pytest

from application.subscription import ReviewChannels
from tests.support.api import Client, Served
from tests.support.gated import connected
from tests.support.world import AFTER_THE_GATE, BEFORE_THE_GATE


def gates(client: Client) -> dict[str, dict[str, Any]]:
    return {one["gate"]: one for one in client.read("/account/entitlements")["items"]}


def tier(client: Client, hub: str, tier: str) -> None:
    assert client.put("/account/subscription", {"hub": hub, "tier": tier}).status_code == 200


@pytest.mark.req("ACC-05")
@pytest.mark.parametrize(
    ("gate", "hub", "enough"),
    [
        ("whatsapp", "marketing", "professional"),
        ("whatsapp", "service", "enterprise"),
        ("calling", "sales", "professional"),
        ("calling", "service", "professional"),
        ("capacity_behaviour", "service", "enterprise"),
    ],
)
def test_a_tier_opens_a_gate(api: Served, gate: str, hub: str, enough: str) -> None:
    client = api.client(api.world())
    closed = gates(client)[gate]
    assert (closed["allowed"], closed["reason"]) == (False, f"{gate}_not_included")
    assert enough in closed["advice"]
    assert {
        "kind": "tier",
        "words": f"{hub.title()} Hub {enough}",
        "hub": hub,
        "tier": enough,
        "switch": "",
    } in closed["needed"]
    tier(client, hub, enough)
    assert gates(client)[gate] == {"gate": gate, "allowed": True, "reason": "", "advice": "", "needed": []}
    assert {"hub": hub, "tier": enough} in client.read("/account/subscription")["items"]


@pytest.mark.req("ACC-05")
@pytest.mark.parametrize("kind", ["whatsapp", "calling"])
def test_a_channel_of_a_gated_kind_is_refused_with_what_is_needed(api: Served, kind: str) -> None:
    world = api.world()
    client = api.client(world)
    body = {"kind": kind, "inbox_id": str(world.inbox)}
    refused = client.post("/channels", body)
    assert (refused.status_code, refused.json["code"], refused.json["field"]) == (
        409,
        f"{kind}_not_included",
        "kind",
    )
    assert refused.json["needed"] == gates(client)[kind]["needed"]
    tier(client, "service", "professional")
    assert client.post("/channels", body).status_code == 201


@pytest.mark.req("ACC-06")
def test_a_seat_opens_assignment_rules(api: Served) -> None:
    world = api.world()
    client, channel = api.client(world), world.channel()
    assert gates(client)["assignment_rules"]["allowed"]
    for hub in ("sales", "service"):
        client.delete(f"/users/{world.admin}/seats/{hub}")
    closed = gates(client)["assignment_rules"]
    assert (closed["reason"], [one["hub"] for one in closed["needed"]]) == (
        "seat_needed",
        ["sales", "service"],
    )
    rule = {"enabled": True, "user_ids": [str(world.user("Ann"))]}
    refused = client.put(f"/channels/{channel}/rule", rule)
    assert (refused.status_code, refused.json["code"]) == (409, "seat_needed")
    assert refused.json["needed"] == closed["needed"]
    client.put(f"/users/{world.admin}/seats/sales")
    assert client.put(f"/channels/{channel}/rule", rule).status_code == 200


@pytest.mark.req("ACC-07")
def test_data_privacy_comes_before_gdpr(api: Served) -> None:
    client = api.client(api.world())
    closed = gates(client)["gdpr"]
    assert (closed["reason"], closed["needed"][0]["switch"]) == ("data_privacy_off", "data_privacy")
    assert client.put("/account/data-privacy", {"on": True}).status_code == 200
    assert client.read("/account")["data_privacy"]
    assert gates(client)["gdpr"]["allowed"]


@pytest.mark.req("ACC-08")
def test_the_accounts_age_decides_on_automatic_tickets_on_every_path(api: Served) -> None:
    old, young = api.world(created_on=BEFORE_THE_GATE), api.world(created_on=AFTER_THE_GATE)
    assert gates(api.client(old))["automatic_tickets"]["allowed"]
    client = api.client(young)
    closed = gates(client)["automatic_tickets"]
    assert (closed["reason"], "help desk" in closed["advice"]) == ("account_date_gate", True)
    assert [one["kind"] for one in closed["needed"]] == ["help_desk", "by_hand"]
    channel = young.channel()
    wanted = {"enabled": True, "pipeline_id": str(young.pipeline)}
    action = {"do": "ticket", "pipeline_id": str(young.pipeline), "stage": "new", "name": "A"}
    for refused in (
        client.put(f"/channels/{channel}/tickets", wanted),
        client.post("/macros", {"name": "T", "scope": "everyone", "actions": [action]}),
    ):
        assert (refused.status_code, refused.json["code"]) == (409, "account_date_gate"), refused.json
        assert refused.json["needed"] == closed["needed"]
    channel = old.channel()
    wanted = {"enabled": True, "pipeline_id": str(old.pipeline)}
    assert api.client(old).put(f"/channels/{channel}/tickets", wanted).status_code == 200


@pytest.mark.req("ACC-05", "ACC-09")
def test_a_downgrade_is_foretold_and_then_seen_at_the_channel(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    tier(client, "service", "enterprise")
    whatsapp = connected(world, "whatsapp")
    path = "/account/subscription/preview?hub=service&tier="
    assert client.read(f"{path}professional") == {
        "lost": ["capacity_behaviour"], "won": [], "degraded": [], "restored": [],
    }  # fmt: skip
    foretold = client.read(f"{path}free")
    assert not any(client.read("/account/subscription/preview?hub=service").values())
    assert foretold["lost"] == ["whatsapp", "calling", "capacity_behaviour"]
    assert foretold["degraded"] == [str(whatsapp)]
    assert client.read("/account/subscription")["items"][2] == {"hub": "service", "tier": "enterprise"}
    tier(client, "service", "free")
    world.do(ReviewChannels())
    channel = client.read(f"/channels/{whatsapp}")
    assert (channel["state"], channel["cause"]) == ("degraded", "not_in_subscription")
    assert client.read(f"{path}professional")["restored"] == [str(whatsapp)]


@pytest.mark.req("ACC-04", "ACC-10")
def test_everybody_reads_the_gates_and_only_some_change_them(api: Served) -> None:
    world = api.world()
    agent = api.client(world, world.user("Ann"))
    assert not gates(agent)["whatsapp"]["allowed"]
    assert agent.put("/account/subscription", {"hub": "sales", "tier": "free"}).status_code == 403
    assert agent.get("/account/subscription/preview?hub=sales&tier=free").status_code == 403
    token = api.client(world).post("/tokens", {"name": "t", "scopes": ["conversation_read"]}).json["token"]
    assert not gates(api.machine(token))["assignment_rules"]["allowed"]


@pytest.mark.req("ACC-11", "UIX-04")
def test_a_company_says_what_it_is_and_how_it_looks(api: Served) -> None:
    client = api.client(api.world())
    assert client.read("/account")["branding"]["accent"] == "#0b6470"
    assert client.put("/account/name", {"name": "Acme Ltd"}).status_code == 200
    assert client.put("/account/locale", {"time_zone": "Asia/Tokyo", "language": "pl"}).status_code == 200
    looks = {"name": "Acme", "accent": "#223344", "text": "#ffffff"}
    assert client.put("/account/branding", looks).status_code == 200
    faint = client.put("/account/branding", looks | {"text": "#334455"})
    assert (faint.status_code, faint.json["field"]) == (422, "text")
    read = client.read("/account")
    assert (read["name"], read["time_zone"], read["language"], read["branding"]) == (
        "Acme Ltd", "Asia/Tokyo", "pl", looks,
    )  # fmt: skip


@pytest.mark.req("ACC-10")
def test_a_team_is_renamed_and_archived(api: Served) -> None:
    world = api.world()
    client, ann = api.client(world), world.user("Ann")
    team = world.team("Night", ann)
    assert client.put(f"/teams/{team}/name", {"name": "Day"}).status_code == 200
    assert [one["name"] for one in client.read("/teams")["items"]] == ["Day"]
    assert client.post(f"/teams/{team}/archive").status_code == 200
    assert client.read("/teams")["items"] == []
    gone = client.read(f"/teams/{team}")
    assert (gone["archived"], gone["members"]) == (True, [])
    assert client.read(f"/users/{ann}")["team_ids"] == []
    assert client.put(f"/teams/{uuid4()}/name", {"name": "Day"}).status_code == 404
