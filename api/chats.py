"""A chat's settings as the API shows them: what is not set yet as it is by default."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from domain.account.branding import Branding
from domain.channel.chat_settings import Chat, contrasts


def chat_of(settings: Mapping[str, Any] | None, branding: Mapping[str, str], base_url: str) -> dict[str, Any]:
    """Return all of a chat's settings, where its script is, and how text reads on its colour, which may be the account's."""
    kept, usual = settings or {}, asdict(Chat())
    shown = {
        name: {**value, **kept.get(name, {})} if isinstance(value, dict) else kept.get(name, value)
        for name, value in usual.items()
    }
    look = shown["look"]
    colour = look["colour"] if look["colour_from"] == "custom" else accent_of(branding)
    script_url = f"{base_url}/w/{shown['key']}.js" if shown["key"] else ""
    return {**shown, "script_url": script_url, "contrast": contrasts(colour)}


def accent_of(branding: Mapping[str, str]) -> str:
    """Return an account's accent, as it is or by default."""
    return branding.get("accent") or Branding().accent
