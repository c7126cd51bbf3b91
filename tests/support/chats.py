"""A chat of a world, connected: through the commands, as the API does."""

from typing import Any
from uuid import UUID

from application.channel import Connect, SetSenderDetails, StartConnect
from application.channel_automation import SetRoutingRule
from application.chat import SetChatGreeting, SetChatHours, SetChatLook
from domain.channel.aggregate import Channel
from domain.channel.chat_settings import ChatHours, Greeting, Look
from tests.support.world import World


class ChatDesk:
    """One chat; `users` and `teams` of its rule (none: the rule is off), and what else `SetRoutingRule` takes."""

    def __init__(
        self,
        world: World,
        *,
        users: tuple[UUID, ...] = (),
        teams: tuple[UUID, ...] = (),
        inbox: UUID | None = None,
        look: Look = Look(),  # noqa: B008 - frozen
        greeting: Greeting = Greeting(),  # noqa: B008 - frozen
        hours: ChatHours = ChatHours(),  # noqa: B008 - frozen
        from_address: str = "",
        **rule: Any,
    ) -> None:
        self.world = world
        self.channel = world.make(StartConnect("chat", inbox or world.inbox))
        for command in (
            SetChatLook(self.channel, look),
            SetChatGreeting(self.channel, greeting),
            SetChatHours(self.channel, hours),
            SetSenderDetails(self.channel, "company", "Acme Ltd", from_address),
            SetRoutingRule(
                self.channel, bool(users or teams or rule), user_ids=users, team_ids=teams, **rule
            ),
            Connect(self.channel),
        ):
            world.do(command)

    @property
    def now(self) -> Channel:
        """The channel as it is now."""
        return self.world.get(Channel, self.channel)
