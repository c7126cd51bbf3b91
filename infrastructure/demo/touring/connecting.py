"""Connecting the demo company's channels through the API, step by step, as its administrator does in the settings."""

from typing import Any

from infrastructure.demo.touring.guest import Guest

GREETING = "Hello! You write with Harbour & Pine, furniture of harbour timber."
INSTANT = "Thank you, we have your message. Somebody answers soon."


def connect_page(guest: Guest, inbox: str, facebook: dict[str, Any]) -> str:
    """Connect the company's Facebook page (MSG-02..05); returns the channel."""
    channel, at = _begin(guest, "messenger", inbox)
    # what the window of Facebook's does, with its two redirects
    guest.go(guest.post(f"{at}/messenger/login", {"popup": True})["url"], ends="ok")
    guest.put(f"{at}/messenger/page", {"page_id": facebook["page_id"]})
    guest.put(f"{at}/messenger/greeting", {"greeting": GREETING})
    step = {"key": "instant_reply", "do": "hand_over", "text": INSTANT}
    guest.put(f"{at}/bot", {"name": "Harbour & Pine", "when": "always", "steps": [step]})
    return _finish(guest, channel, at)


def _begin(guest: Guest, kind: str, inbox: str) -> tuple[str, str]:
    channel = str(guest.post("/channels", {"kind": kind, "inbox_id": inbox})["id"])
    return channel, f"/channels/{channel}"


def _finish(guest: Guest, channel: str, at: str) -> str:
    """Leave conversations unassigned until somebody takes them, and switch the channel on."""
    guest.put(f"{at}/rule", {"enabled": False})
    guest.post(f"{at}/connect")
    return channel
