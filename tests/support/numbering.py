"""What happens to a number in WhatsApp, in any history (WAB-01, WAB-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.channel import whatsapp_events as numbered
from domain.template import events as templates

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory


class Numbering:
    """The channels that are numbers."""

    def __init__(self, history: AnyHistory) -> None:
        """Begin with no number."""
        self._history = history
        self._templates: set[UUID] = set()

    def happen(self, which: int, text: str) -> None:
        """Let one thing happen to a number."""
        history = self._history
        channel_id = history.channels[which % 2]
        about: dict[str, Any] = {}
        if which % 4 == 3:
            self._template(which // 4, text)
            return
        match which // 4 % 6:
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
            case 4:
                fact, about = numbered.TemplatesSynced, {"found": which, "changed": 1, "gone": 0}
            case _:
                fact = numbered.WhatsAppKeywordsSet
                words = {"opt_in": (text,), "opt_out": ("STOP",)}
                about = {**words, "opt_in_reply": text, "opt_out_reply": ""}
        history.record(fact, channel_id, **about)

    def _template(self, which: int, text: str) -> None:
        """A template is found, is otherwise, or gone."""
        history = self._history
        channel_id, name = history.channels[which % 2], f"template {which % 3}"
        stream = history.id(f"{channel_id} {name}", 0)
        said: dict[str, Any] = {
            "category": "utility",
            "status": text,
            "reason": "",
            "body": text,
            "footer": "",
        }
        said |= {
            "header": {"format": "text", "text": text},
            "buttons": ({"type": "url", "text": text, "url": ""},),
        }
        if stream not in self._templates:
            self._templates.add(stream)
            where = {"channel_id": channel_id, "inbox_id": history.inboxes[which % 2]}
            history.record(templates.TemplateFound, stream, **where, name=name, language="en", **said)
        elif which % 5:
            history.record(templates.TemplateChanged, stream, **said)
        else:
            history.record(templates.TemplateGone, stream)
