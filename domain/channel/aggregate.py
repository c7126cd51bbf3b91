"""A channel: connected step by step, then edited, paused, degraded, restored and disconnected."""

from datetime import datetime
from typing import Self
from uuid import UUID

from domain.channel import events, steps
from domain.channel.authorised import AUTHORISATION_LOST
from domain.channel.numbered import Numbered
from domain.channel.settings import FORWARDED_TO
from domain.kernel.checks import one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event

PAUSED = "channel_paused"
"""Why what comes in is set aside while it is switched off."""


class Channel(Numbered):
    """`state` is connecting, connected, paused, degraded or disconnected (ACC-09); `cause` says why degraded."""

    TOPIC = "channel"
    forwarded_to = "original"
    """Whom mail belongs to that somebody passed on: original or forwarder (EML-14)."""
    paused_at: datetime | None = None
    """Since when it is switched off, or last was."""

    @classmethod
    def start(cls, channel_id: UUID, env: Envelope, *, kind: str, inbox_id: UUID) -> Self:
        """Begin to connect a channel of a kind to an inbox; the type is the flow's first step (EML-06)."""
        return cls.open(events.ChannelConnectStarted, channel_id, env, kind=kind, inbox_id=inbox_id)

    @property
    def state(self) -> str:
        """What the channel does now; paused hides degraded."""
        states = (
            ("disconnected", self.disconnected),
            ("connecting", self.next_step != ""),
            ("paused", self.paused),
            ("degraded", self.cause != ""),
        )
        return next((state for state, holds in states if holds), "connected")

    def verify(self, env: Envelope, intake_id: UUID) -> None:
        """Record that a test mail came through; once, and while connecting too (EML-04)."""
        self._must_be_there()
        if not self.verified:
            self.record(events.ChannelVerified, env, intake_id=intake_id)

    def set_forwarding(self, env: Envelope, forwarded_to: str) -> None:
        """Set whom mail belongs to that was passed on; nothing if so (EML-14). Raises `InvalidInput`."""
        self._must_be_there()
        one_of(forwarded_to, FORWARDED_TO, "forwarded_to")
        if forwarded_to != self.forwarded_to:
            self.record(events.ForwardingSet, env, forwarded_to=forwarded_to)

    def pause(self, env: Envelope) -> None:
        """Switch it off: what comes in is kept and starts nothing. Raises `NotConnected`."""
        self._must_be_connected()
        if not self.paused:
            self.record(events.ChannelPaused, env)

    def resume(self, env: Envelope, *, replay: bool = False) -> None:
        """Switch it on again; `replay` is as in the event (MSG-07). Raises `NotConnected`."""
        self._must_be_connected()
        if self.paused:
            self.record(events.ChannelResumed, env, replay=replay)

    def note_replayed(self, env: Envelope, count: int, *, more: bool) -> None:
        """Note that originals which it held are taken in; the caller sees to that (MSG-07)."""
        self.record(events.HeldReplayed, env, count=count, more=more)

    def degrade(self, env: Envelope, cause: str) -> None:
        """Show that it works in part or not at all, and why. Raises `NotConnected`."""
        self._must_be_connected()
        if cause != self.cause:
            self.record(events.ChannelDegraded, env, cause=cause)

    def restore(self, env: Envelope) -> None:
        """Show that it works again. Raises `NotConnected`."""
        self._must_be_connected()
        if self.cause:
            self.record(events.ChannelRestored, env)

    def lose_authorisation(self, env: Envelope, reason: str, cause: str = AUTHORISATION_LOST) -> None:
        """Show that the provider does not let us in any more; once until it does again. Raises `NotConnected`."""
        self._must_be_connected()
        if not self.lost_at:
            self.record(events.AuthorisationLost, env, reason=reason)
            self.degrade(env, cause)

    def disconnect(self, env: Envelope) -> None:
        """End it, connected or not; the caller releases its claims. Nothing if ended."""
        if not self.disconnected:
            self.record(events.ChannelDisconnected, env)

    def _must_be_connected(self) -> None:
        self._must_be_there()
        if self.next_step:
            raise steps.NotConnected(f"Connect this channel first; next: {steps.WORDS[self.next_step]}.")

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.ChannelConnectStarted():
                self.kind = event.kind
                self.inbox_id = event.inbox_id
                self.verified = self.paused = False
                self.cause = ""
            case events.ChannelVerified():
                self.verified = True
            case events.ForwardingSet():
                self.forwarded_to = event.forwarded_to
            case events.ChannelPaused():
                self.paused, self.paused_at = True, event.timestamp
            case events.ChannelResumed():
                self.paused = False
            case events.ChannelDegraded():
                self.cause = event.cause
            case events.ChannelRestored():
                self.cause = ""
            case events.ChannelDisconnected():
                self.disconnected = True
            case _:
                self.evolve_authorised(event)
