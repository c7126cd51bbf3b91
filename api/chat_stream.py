"""A visitor's live stream: that something is new in their conversation, that somebody types, how the chat stands (CHT-11).

It says that there is news and never what: that is read by who may. A stream sleeps until something happens in its own
conversation, however much happens elsewhere.
"""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from flask import Flask, Response

from api.chat_serving import Limits, Visit, network, route
from api.chat_shapes import now_of
from api.live import Frame, WatchOnly
from api.presence import TYPING, WROTE
from api.problems import Problem
from api.seats import full
from api.streaming import HEARTBEAT, Body, resumed, streamed
from api.visitor_tokens import Visitor
from projections.people import faces
from projections.thread.visited import Place

SOON, SELDOM, EXPECTED = 1.0, 30.0, 60.0
"""Seconds between two looks for the visitor's conversation where nothing leads to it: soon while nobody could say that it
began, or for so long after a message was accepted that is in none yet; else seldom, in case what said so was lost."""
NEWS = frozenset(
    f"conversation.{one}"
    for one in (
        "message_received", "message_sent", "message_delivered", "message_seen", "message_bounced", "merged", "unmerged",
        "absorbed", "released", "messages_moved_in", "messages_moved_out",
    )
)  # fmt: skip
STANDS = frozenset({"conversation.closed", "conversation.reopened"})
ELSEWHERE = frozenset({"conversation.merged", "conversation.unmerged", "conversation.continued", "visitor"})
"""What may lead a visitor to another conversation than the one that is watched."""


def install(app: Flask, limits: Limits) -> None:
    """Serve the stream."""
    route(app, limits, "/stream", GET=_stream)


def _stream(visit: Visit) -> Response:
    visitor, after, live = visit.visitor, resumed(), visit.context.services.live
    if live.closing:
        raise full()
    with ExitStack() as held:
        watch = live.watch_only(visitor.id)
        held.callback(watch.close)
        held.callback(visit.limits.seats.take(visitor.id.hex, watch.rouse))
        held.callback(visit.limits.seats_of_network.take(network()))
        telling = Telling(visit, visitor, watch, after)
        telling.look()
        return streamed(Body(telling.texts(), held.pop_all()))


class Telling:
    """What one stream says; `watch` wakes it for the visitor, and for what they are in as soon as that is known."""

    def __init__(self, visit: Visit, visitor: Visitor, watch: WatchOnly, after: int | None) -> None:
        self._visit, self._visitor, self._watch, self._after = visit, visitor, watch, after
        self._services = visit.context.services
        self._place: Place | None = None
        self._looked = self._expected = float("-inf")
        self._led = False

    def look(self) -> None:
        """Find the conversation that the visitor's messages are shown in now. Raises `Problem` where they were forgotten."""
        # what begins after this wakes the stream, if all is heard that visitors do
        self._led, self._looked = self._services.visitors.hears, time.monotonic()
        conversation_id = self._services.visits.conversation_of(self._visit.widget, self._visitor.id)
        place = None
        if conversation_id is not None:
            # watched before it is read: it may be shown in this very moment
            self._watch.also(conversation_id)
            place = self._visit.place_of(self._visitor, conversation_id)
        if place is not None:
            self._watch.also(place.visited.shown_in)
        self._place = place

    def texts(self) -> Iterator[bytes]:
        """Yield it, until the visitor is forgotten, the chat takes nothing more, or the process ends."""
        yield b"retry: 2000\n\n"
        stands = self._stands()
        # watched since before, so that nothing is between what is read after this and what is told from here on
        position = self._services.positions.position()
        if self._after is None or self._after < position:
            yield _event("news", {}, position)
        while not self._services.live.closing:
            before = self._place
            heard = self._watch.next(SOON if self._hurries() else HEARTBEAT)
            if not heard and not self._goes_on():
                return
            # signs of one's own in the conversation that is known are no news
            frames = [frame for frame in heard if frame.kind != "visitor" or self._leads(frame)]
            if self._is_elsewhere(heard, frames) and not self._look_again():
                return
            told = list(self._told(frames))
            if before is None and self._place is not None:
                # what happened there until now was told to nobody
                told.append(_event("news", {}, self._services.positions.position()))
            if not heard and (now := self._stands()) != stands:
                stands = now
                told.append(_event("state", {"state": now[0], "closed": now[1]}))
            if told or not heard:
                yield b"".join(told) or b": here\n\n"

    def _hurries(self) -> bool:
        """Whether a conversation may begin without a sign of it that is heard here."""
        return (self._place is None and not self._led) or time.monotonic() < self._expected

    def _is_elsewhere(self, heard: list[Frame], frames: list[Frame]) -> bool:
        """Whether the visitor's conversation may be another one by now, or be forgotten."""
        if not heard:
            return self._hurries() or time.monotonic() - self._looked >= SELDOM
        return self._place is None or any(frame.kind in ELSEWHERE for frame in frames)

    def _leads(self, frame: Frame) -> bool:
        """Whether a sign of the visitor is of a conversation that is new here; it is watched before it is looked for."""
        if frame.ids["doing"] == WROTE:
            self._expected = time.monotonic() + EXPECTED
            return True
        named = UUID(frame.ids["conversation_id"])
        if self._place is not None and named in (
            self._place.visited.shown_in,
            self._place.visited.conversation_id,
        ):
            return False
        self._expected = float("-inf")
        self._watch.also(named)
        return True

    def _told(self, frames: list[Frame]) -> Iterator[bytes]:
        newest = max((frame.position for frame in frames if frame.kind in NEWS), default=0)
        found = any(frame.kind == "visitor" for frame in frames)
        if newest or found:
            yield _event("news", {}, newest or self._services.positions.position())
        if any(frame.kind in STANDS for frame in frames) and self._look_again():
            now = self._stands()
            yield _event("state", {"state": now[0], "closed": now[1]})
        typing = [frame for frame in frames if frame.kind == "presence" and frame.ids.get("doing") == TYPING]
        if typing:
            yield _event("typing", {"name": self._name(typing[-1].ids.get("user_id", ""))})

    def _look_again(self) -> bool:
        """Look; false where they were forgotten meanwhile."""
        try:
            self.look()
        except Problem:
            return False
        return True

    def _goes_on(self) -> bool:
        """Whether the process does, and the chat takes something still."""
        return not self._services.live.closing and self._services.visits.look(self._visit.key) is not None

    def _stands(self) -> tuple[str, bool]:
        closed = self._place is not None and self._place.visited.status == "closed"
        return now_of(self._visit, self._visitor)["state"], closed

    def _name(self, user_id: str) -> str:
        who = UUID(user_id)
        with self._services.views() as db:
            found = faces.faces(db, self._visit.widget.account_id, [who]).get(who)
        return "" if found is None else found.name


def _event(name: str, data: dict[str, Any], position: int | None = None) -> bytes:
    place = "" if position is None else f"id: {position}\n"
    return f"{place}event: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()
