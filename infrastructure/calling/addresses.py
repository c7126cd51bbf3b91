"""Where Twilio asks and tells about a channel's calls: each step an address of its own, with ids in it and nothing else.

Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides for what follows the `#`, which never comes here: an
answer of 5xx, or none, is asked for again at once, up to three times within the fifteen seconds that Twilio waits.
"""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

HOOKS = "/hooks/calling"
INSIST = "#rc=3&rp=5xx,ct,rt"
STEPS = frozenset(
    {
        "voice", "consent", "dialled", "whisper", "status", "voicemail", "recording", "transcript", "outbound",
        "fallback",
    }
)  # fmt: skip
AGENT, CONTACT = "agent", "contact"
"""Whose leg of a call something is about: a user's of ours, or the person's outside."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Those of one channel."""

    base_url: str
    channel_id: UUID

    @property
    def beginning(self) -> str:
        """How all of them begin."""
        return f"{self.base_url}{HOOKS}/{self.channel_id}/"

    def of(self, step: str, call_id: UUID | None = None, **more: str) -> str:
        """Return the address of a step, of a call if there is one already."""
        known = {} if call_id is None else {"call": call_id.hex}
        query = urlencode(known | more)
        return f"{self.beginning}{step}{'?' if query else ''}{query}{INSIST}"
