"""A company whose page is connected, and what its people and Facebook do to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from application.channel import Connect, StartConnect
from application.channel_automation import SetRoutingRule
from application.messenger import ConnectPage, SetMessengerGreeting
from infrastructure.messenger.tokens import packed
from tests.support.api import Served, served
from tests.support.providers import messenger, messenger_hook
from tests.support.providers.messenger import Facebook, Page
from tests.support.providers.meta_desk import MetaDesk

HOOK = "/hooks/messenger"


@contextmanager
def registered_at(facebook: Facebook, dsn: str, state: Path, **more: Any) -> Iterator[Served]:
    """The API of an installation that is an app at Facebook."""
    about: dict[str, Any] = {
        "messenger_app_id": messenger.APP, "messenger_app_secret": messenger.SECRET,
        "messenger_verify_token": messenger.VERIFY, "messenger_url": facebook.url,
    }  # fmt: skip
    with served(dsn, state, **about, **more) as running:
        yield running


@dataclass
class Desk(MetaDesk):
    """One account with one page connected."""

    HOOK: ClassVar[str] = HOOK
    SIGNED: ClassVar = staticmethod(messenger_hook.signed)

    facebook: Facebook
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        """Connect the page, as the wizard would."""
        self.world = self.api.world()
        self.client = self.api.client(self.world)
        self.page = self.facebook.page()
        self.channel = self.world.make(StartConnect("messenger", self.world.inbox))
        token = self.facebook.page_token(self.page)
        self.world.do(ConnectPage(self.channel, self.page.id, "Acme", messenger.TASKS, packed(token)))
        self.world.do(SetMessengerGreeting(self.channel))
        self.world.do(SetRoutingRule(self.channel, enabled=False))
        self.world.do(Connect(self.channel))
        self.api.caught_up()

    def tell(self, *items: dict[str, Any]) -> None:
        """Let Facebook tell of something."""
        answer = self.post(messenger_hook.body(*items, page_id=self.page.id))
        assert answer.status_code == 200, answer.get_data(as_text=True)
