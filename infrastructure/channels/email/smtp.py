"""SMTP intake: mail for hosted addresses only, acknowledged only once it is durable (EML-04, RL-03)."""

import asyncio
import contextlib
import logging
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from aiosmtpd.smtp import SMTP, Envelope, Session

from api.behind import counted_as
from domain.channels.email import normalise_address
from infrastructure.channels.email.smtp_contract import Accepted, IntakeLimits, Recipients
from infrastructure.channels.email.smtp_session import SmtpSession
from infrastructure.channels.email.smtp_sharing import Shares
from infrastructure.channels.email.trace import trace_fields
from infrastructure.egress import Network
from infrastructure.observing.figures import Count, Shown, Times, gauge

Target = TypeVar("Target")
_MOST_KNOWN = 10_000
log = logging.getLogger("postroom.smtp")


class Intake(Generic[Target]):
    """The server. `accept(raw, mail_from, recipients, peer_ip)` runs in a worker thread; 250 follows its return.

    Whatever `accept` or `lookup` raises is answered 451, so the sender tries again: nothing is accepted and then lost.
    """

    def __init__(
        self,
        recipients: Recipients[Target],
        accept: Callable[[bytes, str, list[Accepted[Target]], str], None],
        *,
        hostname: str = "postroom.localhost",
        limits: IntakeLimits | None = None,
        tls: ssl.SSLContext | None = None,
        renew_tls: Callable[[], None] = lambda: None,
        ours: Sequence[Network] = (),
    ) -> None:
        """Offer STARTTLS where `tls` is given, after `renew_tls`; limits by network are not for those of `ours`."""
        self.recipients, self.accept = recipients, accept
        self.hostname, self.limits = hostname, limits or IntakeLimits()
        self.tls, self.renew_tls = tls, renew_tls
        self.shares = Shares(self.limits, ours)
        self.sessions: set[SmtpSession] = set()
        self.answers = Count("postroom_smtp_answers_total", "Answers given to mail servers.", "answer")
        self.taking = Times(
            "postroom_smtp_accept_seconds", "Mails from the end of DATA to durable.", "result"
        )
        self.model: SmtpSession | None = None
        self.receiving = 0
        self.closing = False
        self._idle = asyncio.Event()
        self.port = 0
        self._pool = ThreadPoolExecutor(self.limits.workers, thread_name_prefix="smtp-accept")
        self._server: asyncio.Server | None = None
        self._known: dict[str, tuple[float, Target]] = {}

    async def start(self, host: str, port: int) -> None:
        """Listen; afterwards `port` is the port in use (0 asks for a free one). OSError where that cannot be had."""
        loop = asyncio.get_running_loop()
        self.model = SmtpSession(self, loop)
        self._server = await loop.create_server(lambda: SmtpSession(self, loop), host, port, backlog=512)
        for listener in self._server.sockets:
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self, grace: float = 10) -> None:
        """Take no new mail (421), let what is being accepted end within `grace` seconds, then close everything."""
        self.closing = True
        self._note_idle()
        if self._server is not None:
            self._server.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace):
                await self._idle.wait()
        for session in list(self.sessions):
            if session.transport is not None:
                session.transport.close()
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def serve(self, host: str, port: int, stop: asyncio.Event) -> None:
        """Run until `stop` is set."""
        await self.start(host, port)
        await stop.wait()
        await self.stop()

    def shown(self) -> Iterable[Shown]:
        """Return the figures."""
        connections = gauge("postroom_smtp_connections", "Connections of mail servers.", len(self.sessions))
        return (self.answers.shown(), self.taking.shown(), connections)

    def crowded_by(self, session: SmtpSession) -> bool:
        """Whether one network has more than its share of the connections: idle ones must not shut everybody out."""
        network = counted_as(session.host)
        of_its_network = sum(counted_as(one.host) == network for one in self.sessions)
        return self.shares.too_many_connections(session.host, of_its_network)

    async def reserve(self, peer: str) -> bool:
        """Wait for room for one mail; False where there is none in time."""
        try:
            async with asyncio.timeout(self.limits.waiting_seconds):
                await self.shares.room.enter(counted_as(peer), ours=self.shares.is_ours(peer))
        except TimeoutError:
            return False
        self.receiving += 1
        self._idle.clear()
        return True

    def release(self, peer: str) -> None:
        """Give the room of one mail back."""
        self.shares.room.leave(counted_as(peer))
        self.receiving -= 1
        self._note_idle()

    def _note_idle(self) -> None:
        if not self.receiving:
            self._idle.set()

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Begin a mail, unless we are going down or overrun."""
        if self.closing or len(self.sessions) > self.limits.connections:
            return "421 4.3.2 Not now, try again later"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient only if it is known here: this is no relay."""
        if len(envelope.rcpt_tos) >= self.limits.recipients:
            return "452 4.5.3 Too many recipients"
        normalised = normalise_address(address)
        try:
            target = await self._lookup(normalised)
        except Exception as error:  # noqa: BLE001 - whatever it is, the sender shall come again
            log.warning("recipient lookup failed: %s", type(error).__name__)
            return "451 4.3.0 Try again later"
        if target is None:
            return "550 5.1.1 No such address here"
        recipients: list[Any] = envelope.rcpt_tos
        recipients.append(Accepted(normalised, target))
        return "250 2.1.5 OK"

    async def _lookup(self, address: str) -> Target | None:
        """Ask who is known; a yes is remembered for some seconds, a no and a failure are not."""
        loop = asyncio.get_running_loop()
        until, target = self._known.get(address, (0.0, None))
        if target is not None and loop.time() < until:
            return target
        target = await loop.run_in_executor(self._pool, self.recipients.lookup, address)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        if target is not None:
            self._known[address] = (loop.time() + self.limits.lookup_seconds, target)
        return target

    async def handle_exception(self, error: Exception) -> str:
        """Answer a fault of our own; the session stays usable."""
        log.error("smtp session failed: %s", type(error).__name__)
        return "451 4.3.0 Try again later"

    async def deliver(self, session: SmtpSession, envelope: Envelope, content: bytes) -> str:
        """Hand one mail over and say the SMTP answer."""
        if self.closing:
            return "421 4.3.2 Not now, try again later"
        peer = session.session.peer[0] if session.session and session.session.peer else ""
        mail_from = "" if envelope.mail_from in {None, "<>"} else str(envelope.mail_from)
        taken: list[Any] = envelope.rcpt_tos
        recipients: list[Accepted[Target]] = list(taken)
        said = (session.session.host_name or "") if session.session else ""
        secure = bool(session.session and session.session.ssl)
        named = [recipient.address for recipient in recipients]
        raw = trace_fields(mail_from, named, said, peer, self.hostname, secure=secure) + content
        began, result = time.perf_counter(), "refused"
        try:
            await asyncio.get_running_loop().run_in_executor(
                self._pool, self.accept, raw, mail_from, recipients, peer
            )
            result = "accepted"
        except Exception as error:  # noqa: BLE001 - database away, disk full: nothing may be acknowledged
            log.warning("mail not accepted: %s", type(error).__name__)
            return "451 4.3.0 Try again later"
        finally:
            self.taking.add(time.perf_counter() - began, result)
        return "250 2.0.0 OK"
