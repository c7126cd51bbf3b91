"""How a chat stands now, as its visitors are told: the decision of the application, with the faces it shows (CHT-03, CHT-07)."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from uuid import UUID, uuid4

from api.chat_shapes import picture_url
from api.visits import Now, Widget
from application.bus import Bus
from application.chat_state import LookAtChat, Seen, look_at_chat
from application.ports import Clock
from application.talking import opening
from application.unit import Unit
from domain.bot.walking import Said
from domain.channel.aggregate import Channel
from domain.channels.chat_heading import SHOWN
from domain.kernel.envelope import Envelope
from projections.common.db import Db
from projections.people import faces
from projections.people import queries as people

DRAWS = 4
"""Of many people so many draws are told, of which each page load shows one: what is told is kept for some minutes."""


class ChatNow:
    """Asks `bus` and the read models of `views`."""

    def __init__(self, bus: Bus, views: Callable[[], AbstractContextManager[Db]], clock: Clock) -> None:
        """Ask these."""
        self._bus, self._views, self._clock = bus, views, clock

    def __call__(self, widget: Widget, visitor: str) -> Now:
        """Return it for a visitor; an empty one is somebody new."""
        env = Envelope(widget.account_id, "system:chat", self._clock(), uuid4())
        seen, shown_ids, said = self._bus.ask(
            LookAtChat(widget.channel_id, visitor, env.correlation_id.int), env, _seen
        )
        with self._views() as db:
            account = people.account(db, widget.account_id)
            known = faces.faces(db, widget.account_id, shown_ids)
        heading = [
            {"name": one.name, "picture_url": picture_url(widget.chat.key, one.user_id, one.picture_id)}
            for one in (known[user_id] for user_id in shown_ids if user_id in known)
        ]
        name = "" if account is None else account.branding.get("name") or account.name
        now = seen.state
        returns_at = None if now.returns_at is None else now.returns_at.isoformat()
        return Now(
            now.state, now.launcher, now.message or None, now.ask_email, now.reply_time or None, returns_at,
            heading, widget.company or name, [{"text": one.text, "choices": list(one.choices)} for one in said],
        )  # fmt: skip


def _seen(question: LookAtChat, unit: Unit) -> tuple[Seen, list[UUID], Sequence[Said]]:
    """Return how it stands, whom it may show (of more than three people more, to draw from), and what its bot says first."""
    first = look_at_chat(question, unit)
    shown = dict.fromkeys(first.heading.user_ids)
    if len(shown) == SHOWN:
        for number in range(1, DRAWS):
            again = LookAtChat(question.channel_id, question.visitor, question.seed + number)
            shown.update(dict.fromkeys(look_at_chat(again, unit).heading.user_ids))
    return first, list(shown), opening(unit, unit.get(Channel, question.channel_id))
