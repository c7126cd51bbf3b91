"""Consent over HTTP: what a channel asks, the ledger, any past time, by hand, and for whom (PRV-01..06)."""

import json
from collections.abc import Callable
from uuid import uuid4

import pytest

from api.consents import DISCLAIMER
from application.consent import Withdraw
from application.inbox import SetInboxAccess
from domain.channel.consent_settings import text_hash
from domain.consent.events import ConsentGiven
from tests.api.ledger import Ledger
from tests.support.agreeing import EN, PL, TEXTS
from tests.support.api import Client, Served


@pytest.mark.req("PRV-01", "PRV-04", "PRV-05", "ACC-07")
def test_a_channel_says_what_it_asks_and_every_change_is_a_version(api: Served) -> None:
    ledger = Ledger(api)
    path = f"/channels/{ledger.channel}/consent"
    told = ledger.client.read(path)
    assert (told["mode"], told["texts"], told["text_version"], told["offered"]) == (
        "explicit",
        TEXTS,
        1,
        True,
    )
    assert (told["hashes"]["pl"], told["disclaimer"]) == (text_hash(PL), DISCLAIMER)
    assert "not legal advice" in told["disclaimer"]
    wanted = {"mode": "implied", "texts": {"en": EN}}
    stale = ledger.client.put(path, wanted, If_Match=f'"{told["version"] - 1}"')
    assert stale.status_code == 412
    assert ledger.client.put(path, wanted, If_Match=f'"{told["version"]}"').status_code == 200
    refused = ledger.client.put(path, {"mode": "explicit", "texts": {}})
    assert (refused.status_code, refused.json["code"]) == (422, "invalid")
    first = ledger.client.read(f"{path}/versions?limit=1")
    assert [(one["text_version"], one["mode"], one["texts"]) for one in first["items"]] == [
        (2, "implied", {"en": EN})
    ]
    rest = ledger.client.read(f"{path}/versions?limit=1&cursor={first['next']}")
    assert [one["text_version"] for one in rest["items"]] == [1]
    assert rest["next"] is None
    history = ledger.client.read(f"/history/channel/{ledger.channel}")["items"]
    changes = [one["changes"] for one in history if one["event"] == "channel.consent_set"][-1]
    assert {"field": "mode", "before": "explicit", "after": "implied"} in changes


@pytest.mark.req("ACC-07")
def test_the_accounts_switch_comes_first_and_stays_while_a_channel_rests_on_it(api: Served) -> None:
    ledger = Ledger(api)
    path = f"/channels/{ledger.channel}/consent"
    refused = ledger.client.put("/account/data-privacy", {"on": False})
    assert (refused.status_code, refused.json["code"]) == (409, "consent_in_use")
    assert ledger.client.put(path, {"mode": "off", "texts": TEXTS}).status_code == 200
    assert ledger.client.put("/account/data-privacy", {"on": False}).status_code == 200
    assert not ledger.client.read(path)["offered"]
    refused = ledger.client.put(path, {"mode": "explicit", "texts": TEXTS})
    assert refused.json["code"] == "data_privacy_off"
    never = ledger.world.channel()
    assert ledger.client.read(f"/channels/{never}/consent")["text_version"] == 0


@pytest.mark.req("PRV-02", "CHT-13")
def test_the_port_says_who_must_be_asked(api: Served) -> None:
    ledger, visitor = Ledger(api), uuid4().hex
    consents, account = api.services.consents, ledger.world.account
    wanted = consents.needed(account, ledger.channel, "", "pl")
    assert wanted is not None
    assert (wanted.text, wanted.blocks) == (PL, True)
    ledger.writes(visitor, ledger.agreed())
    assert consents.needed(account, ledger.channel, visitor) is None
    ledger.ask(en="Otherwise.")
    again = consents.needed(account, ledger.channel, visitor)
    assert again is not None
    assert (again.version, again.lets(ledger.agreed())) == (2, True)


@pytest.mark.req("PRV-05", "PRV-06")
def test_the_ledger_is_paged_and_filtered(api: Served) -> None:
    ledger = Ledger(api)
    contacts = [ledger.writes(uuid4().hex, ledger.agreed()) for _ in range(3)]
    visitor = uuid4().hex
    gone = ledger.writes(visitor, ledger.agreed("pl"))
    ledger.world.do(Withdraw(ledger.channel, visitor), by=f"visitor:{visitor}")
    page = ledger.client.read("/consents?limit=2")
    rest = ledger.client.read(f"/consents?limit=2&cursor={page['next']}")
    seen = [one["contact_id"] for one in page["items"] + rest["items"]]
    assert seen == [str(contact) for contact in (gone, *reversed(contacts))]
    assert rest["next"] is None
    row = page["items"][0]
    assert (row["state"], row["withdrawn_by"], row["language"], row["mode"]) == (
        "withdrawn",
        "button",
        "pl",
        "explicit",
    )
    assert row["name"] == f"Visitor {visitor[:6]}"
    assert not {"ip", "page_host"} & row.keys()
    assert [one["contact_id"] for one in ledger.rows("state=withdrawn")] == [str(gone)]
    assert len(ledger.rows("state=given")) == 3
    assert not ledger.rows("state=outdated")
    ledger.ask(en="Otherwise.")
    assert (len(ledger.rows("state=outdated")), len(ledger.rows("state=given"))) == (3, 0)
    ledger.ask("off")
    assert len(ledger.rows("state=given")) == 3
    assert len(ledger.rows(f"channel_id={ledger.channel}&mode=explicit")) == 4
    assert not ledger.rows(f"channel_id={uuid4()}")
    assert not ledger.rows("mode=implied")
    assert len(ledger.rows(f"contact_id={gone}")) == 1
    changed = row["changed_at"].replace("+", "%2B")
    assert len(ledger.rows(f"since={changed}")) == 1
    assert len(ledger.rows(f"until={changed}")) == 3


@pytest.mark.req("PRV-06")
def test_the_state_at_any_past_time_is_answered_by_subject_and_by_channel(api: Served) -> None:
    ledger, visitor = Ledger(api), uuid4().hex
    before = ledger.position()
    contact = ledger.writes(visitor, ledger.agreed())
    me = f"visitor:{visitor}"
    told = {before: None, ledger.position(): "given"}
    moment = ledger.world.now
    ledger.ask(en="Otherwise.")
    told[ledger.position()] = "outdated"
    ledger.writes(visitor, ledger.agreed())
    told[ledger.position()] = "given"
    ledger.world.do(Withdraw(ledger.channel, visitor), by=me)
    told[ledger.position()] = "withdrawn"
    ledger.writes(visitor, ledger.agreed())
    told[ledger.position()] = "given"
    for position, state in told.items():
        shown = [one["state"] for one in ledger.of(contact, f"as_of={position}")]
        listed = [one["state"] for one in ledger.rows(f"channel_id={ledger.channel}&as_of={position}")]
        assert shown == listed == ([state] if state else [])
        assert len(ledger.rows(f"as_of={position}&state=withdrawn")) == (state == "withdrawn")
    (then,) = ledger.of(contact, f"at={moment.isoformat().replace('+', '%2B')}")
    assert (then["state"], then["text_version"], len(then["events"])) == ("given", 1, 1)
    (now,) = ledger.of(contact)
    assert [one["event"] for one in now["events"]] == ["given", "given", "withdrawn", "given"]


@pytest.mark.req("PRV-05", "ACC-10")
def test_the_evidence_is_there_and_for_who_audits_only(api: Served) -> None:
    ledger, message = Ledger(api), uuid4()
    contact = ledger.writes(uuid4().hex, ledger.agreed("pl"), message)
    (event,) = ledger.of(contact)[0]["events"]
    assert (event["text"], event["text_version"], event["text_hash"]) == (PL, 1, text_hash(PL))
    assert (event["ip"], event["page_host"], event["message_id"]) == (
        "203.0.113.0/24",
        "shop.example",
        str(message),
    )
    assert event["sentence"] == "Agreed by a button to version 1 in pl, asked for in the mode explicit."
    agent = api.client(ledger.world, ledger.world.user("Ann"))
    (event,) = ledger.of(contact, client=agent)[0]["events"]
    assert (event["ip"], event["page_host"], event["text"]) == ("", "", PL)
    assert agent.get("/consents").status_code == 403
    assert agent.get("/consents/receipts").status_code == 403


@pytest.mark.req("PRV-05")
def test_it_is_taken_back_by_hand_and_that_can_be_undone(api: Served) -> None:
    ledger, visitor = Ledger(api), uuid4().hex
    contact = ledger.writes(visitor, ledger.agreed())
    officer = api.client(ledger.world, ledger.world.user("Olga", roles=("compliance",)))
    path = f"/consents/{ledger.consent(contact)}/withdrawal"
    assert officer.post(path, {"reason": ""}).status_code == 422
    assert officer.post(path, {"reason": "By letter."}).status_code == 200
    (row,) = ledger.of(contact)
    assert (row["state"], row["withdrawn_by"], row["events"][-1]["reason"]) == (
        "withdrawn",
        "hand",
        "By letter.",
    )
    refused = ledger.client.post(f"{path}/undo")
    assert (refused.status_code, refused.json["code"]) == (409, "nothing_to_undo")
    assert officer.post(f"{path}/undo").status_code == 200
    assert ledger.of(contact)[0]["state"] == "given"
    assert ledger.client.post(f"/consents/{uuid4()}/withdrawal", {"reason": "x"}).status_code == 404
    history = ledger.client.read(f"/history/consent/{ledger.consent(contact)}")["items"]
    assert [one["event"].partition(".")[2] for one in history] == [
        "begun",
        "given",
        "withdrawn",
        "withdrawal_undone",
    ]
    assert "reason" in history[2]["left_out"]


@pytest.mark.req("SE-01", "ACC-10")
def test_other_accounts_and_closed_inboxes_are_not_there(api: Served) -> None:
    ledger, other = Ledger(api), Ledger(api)
    contact = ledger.writes(uuid4().hex, ledger.agreed())
    consent = ledger.consent(contact)
    blind = api.client(ledger.world, ledger.world.user("Bo", roles=("admin",)))
    ledger.world.do(SetInboxAccess(ledger.world.inbox, everyone=False, user_ids=(ledger.world.admin,)))
    asks: tuple[Callable[[Client], int], ...] = (
        lambda it: it.get(f"/channels/{ledger.channel}/consent").status_code,
        lambda it: it.get(f"/channels/{ledger.channel}/consent/versions").status_code,
        lambda it: it.put(f"/channels/{ledger.channel}/consent", {"mode": "off", "texts": {}}).status_code,
        lambda it: it.post(f"/consents/{consent}/withdrawal", {"reason": "x"}).status_code,
        lambda it: it.post(f"/consents/{consent}/withdrawal/undo").status_code,
        lambda it: it.get(f"/history/consent/{consent}").status_code,
    )
    for asker in (other.client, blind):
        assert [ask(asker) for ask in asks] == [404] * len(asks)
        assert asker.read("/consents")["items"] == []
        assert json.loads(asker.get("/consents/receipts").get_data()) == []
    assert other.client.get(f"/contacts/{contact}/consents").status_code == 404
    assert ledger.of(contact, client=blind) == []


@pytest.mark.req("PRV-08")
def test_of_somebody_forgotten_the_fact_stays_without_who_it_was(api: Served) -> None:
    ledger, visitor = Ledger(api), uuid4().hex
    contact = ledger.writes(visitor, ledger.agreed())
    officer = api.client(ledger.world, ledger.world.user("Olga", roles=("compliance",)))
    path = f"/consents/{ledger.consent(contact)}/withdrawal"
    assert officer.post(path, {"reason": "Jo Nowak wrote a letter."}).status_code == 200
    assert officer.post(f"/contacts/{contact}/erase").status_code == 200
    (row,) = ledger.rows(f"contact_id={contact}")
    assert (row["state"], row["text_version"], row["name"]) == ("withdrawn", 1, "[erased]")
    given, withdrawn = ledger.of(contact)[0]["events"]
    assert (given["text"], given["text_hash"]) == (EN, text_hash(EN))
    assert {given["ip"], given["page_host"], withdrawn["reason"]} == {"[erased]"}
    (event,) = ledger.world.happened(ledger.consent(contact), ConsentGiven)
    assert event.erased
