"""Connecting mail over HTTP: what is offered, the terms, sender and signature, addresses that are taken (EML-02, -06..-10)."""

import hashlib

import pytest
from werkzeug.test import Client as Sender

from application.channel import StartConnect
from application.channel_state import DisconnectChannel
from application.inbox import CreateInbox, SetInboxAccess
from application.user_self import ClaimPersonalAddress
from tests.support.api import Served

DRAFT = {
    "from_name": "agent_and_company",
    "company_name": "Acme",
    "signature": {"format": "html", "source": ""},
}


@pytest.mark.req("EML-03", "EML-06")
def test_what_is_offered_and_the_terms_word_for_word(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    offers = client.get("/channel-offers").json
    assert "email" in offers["kinds"]
    assert offers["providers"] == []
    texts = {one: client.get(f"/sharing-terms?language={one}").json for one in ("en", "pl")}
    for language, terms in texts.items():
        assert (terms["language"], terms["version"]) == (language, "2026-11")
        assert hashlib.sha256(terms["text"].encode()).hexdigest() == terms["sha256"]
    assert texts["en"]["text"] != texts["pl"]["text"]
    assert client.get("/sharing-terms?language=de").status_code == 422
    agent = api.client(world, world.user("Ann"))
    assert {agent.get(path).status_code for path in ("/channel-offers", "/sharing-terms")} == {403}


@pytest.mark.req("EML-06")
def test_the_terms_are_recorded_as_they_were_shown(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    channel = world.connecting(upto="terms")
    terms = client.get("/sharing-terms?language=pl").json
    body = {"text_version": terms["version"], "text_hash": terms["sha256"], "language": "pl"}
    client.put(f"/channels/{channel}/terms", body)
    known = client.get(f"/channels/{channel}").json["terms"]
    assert {name: known[name] for name in body} == body
    assert known["accepted_by"] == f"user:{world.admin}"


@pytest.mark.req("EML-09", "EML-10")
def test_a_signature_is_previewed_set_and_listed(api: Served) -> None:
    world = api.world()
    client, channel = api.client(world), world.channel()
    at = f"/channels/{channel}"
    source = '<b>{{agent.name}}</b><img src="https://a.example/l.png"><script>x</script>'
    made = client.post(
        f"{at}/sender/preview", {**DRAFT, "signature": {"format": "html", "source": source}}
    ).json
    assert (made["name"], made["address"]) == ("Admin of Acme at Acme", world.address("help"))
    assert made["text"] == "Admin of Acme"
    assert made["html"].startswith('<b>Admin of Acme</b><img src="https://a.example/l.png"')
    assert "script" not in made["html"]
    assert client.get(at).json["signature"] is None
    assert client.put(f"{at}/signature", {"format": "html", "source": source}).status_code == 200
    assert client.get(at).json["signature"] == {"format": "html", "source": source}


@pytest.mark.req("EML-07", "EML-10")
def test_what_cannot_be_said_names_its_field(api: Served) -> None:
    world = api.world()
    client, channel = api.client(world), world.channel()
    at = f"/channels/{channel}"
    refused = client.put(f"{at}/signature", {"format": "markdown", "source": "{{contact.name}}"})
    assert (refused.status_code, refused.json["field"]) == (422, "source")
    wrong = client.post(f"{at}/sender/preview", {**DRAFT, "from_address": "nobody"})
    assert (wrong.status_code, wrong.json["field"]) == (422, "from_address")
    mailbox = client.put(f"{at}/sender", {"from_name": "mailbox", "company_name": "Acme"})
    assert (mailbox.status_code, mailbox.json["field"]) == (422, "from_name")


@pytest.mark.req("EML-02")
def test_an_address_that_is_taken_is_refused_at_its_field_and_free_again_afterwards(api: Served) -> None:
    world = api.world()
    client, team = api.client(world), world.channel()
    ann = world.user("Ann")
    world.do(ClaimPersonalAddress(ann, world.address("ann.private")), by=ann)
    channel = world.connecting(upto="address")
    for address in (world.address("help"), world.address("ann.private")):
        refused = client.put(f"/channels/{channel}/address", {"address": address})
        assert (refused.json["code"], refused.json["field"]) == ("already_taken", "address")
        assert "Choose another, or free it there" in refused.json["detail"]
    world.do(DisconnectChannel(team))
    assert client.put(f"/channels/{channel}/address", {"address": world.address("help")}).status_code == 200


@pytest.mark.req("ACC-10", "EML-09")
def test_a_channel_one_does_not_see_has_no_signature_to_set_or_preview(api: Served) -> None:
    world = api.world()
    inbox = world.make(CreateInbox("Board"))
    channel = world.make(StartConnect("email", inbox))
    other = api.client(world, world.user("Other", roles=("admin",)))
    world.do(SetInboxAccess(inbox, everyone=False, user_ids=(world.admin,)))
    body = {"format": "html", "source": ""}
    assert other.put(f"/channels/{channel}/signature", body).status_code == 404
    assert other.post(f"/channels/{channel}/sender/preview", DRAFT).status_code == 404


@pytest.mark.req("EML-10", "SE-04")
def test_the_frame_for_drafts_is_nobodys_and_runs_its_own_line_only(api: Served) -> None:
    answer = Sender(api.app).get("/frame")
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "frame-ancestors 'self'" in policy
