"""A visitor's live stream: that something is new in their conversation, that somebody types, how the chat stands (CHT-11).

It says that there is news and never what: that is read by who may. A stream sleeps until something happens in its own
conversation, however much happens elsewhere.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Flask, Response, request

from api.chat_serving import Limits, Visit, route
from api.chat_shapes import now_of
from api.live import Frame
from api.presence import TYPING
from api.problems import Problem
from api.seats import full
from api.visitor_tokens import Visitor
from projections.people import faces
from projections.thread.visited import Place

HEARTBEAT, SOON = 10.0, 1.0
"""Seconds without a frame after which a stream speaks; sooner while its conversation is not shown yet."""
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
POSITION = re.compile(r"[0-9]{1,18}")


def install(app: Flask, limits: Limits) -> None:
    """Serve the stream."""
    route(app, limits, "/stream", GET=_stream)


def _stream(visit: Visit) -> Response:
    visitor = visit.visitor
    place = visit.place(visitor)
    if visit.context.services.live.closing:
        raise full()
    visit.limits.seats.take(visitor.id.hex)
    try:
        body = Telling(visit, visitor, _resumed())
    except BaseException:
        visit.limits.seats.give(visitor.id.hex)
        raise
    body.find(place)
    response = Response(body, content_type="text/event-stream; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


class Telling:
    """The body of one stream; whoever stops reading closes it, which gives its seat back."""

    def __init__(self, visit: Visit, visitor: Visitor, after: int | None) -> None:
        self._visit, self._visitor, self._after = visit, visitor, after
        self._services = visit.context.services
        self._watch = self._services.live.watch_only(visitor.id)
        self._place: Place | None = None
        self._open = True
        self._texts = self._run()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._texts)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End it."""
        if self._open:
            self._open = False
            self._watch.close()
            self._visit.limits.seats.give(self._visitor.id.hex)

    def find(self, place: Place | None) -> None:
        """Watch the conversation that the visitor's messages are shown in now."""
        self._place = place
        if place is not None:
            self._watch.also(place.visited.conversation_id)
            self._watch.also(place.visited.shown_in)

    def _run(self) -> Iterator[bytes]:
        yield b"retry: 2000\n\n"
        stands = self._stands()
        # watched since before, so that nothing is between what is read after this and what is told from here on
        position = self._services.positions.position()
        if self._after is None or self._after < position:
            yield _event("news", {}, position)
        while not self._services.live.closing:
            before = self._place
            heard = self._watch.next(HEARTBEAT if before else SOON)
            if not heard and not self._goes_on():
                return
            # signs of one's own in the conversation that is known are no news
            frames = [frame for frame in heard if frame.kind != "visitor" or self._leads(frame)]
            elsewhere = not heard or self._place is None or any(frame.kind in ELSEWHERE for frame in frames)
            if elsewhere and not self._look_again():
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

    def _leads(self, frame: Frame) -> bool:
        """Whether a sign of the visitor names a conversation that is new here; it is watched before it is looked for."""
        named = UUID(frame.ids["conversation_id"])
        if self._place is not None and named in (
            self._place.visited.shown_in,
            self._place.visited.conversation_id,
        ):
            return False
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
        """Find the visitor's conversation anew; false where they were forgotten meanwhile."""
        try:
            self.find(self._visit.place(self._visitor))
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


def _resumed() -> int | None:
    text = request.headers.get("Last-Event-ID", "").strip()
    if not text:
        return None
    if not POSITION.fullmatch(text):
        raise Problem(400, "bad_position", "Last-Event-ID is a position, as an earlier frame's id gave it.")
    return int(text)
