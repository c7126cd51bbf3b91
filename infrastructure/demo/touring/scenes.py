"""What people do in a tour, told in plain words as it happens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infrastructure.demo.touring.guest import Guest, until
from infrastructure.demo.touring.town import Town

Say = Callable[[str], None]


@dataclass(frozen=True)
class Stage:
    """Where it happens: who answers, the people outside, and how it is told."""

    anna: Guest
    town: Town
    say: Say

    def writes(self, phone: str, words: str, channel: str, deed: str = "write") -> str:
        """Let somebody write; returns their conversation once it is there."""
        before = {one["conversation_id"]: one["message_count"] for one in self._rows(channel)}
        self.town.does(phone, deed, words)

        def come() -> Any:
            rows = self._rows(channel)
            return next(
                (one for one in rows if one["message_count"] > before.get(one["conversation_id"], 0)), None
            )

        row = until(come, f"what {phone} did comes into the inbox")
        return str(row["conversation_id"])

    def answers(self, conversation: str, words: str, phone: str) -> None:
        """Let Anna answer, and wait until it is on the phone."""
        self.anna.post(f"/conversations/{conversation}/messages", {"text": words})
        until(lambda: words in self.town.came(phone), f"Anna's answer comes to {phone}")

    def at(self, conversation: str) -> str:
        """Return the address of a conversation in the interface."""
        return f"{self.anna.address}/inbox/open/{conversation}"

    def _rows(self, channel: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.anna.read("/conversations?view=open&limit=100")["items"]
        return [one for one in rows if one["channel_id"] == channel]


def in_messenger(stage: Stage, channel: str) -> None:
    """Show what comes by a Facebook page, and goes back."""
    say = stage.say
    say("\nMessenger")
    conversation = stage.writes("zofia", "Good morning! Is the Pier table still to be had in oak?", channel)
    say(f"  Zofia Morska wrote to the page: {stage.at(conversation)}")
    say("  The page greeted her, and its chatflow said its instant reply.")
    stage.town.does("zofia", "picture")
    say("  She sent a picture of the place where the table is to stand.")
    stage.answers(conversation, "Good morning! It is, in five weeks. What a view.", "zofia")
    say("  Anna answered; it came to her phone, was delivered and seen.")
    stage.town.does("zofia", "react", "❤")
    say("  She reacted to the answer with ❤.")
    stage.town.does("igor", "press")
    conversation = stage.writes("igor", "Hello, do you deliver to Hel?", channel)
    say(f"  Igor Falk pressed Get started, then wrote; nobody answered yet: {stage.at(conversation)}")
