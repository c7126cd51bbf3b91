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

    def call(self, conversation: str, needs: str) -> dict[str, Any]:
        """Return the newest call of a conversation, once it is over and has what it needs."""

        def over() -> dict[str, Any] | None:
            messages = self.anna.read(f"/conversations/{conversation}")["messages"]
            calls: list[dict[str, Any]] = [one["call"] for one in messages if one["call"]]
            return calls[-1] if calls and calls[-1]["state"] == "ended" and calls[-1][needs] else None

        return until(over, f"the call is over and has its {needs}")

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


def in_whatsapp(stage: Stage, channel: str) -> None:
    """Show what comes by a number in WhatsApp, a template that begins a conversation, and opting out."""
    say = stage.say
    say("\nWhatsApp")
    conversation = stage.writes("ola", "Hi, where can I pick up my chairs?", channel)
    say(f"  Ola Lipowa wrote to the number: {stage.at(conversation)}")
    stage.town.does("ola", "location")
    stage.town.does("ola", "picture", "This is my van")
    say("  She sent the place where she is, and a picture.")
    stage.answers(conversation, "In our yard in Gdynia, any day until five.", "ola")
    stage.town.does("ola", "react", "👍")
    say("  Anna answered; Ola reacted with 👍.")
    template = {
        "name": "delivery_day", "language": "en", "variables": {"body": ["Kuba", "HP-2210", "Friday"]},
    }  # fmt: skip
    begun = {"channel_id": channel, "to": ["+48600100300"], "subject": "", "text": "", "template": template}
    conversation = str(stage.anna.post("/conversations", begun)["id"])
    until(
        lambda: any("Friday" in line for line in stage.town.came("kuba")),
        "the template comes to Kuba's phone",
    )
    say(f"  Kuba Reda never wrote, so Anna began with a template: {stage.at(conversation)}")
    stage.writes("kuba", "That suits me", channel, "press")
    say("  Kuba pressed its button That suits me; for 24 hours anything may be written to him now.")
    conversation = stage.writes("lech", "STOP", channel)
    say(f"  Lech Batory wrote STOP: nothing leaves to him by itself any more: {stage.at(conversation)}")


def on_the_telephone(stage: Stage, channel: str) -> None:
    """Show a call that is answered and recorded, and one that nobody answers."""
    say = stage.say
    say("\nTelephone")
    stage.town.does("julia", "ignore")
    conversation = stage.writes("hanna", "", channel, "call")
    call = stage.call(conversation, "recording")
    say(f"  Hanna Kutter called; Marek's and Julia's phones rang, Marek answered: {stage.at(conversation)}")
    say(f"  She pressed 1 to agree to being recorded: {call['recording']['seconds']} seconds to listen to.")
    stage.town.does("marek", "ignore")
    conversation = stage.writes("leon", "", channel, "call")
    call = stage.call(conversation, "transcript")
    say(f"  Leon Szkuner called, nobody answered, and he left a message: {stage.at(conversation)}")
    say(f"  It was written down: {call['transcript']['text']}")
    for phone in ("julia", "marek"):
        stage.town.does(phone, "answer")
