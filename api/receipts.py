"""Receipts of consent in the structure of ISO/IEC TS 27560:2023, as JSON. Pure.

The technical specification names the elements and leaves their writing open; the names here are its element names in
snake_case: `schema_version`, `receipt_id`, then the record with its processing, parties and events. What Postroom cannot
know, such as where the company stores data or under which law, is there as null for the company to fill in.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from api.consents import DISCLAIMER
from domain.kernel.ids import derived

SCHEMA = "ISO/IEC TS 27560:2023"
STATES = {"given": "consent given", "withdrawn": "consent withdrawn", "withdrawal_undone": "consent given"}
PURPOSES = {
    "conversation": "Answering what people write",
    "recording": "Recording calls",
    "messages": "Writing to people by WhatsApp",
}
INFORMATION = {
    "conversation": ("what was written and sent along", "the name and address given"),
    "recording": ("the recorded voice", "the number called from"),
    "messages": ("the number written to",),
}
CONTROLLER = "controller"


def receipt(consent: Mapping[str, Any], company: Mapping[str, str]) -> dict[str, Any]:
    """Return the receipt of a consent with its `events`; `company` is name, language and url."""
    given = [one for one in consent["events"] if one["event"] == "given"]
    last = given[-1]
    return {
        "schema_version": SCHEMA,
        "receipt_id": str(_receipt_id(consent["consent_id"], consent["position"])),
        "content": {
            "record_id": str(consent["consent_id"]),
            "pii_principal_id": str(consent["contact_id"]),
            "pii_processing": {
                "privacy_notice": {
                    "text": last["text"], "version": last["text_version"], "sha256": last["text_hash"],
                },
                "language": last["language"],
                "purposes": [_purpose(consent, company)],
            },
            "party_identification": [
                {
                    "party_id": CONTROLLER, "party_name": company["name"], "party_role": "PII controller",
                    "party_url": company["url"], "party_address": None, "party_contact": None, "party_type": None,
                }
            ],
            "event": _events(consent),
        },
        "disclaimer": DISCLAIMER,
    }  # fmt: skip


def _purpose(consent: Mapping[str, Any], company: Mapping[str, str]) -> dict[str, Any]:
    purpose = str(consent["purpose"])
    return {
        "purpose": PURPOSES.get(purpose, purpose),
        "purpose_type": purpose,
        "lawful_basis": "consent",
        "pii_information": [{"pii_type": one} for one in INFORMATION.get(purpose, ())],
        "pii_controllers": [CONTROLLER],
        "collection_method": "directly provided by the individual",
        "processing_method": ["collect", "store", "use"],
        "services": [f"{company['name']}: channel {consent['channel_id']}"],
        "withdrawal_method": "in the conversation's widget, or by telling the controller",
        "storage_locations": None,
        "retention_period": None,
        "jurisdiction": None,
        "recipient_third_parties": None,
        "privacy_rights": None,
    }


def _events(consent: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    """Return each event; one that has no mode of its own has that of what it takes back or brings back."""
    mode, shown = "", []
    for one in consent["events"]:
        mode = one["mode"] or mode
        shown.append(
            {
                "event_time": one["at"].isoformat(),
                "validity_duration": None,
                "entity_id": str(consent["contact_id"]),
                "event_type": mode,
                "event_state": STATES[one["event"]],
                "recorded_by": one["actor"],
                "method": one["method"],
                "evidence": {
                    name: one[name] and str(one[name]) for name in ("message_id", "ip", "page_host")
                },
            }
        )
    return shown


def _receipt_id(consent_id: UUID, position: int) -> UUID:
    """Return the id of the receipt of a consent as it was at a position: the same for the same."""
    return derived(consent_id, "receipt", str(position))
