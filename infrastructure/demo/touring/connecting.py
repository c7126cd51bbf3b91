"""Connecting the demo company's channels through the API, step by step, as its administrator does in the settings."""

from typing import Any

from infrastructure.demo.touring.guest import Guest, until

GREETING = "Hello! You write with Harbour & Pine, furniture of harbour timber."
RECORDED = "We would like to record this call, so that we can listen to what was agreed."
VOICE = {
    "greeting": "Hello, this is Harbour and Pine.", "ring_seconds": 20, "voicemail_on": True,
    "voicemail_greeting": "Nobody is at the phone just now.", "record_on": True, "transcribe_on": True, "language": "en",
}  # fmt: skip
PIN = "135790"
PLAN = {"hub": "service", "tier": "professional"}
"""What includes numbers and lines (ACC-05)."""
INSTANT = "Thank you, we have your message. Somebody answers soon."


def subscribe(guest: Guest) -> None:
    """Put the account on the tier that includes WhatsApp and telephone lines."""
    guest.put("/account/subscription", PLAN)


def connect_page(guest: Guest, inbox: str, told: dict[str, Any]) -> str:
    """Connect the company's Facebook page (MSG-02..05); returns the channel."""
    channel, at = _begin(guest, "messenger", inbox)
    # what the window of Facebook's does, with its two redirects
    guest.go(guest.post(f"{at}/messenger/login", {"popup": True})["url"], ends="ok")
    guest.put(f"{at}/messenger/page", {"page_id": told["page_id"]})
    guest.put(f"{at}/messenger/greeting", {"greeting": GREETING})
    step = {"key": "instant_reply", "do": "hand_over", "text": INSTANT}
    guest.put(f"{at}/bot", {"name": "Harbour & Pine", "when": "always", "steps": [step]})
    return _finish(guest, channel, at)


def connect_number(guest: Guest, inbox: str, told: dict[str, Any]) -> str:
    """Connect the company's number in WhatsApp (WAB-01, WAB-02) and wait for its templates; returns the channel."""
    channel, at = _begin(guest, "whatsapp", inbox)
    guest.put(f"{at}/whatsapp/account", {name: told[name] for name in ("waba_id", "access_token")})
    guest.put(f"{at}/whatsapp/number", {"phone_number_id": told["phone_number_id"]})
    # Meta knows already that the number is the company's, so that no code is needed
    guest.post(f"{at}/whatsapp/verification", {"code": "", "pin": PIN})
    _finish(guest, channel, at)
    guest.post(f"{at}/templates/sync")
    until(lambda: guest.read(f"{at}/templates")["items"], "Meta's templates are read")
    return channel


def connect_line(guest: Guest, inbox: str, told: dict[str, Any]) -> str:
    """Connect the company's telephone line, which records whoever agrees by a key (CAL-01, CAL-02); returns the channel."""
    channel, at = _begin(guest, "calling", inbox)
    guest.put(f"{at}/calling/account", {name: told[name] for name in ("account_sid", "auth_token")})
    guest.put(f"{at}/calling/number", {"number_sid": told["number_sid"]})
    guest.put("/account/data-privacy", {"on": True})
    guest.put(f"{at}/consent", {"mode": "explicit", "purpose": "recording", "texts": {"en": RECORDED}})
    guest.put(f"{at}/calling/voice", VOICE)
    return _finish(guest, channel, at, tickets=True)


def _begin(guest: Guest, kind: str, inbox: str) -> tuple[str, str]:
    channel = str(guest.post("/channels", {"kind": kind, "inbox_id": inbox})["id"])
    return channel, f"/channels/{channel}"


def _finish(guest: Guest, channel: str, at: str, *, tickets: bool = False) -> str:
    """Leave conversations unassigned until somebody takes them, and switch the channel on; `tickets`: it asks about these."""
    guest.put(f"{at}/rule", {"enabled": False})
    if tickets:
        guest.put(f"{at}/tickets", {"enabled": False})
    guest.post(f"{at}/connect")
    return channel
