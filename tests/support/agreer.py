"""What channels ask, and who agrees, in any history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.channel.consent_events import ConsentSet, ConsentWordsSet
from domain.consent import events as consent

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory


class Agreer:
    """Which channels ask, and who has agreed there."""

    def __init__(self, history: AnyHistory) -> None:
        """Begin with nobody asked."""
        self._history = history
        self._asked: dict[UUID, int] = {}
        self._given: dict[UUID, dict[str, Any]] = {}

    def happen(self, which: int, text: str) -> None:
        """Let one thing happen."""
        if which % 4 == 0:
            self._ask(which, text)
        else:
            self._answer(which, text)

    def _ask(self, which: int, text: str) -> None:
        channel_id = self._history.channels[which % 2]
        if which % 5 == 4:
            self._history.record(
                ConsentWordsSet, channel_id, words={"en": ("WITHDRAW", text)}, replies={"en": text}
            )
            return
        number = self._asked[channel_id] = self._asked.get(channel_id, 0) + 1
        self._history.record(
            ConsentSet, channel_id, mode=("off", "explicit", "implied")[which % 3], purpose="conversation",
            texts={"en": text}, text_version=number,
        )  # fmt: skip

    def _answer(self, which: int, text: str) -> None:
        living = self._history.living()
        if not living:
            return
        _, contact_id, place = living[which % len(living)]
        history = self._history
        channel_id = history.channels[place]
        stream = history.id("consent", contact_id, channel_id)
        about = {"contact_id": contact_id, "channel_id": channel_id, "purpose": "conversation"}
        if stream not in self._given:
            history.record(consent.ConsentBegun, stream, **about, inbox_id=history.inboxes[place])
        self._given[stream] = about
        if which % 3:
            history.record(
                consent.ConsentGiven, stream, **about, mode="explicit", method="button", text=text,
                text_version=self._asked.get(channel_id, 1), text_hash="0" * 64, language="en", message_id=None,
                ip=text, page_host="shop.example",
            )  # fmt: skip
        elif which % 2:
            told = {"message_id": history.id("withdrawal", which), "said_at": history.at} if which % 5 else {}
            method = "keyword" if told else "hand"
            history.record(
                consent.ConsentWithdrawn, stream, **about, method=method, reason=text, ip="", **told
            )
        else:
            history.record(consent.WithdrawalUndone, stream, **about)
