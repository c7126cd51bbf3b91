"""What happens to a number in WhatsApp, in any history (WAB-01, WAB-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from domain.channel import whatsapp_events as numbered

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory


class Numbering:
    """The channels that are numbers."""

    def __init__(self, history: AnyHistory) -> None:
        """Begin with no number."""
        self._history = history

    def happen(self, which: int, text: str) -> None:
        """Let one thing happen to a number."""
        history = self._history
        channel_id = history.channels[which % 2]
        about: dict[str, Any] = {}
        match which % 5:
            case 0:
                fact: Any = numbered.WhatsAppNumberChosen
                claims = {name: history.id(name, which % 3) for name in ("claim_id", "place_id")}
                about = {"waba_id": "1", "phone_number_id": str(which % 3), "display_number": text, **claims}
                about["verified_name"] = text
            case 1:
                fact, about = numbered.WhatsAppCodeRequested, {"method": "sms", "language": "en"}
            case 2:
                fact, about = numbered.WhatsAppNumberVerified, {"by": "code"}
            case 3:
                fact = numbered.WhatsAppRegistered
            case _:
                fact = numbered.WhatsAppKeywordsSet
                words = {"opt_in": (text,), "opt_out": ("STOP",)}
                about = {**words, "opt_in_reply": text, "opt_out_reply": ""}
        history.record(fact, channel_id, **about)
