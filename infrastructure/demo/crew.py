"""One demo account and the people in it: fixed ids, commands that are carried out once however often it starts."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID

from application.bus import Command
from application.ports import Outcome
from domain.channel.aggregate import Channel
from domain.kernel.envelope import Envelope
from domain.kernel.ids import ROOT, derived
from infrastructure.bootstrap import Application
from infrastructure.demo.company import Company

OPERATOR = "operator:demo"
SHOWN = 30.0
CHAT = "chat"
"""The key of the chat, where a company has one."""


@dataclass(frozen=True)
class Crew:
    """Acts in the account of one company; every command has a key, and so an id of its own for ever."""

    app: Application
    company: Company

    @property
    def account(self) -> UUID:
        """The account's id."""
        return derived(ROOT, "demo", self.company.key)

    @property
    def admin(self) -> str:
        """The key of the first person, who administers the account."""
        return self.company.people[0].key

    @property
    def opened_at(self) -> datetime:
        """When the account was opened."""
        return datetime.combine(self.company.created_on, time(9), UTC)

    def user(self, key: str) -> UUID:
        """Return a person's user id."""
        return derived(self.command("open" if key == self.admin else f"invite:{key}"), "user")

    def actor(self, key: str) -> str:
        """Return a person as the actor of an envelope."""
        return f"user:{self.user(key)}"

    def address(self, key: str) -> str:
        """Return the mail address of a person or place."""
        return f"{key}@{self.company.domain}"

    def team(self) -> UUID:
        """Return the team's id."""
        return derived(self.command("team"), "team")

    def pipeline(self) -> UUID:
        """Return the pipeline that came with the account."""
        return derived(self.command("open"), "pipeline")

    def inbox(self, place: str) -> UUID:
        """Return a place's inbox: the first place has the one that came with the account."""
        if place == self.company.places[0].key:
            return derived(self.command("open"), "inbox")
        return derived(self.command(f"start:{place}"), "inbox")

    def channel(self, place: str) -> UUID:
        """Return a place's channel."""
        return derived(self.command(f"start:{place}"), "channel")

    def hosted(self, place: str) -> str:
        """Return the forwarding address of a place's channel."""
        channel = self.app.log.fresh(Channel, self.channel(place))
        return channel.hosted_address if channel else ""

    @property
    def chat_page(self) -> str:
        """Where the chat can be tried; empty where there is none."""
        found = self.app.log.fresh(Channel, self.channel(CHAT))
        return f"{self.app.settings.base_url}/w/{found.chat.key}/frame" if found else ""

    def command(self, key: str) -> UUID:
        """Return the id of a command by its key: the same whoever carries it out, and however often."""
        return derived(self.account, "demo", key)

    def do(self, key: str, command: Command, at: datetime, actor: str = "") -> Outcome:
        """Carry a command out, once for ever; without an actor the administrator does it."""
        command_id = self.command(key)
        env = Envelope(self.account, actor or self.actor(self.admin), at, command_id, None, command_id)
        return self.app.bus.dispatch(command, env)

    def arrange(self, key: str, command: Command, at: datetime, actor: str = "") -> None:
        """Carry a command out and wait until the read models show it. Raises `TimeoutError` where they do not."""
        outcome = self.do(key, command, at, actor)
        if not self.app.positions.wait_for(outcome.position, SHOWN):
            message = "the read models did not keep up; look at the projector's log"
            raise TimeoutError(message)
