"""The live stream: server-sent events, resumable, nothing missed (API-04)."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import cast

from flask import Response, current_app, request

from api.auth import Door
from api.condition import OK
from api.context import Context, here
from api.live import Frame, Watch
from api.operations import Media, Routes
from api.presence import WROTE
from api.problems import Problem
from api.seats import Seats, full
from api.streaming import HEARTBEAT, Body, resumed, streamed

READ = "conversation_read"
BEAT = 20.0
"""How often a stream keeps that its user has a screen open, at most (ACC-12)."""
PLACES = frozenset({"inbox", "team"})
"""What happens to these may change what anybody sees."""
OWN = frozenset({"user", "access"})
"""What happens to these changes what that user sees; nobody is told who signs in."""

routes = Routes("stream", "What happens, as it happens.")


@routes.get(
    "/stream",
    answer=Media("text/event-stream", "Server-sent events; see the description."),
    permission=READ,
)
def stream() -> Response:
    """Watch what happens in the inboxes you see, as server-sent events.

    Each frame has the event's kind as `event`, its position as `id`, and ids only as `data`: read what changed with
    the header Postroom-Position set to the id. A frame leaves after the read models show it. A browser that comes
    back sends Last-Event-ID and gets all it missed; where that is more than 100,000 positions back, the first frame is
    `reset` instead, and what is shown is to be read anew with its id. A `status` without an id
    says that GET /status says ok, lagging or failing now; a `presence` without an id, that `user_id` is viewing or typing in, or left, `conversation_id`; a `visitor` without an id, that
    the visitor of a chat is `here`, `typing` or `left`. Between frames a bare `id` follows every 10 seconds. Use one stream per browser, not one per tab: 429 for more than 20 of one caller, 503 where this process
    has as many as it can carry.
    """
    context = here()
    seats = cast("Seats", current_app.extensions["postroom.streams"])
    door = cast("Door", current_app.extensions["postroom.door"])
    after = resumed()
    if context.services.live.closing:
        raise full()
    with ExitStack() as held:
        held.callback(seats.take(context.viewer.actor))
        watch = context.services.live.watch(context.account_id, after, context.services.settings.stream_reach)
        held.callback(watch.close)
        return streamed(Body(Frames(context, door, watch).texts(), held.pop_all()))


class Frames:
    """What one stream says."""

    def __init__(self, context: Context, door: Door, watch: Watch) -> None:
        self._context, self._watch = context, watch
        # Flask's way to the app itself: the proxy is gone when the stream is written
        self._looking = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
        self._environ = request.environ
        self._door, self._actor = door, context.viewer.actor

    def texts(self) -> Iterator[bytes]:
        """Yield it, frame by frame, until the caller may see nothing more or the process ends."""
        live, looked, state = self._context.services.live, time.monotonic(), OK
        beaten = float("-inf")
        yield b"retry: 2000\n\n"
        if self._watch.reset_at is not None:
            yield f"id: {self._watch.reset_at}\nevent: reset\ndata: {{}}\n\n".encode()
        while not live.closing:
            # told before anything else is asked: the database may be what is away
            if (now := self._context.services.condition.now().state) != state:
                state = now
                yield f'event: status\ndata: {{"state":"{state}"}}\n\n'.encode()
            if time.monotonic() - beaten >= BEAT:
                self._beat()
                beaten = time.monotonic()
            frames, reached = self._watch.next(HEARTBEAT)
            if not frames and self._context.services.condition.now().state != state:
                continue
            changed = any(self._may_matter(frame) for frame in frames)
            if changed or time.monotonic() - looked >= self._context.services.settings.look_seconds:
                if not self._still_welcome(fresh=changed):
                    return
                looked = time.monotonic()
            seen = [frame.text for frame in frames if self._sees(frame)]
            if seen:
                yield "".join(seen).encode()
            else:
                yield f"id: {reached}\n\n".encode()

    def _beat(self) -> None:
        viewer = self._context.viewer
        if viewer.user_id is not None:
            self._context.services.screens.beat(self._context.account_id, viewer.user_id)

    def _may_matter(self, frame: Frame) -> bool:
        subject = frame.kind.partition(".")[0]
        mine = f"user:{frame.ids.get('user_id')}" == self._actor
        return subject in PLACES or (subject in OWN and (mine or self._actor.startswith("token:")))

    def _sees(self, frame: Frame) -> bool:
        if frame.kind.startswith("access.") or frame.ids.get("doing") == WROTE:
            return False
        return frame.inbox_id is None or frame.inbox_id in self._context.viewer.inboxes

    def _still_welcome(self, *, fresh: bool) -> bool:
        """Look at the caller anew: a stream outlives sign-outs and changes of access."""
        with self._looking.request_context(self._environ):
            try:
                return self._door.again(self._context, READ, fresh=fresh)
            except Problem:
                return False
            finally:
                self._context.release()
