"""Receipts of consents, over HTTP and on the command line (PRV-06)."""

import json
from uuid import uuid4

import pytest
from click.testing import CliRunner

from api.consents import DISCLAIMER
from application.consent import Withdraw
from domain.account.events import DataExported
from domain.channel.consent_settings import text_hash
from infrastructure.cli.__main__ import postroom
from tests.api.ledger import Ledger
from tests.support.agreeing import PL
from tests.support.api import Served


@pytest.mark.req("PRV-06", "PRV-10")
def test_receipts_leave_in_the_standards_structure_and_each_export_is_an_event(api: Served) -> None:
    ledger, visitor = Ledger(api), uuid4().hex
    contact = ledger.writes(visitor, ledger.agreed("pl"))
    ledger.world.do(Withdraw(ledger.channel, visitor), by=f"visitor:{visitor}")
    ledger.writes(uuid4().hex, ledger.agreed())
    answer = ledger.client.get(f"/consents/receipts?contact_id={contact}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="consent-receipts.json"'
    (receipt,) = json.loads(answer.get_data())
    content = receipt["content"]
    assert (receipt["schema_version"], receipt["disclaimer"]) == ("ISO/IEC TS 27560:2023", DISCLAIMER)
    assert content["record_id"] == str(ledger.consent(contact))
    assert content["pii_principal_id"] == str(contact)
    processing = content["pii_processing"]
    assert processing["privacy_notice"] == {"text": PL, "version": 1, "sha256": text_hash(PL)}
    assert (processing["language"], processing["purposes"][0]["lawful_basis"]) == ("pl", "consent")
    assert content["party_identification"][0]["party_name"] == "Acme"
    told = [(one["event_type"], one["event_state"]) for one in content["event"]]
    assert told == [("explicit", "consent given"), ("explicit", "consent withdrawn")]
    assert content["event"][0]["evidence"] == {
        "message_id": None,
        "ip": "203.0.113.0/24",
        "page_host": "shop.example",
    }
    again = json.loads(ledger.client.get("/consents/receipts").get_data())
    assert len(again) == 2
    assert receipt["receipt_id"] in {one["receipt_id"] for one in again}
    exported = ledger.world.happened(ledger.world.account, DataExported)
    assert [(one.what, one.rows, one.filters) for one in exported] == [
        ("consents", 1, ("contact_id",)), ("consents", 2, ()),
    ]  # fmt: skip


@pytest.mark.req("PRV-06", "PRV-10", "API-07")
def test_the_command_line_prints_receipts_and_that_is_an_event_too(api: Served) -> None:
    ledger = Ledger(api)
    told = api.application.settings
    environment = {
        "POSTROOM_DATABASE_URL": told.database_url,
        "POSTROOM_REDIS_URL": told.redis_url,
        "POSTROOM_STATE": str(told.state),
    }
    words = ["export", "consents", "--json", "--account"]
    none = CliRunner().invoke(postroom, [*words, str(ledger.world.account)], env=environment)
    assert json.loads(none.stdout) == []
    contacts = [ledger.writes(uuid4().hex, ledger.agreed()) for _ in range(2)]
    api.caught_up()
    done = CliRunner().invoke(postroom, [*words, str(ledger.world.account)], env=environment)
    subjects = [one["content"]["pii_principal_id"] for one in json.loads(done.stdout)]
    assert subjects == [str(contact) for contact in reversed(contacts)]
    exported = ledger.world.happened(ledger.world.account, DataExported)
    assert [(one.what, one.rows, one.envelope.actor) for one in exported] == [
        ("consents", 0, "operator:cli"), ("consents", 2, "operator:cli"),
    ]  # fmt: skip
    assert CliRunner().invoke(postroom, [*words, str(uuid4())], env=environment).exit_code == 1
