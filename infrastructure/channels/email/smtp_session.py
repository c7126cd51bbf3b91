"""One SMTP connection: aiosmtpd's protocol with its own DATA, quick addresses and nothing personal logged (EML-04).

aiosmtpd reads DATA line by line and refuses lines over 1,000 characters, which real mail has; and it parses addresses
with the standard library's header parser, which costs more than everything else. Both are replaced here.
"""

import asyncio
import logging
import re
from typing import TYPE_CHECKING, Any, cast

from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    from infrastructure.channels.email.smtp import Intake

_ARGUMENT = re.compile(r"\s*(?:<(?:@[^:<>\s]+:)?([^<>\s]*|\"[^\"<>]*\"@[^<>\s]+)>|([^<>\s]+))(?:\s+(.*))?")
_EOL = b"\r\n"
_END = b"\r\n.\r\n"
_BARE = re.compile(rb"[\r\0]")
_SMUGGLED = (b"\n.\n", b"\n.\r", b"\r.\n", b"\r.\r")
"""A dot alone on a line between ends that not everybody takes for ends: another mail may begin there for others."""
_HEADER_ENDS = (b"\r\n\r\n", b"\n\n")
_CODES = re.compile(r"\d{3}(?: \d\.\d\.\d{1,2})?")
_CHUNK = 256 * 1024
_EXTRA = 40
"""Characters that the parameters of MAIL may add to the 512 of a command (RFC 1870, 6531)."""

# It logs addresses and whole lines; nothing of that may reach a log (SE-06). Own failures are logged by the intake.
logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)


class Lines(asyncio.StreamReader):
    """Reads commands: a line that another server could read as two becomes the word `BARE` (RFC 5321 2.3.8)."""

    async def readuntil(self, separator: Any = b"\n") -> bytes:
        """Return the next line, or `BARE` where it does not end in CRLF, or holds a CR or NUL besides."""
        line = await super().readuntil(separator)
        return line if line.endswith(b"\r\n") and not _BARE.search(line[:-2]) else b"BARE\r\n"


class SmtpSession(SMTP):
    """An SMTP connection of an `Intake`."""

    line_length_limit = 64 * 1024
    command_size_limit = 512 + _EXTRA

    def __init__(self, intake: "Intake[Any]", loop: asyncio.AbstractEventLoop) -> None:
        self.intake = intake
        if intake.model is None:
            super().__init__(
                intake,
                data_size_limit=intake.limits.size,
                enable_SMTPUTF8=True,
                hostname=intake.hostname,
                ident="Postroom",
                tls_context=intake.tls,
                timeout=intake.limits.idle_seconds,
                command_call_limit={"*": 10_000, "NOOP": 100, "VRFY": 5, "HELP": 5},
                loop=loop,
            )
            return
        # Finding its own commands by reflection takes aiosmtpd a third of a millisecond: they are taken over instead.
        self.__dict__.update(intake.model.__dict__)
        self._smtp_methods = {name: getattr(self, f"smtp_{name}") for name in intake.model._smtp_methods}  # noqa: SLF001
        asyncio.StreamReaderProtocol.__init__(
            self,
            Lines(limit=self.line_length_limit, loop=loop),
            client_connected_cb=self._cb_client_connected,
            loop=loop,
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count the connection, and end it where its peer has so many that nobody else could come."""
        self.intake.sessions.add(self)
        super().connection_made(transport)
        if self.intake.crowded_by(self):
            answering = cast("asyncio.WriteTransport", transport)
            answering.write(b"421 4.7.0 Too many connections from you, try again later\r\n")
            answering.close()

    @property
    def host(self) -> str:
        """The address of the other end."""
        return str(self.session.peer[0]) if self.session and self.session.peer else ""

    def connection_lost(self, error: Exception | None) -> None:
        """Forget the connection."""
        self.intake.sessions.discard(self)
        super().connection_lost(error)

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        match = _ARGUMENT.fullmatch(arg)
        if match is None:
            return None, None
        return match[1] or match[2] or "<>", match[3] or ""

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        """Greet in one packet, and offer no AUTH: nobody logs in here."""
        if not hostname or self.session is None:
            await self.push("501 5.5.4 Syntax: EHLO hostname")
            return
        self.envelope = self._create_envelope()
        self.session.extended_smtp = True
        self.session.host_name = hostname
        offers = [self.hostname, f"SIZE {self.data_size_limit}", "8BITMIME", "SMTPUTF8", "PIPELINING"]
        if self.tls_context and not self._tls_protocol:
            offers.append("STARTTLS")
        lines = [f"250-{offer}" for offer in offers]
        await self.push("\r\n".join([*lines, "250 ENHANCEDSTATUSCODES"]))

    async def push(self, status: str) -> None:  # type: ignore[override]  # texts only, as everything here gives
        """Answer, and count how: the codes at its beginning are words of ours."""
        code = _CODES.match(status)
        self.intake.answers.add(code[0] if code else "")
        await super().push(status)

    async def smtp_AUTH(self, _arg: str) -> None:  # noqa: N802
        """Refuse to be logged in to."""
        await self.push("502 5.5.1 Not offered")

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Receive one mail; answer 250 only after the intake has it (RFC 5321 4.1.1.4, 4.5.2)."""
        if await self.check_helo_needed():
            return
        envelope = self.envelope
        if envelope is None or not envelope.rcpt_tos or arg:
            await self.push("501 5.5.4 Syntax: DATA" if arg else "503 5.5.1 Send RCPT first")
            return
        if self.intake.shares.too_many_mails(self.host):
            await self.push("452 4.7.1 Too many mails from you, try again later")
            return
        peer = self.host
        if not await self.intake.reserve(peer):
            await self.push("452 4.3.1 Too much mail at once, try again later")
            return
        try:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            content = await self._read_data()
            refusal = self._refusal(content)
            await self.push(refusal or await self.intake.deliver(self, envelope, _unstuffed(content)))
        except TimeoutError:
            await self.push("421 4.4.2 Too slow, try again later")
            self._writer.close()
        finally:
            self.intake.release(peer)
            self.envelope = self._create_envelope()

    async def smtp_BARE(self, _arg: str) -> None:  # noqa: N802
        """Refuse a line that could be read as two, and the connection that brought it."""
        await self.push("521 5.5.2 Lines end in CR LF and hold no other CR, LF or NUL")
        self._writer.close()

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        """Go on under TLS, with the certificate there is now."""
        self.intake.renew_tls()
        await super().smtp_STARTTLS(arg)

    def _refusal(self, content: bytes) -> str:
        """Say why the mail, still with its doubled dots, is not taken; empty where it is."""
        if len(content) > self.intake.limits.size + 2 * len(_EOL):
            return "552 5.3.4 Message larger than the limit"
        if any(one in content for one in _SMUGGLED):
            return "550 5.6.0 A lone dot stands between line ends that are not CR LF"
        most = self.intake.limits.header
        if len(content) > most and all(content.find(one, 0, most) < 0 for one in _HEADER_ENDS):
            return "552 5.3.4 Header larger than the limit"
        return ""

    async def _read_data(self) -> bytes:
        """Read up to the line with a lone dot, which stays out; of what is too large, a little more than the limit.

        Raises `TimeoutError` where it comes too slowly: on the whole, or at the rate of what came so far.
        """
        limits, clock = self.intake.limits, asyncio.get_running_loop().time
        buffer, began, most = bytearray(_EOL), clock(), limits.size + 4 * len(_END)
        searched, received = 0, 0
        while (end := buffer.find(_END, searched)) < 0:
            searched = max(0, len(buffer) - len(_END) + 1)
            if len(buffer) > most:
                del buffer[most - len(_END) : -len(_END)]
                searched = most - len(_END)
            due = min(limits.data_seconds, limits.grace_seconds + received / limits.lowest_rate)
            async with asyncio.timeout_at(began + due):
                chunk = await self._reader.read(_CHUNK)
            if not chunk:
                raise ConnectionResetError
            received += len(chunk)
            self._reset_timeout()
            buffer += chunk
        if len(buffer) > end + len(_END):
            # A pipelining client sent its next command along; asyncio has no other way to give it back.
            reader: Any = self._reader
            reader._buffer[:0] = buffer[end + len(_END) :]  # noqa: SLF001
        return bytes(buffer[: end + len(_EOL)])


def _unstuffed(content: bytes) -> bytes:
    """Take off the line end we put before the mail, and the dots its sender doubled (RFC 5321 4.5.2)."""
    return content.replace(b"\r\n.", b"\r\n")[2:]
