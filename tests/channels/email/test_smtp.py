"""The intake over real connections: only known addresses, 250 only when it is kept."""

import asyncio
import logging
import smtplib
import socket
import threading
from dataclasses import dataclass, field

import pytest

from infrastructure.channels.email.parse import parse
from infrastructure.channels.email.smtp import Intake
from infrastructure.channels.email.smtp_contract import Accepted, IntakeLimits
from tests.channels.email.mails import TOP, mail
from tests.channels.email.smtp_support import running

HOSTED = "h-abc@in.example.org"
KEY = "0123456789abcdef0123456789abcdef.0123456789abcdef"


@dataclass
class Desk:
    """Knows one hosted address, and keeps what it accepts."""

    fails: BaseException | None = None
    lookup_fails: bool = False
    kept: list[tuple[bytes, str, list[Accepted[str]], str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def lookup(self, address: str) -> str | None:
        self.asked.append(address)
        if self.lookup_fails:
            raise ConnectionError("ann@example.org")
        return "channel-1" if address.split("+", maxsplit=1)[0].split("@", maxsplit=1)[0] == "h-abc" else None

    def accept(self, raw: bytes, mail_from: str, recipients: list[Accepted[str]], peer_ip: str) -> None:
        if self.fails is not None:
            raise self.fails
        self.kept.append((raw, mail_from, recipients, peer_ip))


def client(intake: Intake[str]) -> smtplib.SMTP:
    return smtplib.SMTP("127.0.0.1", intake.port, "client.example", timeout=20)


@pytest.mark.req("EML-04")
def test_a_mail_for_a_known_address_is_kept_as_it_was_sent_with_its_trace_above() -> None:
    desk = Desk()
    raw = mail(*TOP, body="One\r\n.\r\n..two\r\n.three\r\n" + "long " * 400 + "\r\ngrüß\r\n")
    intake = Intake(desk, desk.accept, hostname="in.example.org")
    with running(intake), client(intake) as smtp:
        smtp.sendmail("ann@example.org", [f"H-abc+{KEY}@in.example.org"], raw, ["BODY=8BITMIME"])
    kept, mail_from, recipients, peer = desk.kept[0]
    assert kept.endswith(raw)
    assert (mail_from, peer) == ("ann@example.org", "127.0.0.1")
    assert recipients == [Accepted(f"h-abc+{KEY}@in.example.org", "channel-1")]
    trace = kept[: -len(raw)].decode()
    assert trace.startswith(
        f"Return-Path: <ann@example.org>\r\nDelivered-To: h-abc+{KEY}@in.example.org\r\nReceived: "
    )
    assert "by in.example.org (Postroom) with ESMTP id " in trace
    assert [candidate.value for candidate in parse(kept).candidates] == [KEY]


@pytest.mark.req("EML-04", "SE-04")
def test_it_is_no_relay() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept)
    with running(intake), client(intake) as smtp:
        smtp.ehlo()
        smtp.mail("ann@example.org")
        for stranger in ("bo@elsewhere.example", "h-other@in.example.org", "postmaster"):
            assert smtp.rcpt(stranger)[0] == 550
        assert smtp.docmd("DATA")[0] == 503
        assert not smtp.has_extn("auth")
        assert smtp.docmd("AUTH", "PLAIN AGEAYg==")[0] == 502
    assert desk.kept == []


@pytest.mark.req("EML-04", "RL-03")
@pytest.mark.parametrize("fault", [OSError(28, "disk full"), RuntimeError("a@b.example"), TimeoutError()])
def test_what_cannot_be_kept_is_answered_with_come_again(
    fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(fails=fault)
    intake = Intake(desk, desk.accept)
    with caplog.at_level(logging.DEBUG), running(intake), client(intake) as smtp:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP))
        assert refused.value.smtp_code == 451
        desk.fails = None
        smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP))
    assert len(desk.kept) == 1
    assert "@" not in "".join(record.getMessage() for record in caplog.records if record.name != "asyncio")


@pytest.mark.req("RL-03")
def test_a_recipient_that_cannot_be_looked_up_is_asked_for_again() -> None:
    desk = Desk(lookup_fails=True)
    intake = Intake(desk, desk.accept)
    with running(intake), client(intake) as smtp:
        smtp.ehlo()
        smtp.mail("ann@example.org")
        assert smtp.rcpt(HOSTED)[0] == 451
        desk.lookup_fails = False
        assert smtp.rcpt(HOSTED)[0] == 250
        assert smtp.rcpt(HOSTED)[0] == 250
    assert desk.asked == [HOSTED, HOSTED]


@pytest.mark.req("RL-06")
@pytest.mark.parametrize("declared", [True, False])
def test_a_mail_that_is_too_large_is_refused_and_the_connection_goes_on(declared: bool) -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept, limits=IntakeLimits(size=100_000))
    with running(intake), client(intake) as smtp:
        smtp.ehlo()
        options = ["SIZE=300000"] if declared else []
        code = smtp.mail("ann@example.org", options)[0]
        if not declared:
            smtp.rcpt(HOSTED)
            code = smtp.data(mail(*TOP, body="x" * 70 * 4_000))[0]
        assert code == 552
        smtp.rset()
        smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP, body="x" * 99_000))
    assert [len(kept[0]) > 99_000 for kept in desk.kept] == [True]


@pytest.mark.req("EML-18")
def test_a_null_return_path_is_taken_and_marked() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept)
    with running(intake), client(intake) as smtp:
        smtp.sendmail("", [HOSTED], mail(*TOP))
    raw, mail_from, _, _ = desk.kept[0]
    assert mail_from == ""
    automatic = parse(raw).automatic
    assert automatic is not None
    assert automatic.evidence == "null return path"


@pytest.mark.req("EML-04", "EML-17")
def test_addresses_and_headers_in_utf_8() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept)
    with running(intake), client(intake) as smtp:
        smtp.sendmail("zoë@bücher.example", [HOSTED], mail("From: Zoë <zoë@bücher.example>"), ["SMTPUTF8"])
    assert desk.kept[0][1] == "zoë@bücher.example"


def test_commands_sent_all_at_once_are_answered_in_order() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept)
    said = b"EHLO c\r\n" + b"MAIL FROM:<a@x.example>\r\nRCPT TO:<h-abc@in.example.org>\r\nDATA\r\n"
    mails = said + mail(*TOP) + b"\r\n.\r\n" + said[8:] + mail(*TOP) + b"\r\n.\r\nQUIT\r\n"
    with running(intake), socket.create_connection(("127.0.0.1", intake.port), 20) as connection:
        connection.sendall(mails)
        answers = b"".join(iter(lambda: connection.recv(65_536), b""))
    codes = [line[:3] for line in answers.split(b"\r\n") if line[3:4] == b" "]
    assert codes == [b"220", b"250", b"250", b"250", b"354", b"250", b"250", b"250", b"354", b"250", b"221"]
    assert len(desk.kept) == 2


@pytest.mark.req("RL-03")
def test_going_down_it_ends_what_it_has_begun_and_takes_nothing_new() -> None:
    begun, go_on = threading.Event(), threading.Event()
    desk = Desk()

    def slow(raw: bytes, mail_from: str, recipients: list[Accepted[str]], peer_ip: str) -> None:
        begun.set()
        assert go_on.wait(20)
        desk.accept(raw, mail_from, recipients, peer_ip)

    intake: Intake[str] = Intake(desk, slow)
    answers: list[object] = []
    with running(intake) as loop, client(intake) as idle:
        idle.ehlo()
        sending = threading.Thread(target=lambda: answers.append(_send(intake)))
        sending.start()
        assert begun.wait(20)
        stopping = asyncio.run_coroutine_threadsafe(intake.stop(), loop)
        while not intake.closing:
            idle.rset()
        assert idle.mail("bo@example.org")[0] == 421
        go_on.set()
        stopping.result(20)
        sending.join(20)
        idle.close()
    assert answers == [{}]
    assert len(desk.kept) == 1


def _send(intake: Intake[str]) -> dict[str, tuple[int, bytes]]:
    with client(intake) as smtp:
        return smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP))


def test_more_recipients_than_the_limit_are_put_off() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept, limits=IntakeLimits(recipients=2))
    with running(intake), client(intake) as smtp:
        smtp.ehlo()
        smtp.mail("ann@example.org")
        codes = [smtp.rcpt(f"h-abc+{KEY[:-1]}{n}@in.example.org")[0] for n in range(3)]
        assert codes == [250, 250, 452]
        assert smtp.data(mail(*TOP))[0] == 250
    assert b"Delivered-To" not in desk.kept[0][0]


def test_an_old_client_and_commands_out_of_order() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept)
    with running(intake), client(intake) as smtp:
        assert smtp.docmd("DATA")[0] == 503
        assert smtp.docmd("EHLO")[0] == 501
        assert smtp.helo("old.example")[0] == 250
        assert smtp.docmd("MAIL", "FROM:<a@x.example> <b@x.example>")[0] == 501
        assert smtp.docmd("MAIL", "FROM:<a@x>x.example>")[0] == 553
        assert smtp.docmd("MAIL", "FROM:<@relay.example:a@x.example>")[0] == 250
        assert smtp.docmd("RCPT", f"TO:{HOSTED}")[0] == 250
        assert smtp.docmd("DATA", "now")[0] == 501
        assert smtp.data(mail(*TOP))[0] == 250
    assert desk.kept[0][1] == "a@x.example"


@pytest.mark.req("RL-03", "RL-06")
@pytest.mark.parametrize(
    ("limits", "command", "code"),
    [
        (IntakeLimits(connections=0), "MAIL FROM:<a@x.example>", 421),
        (IntakeLimits(receiving=0, waiting_seconds=0.01), "DATA", 452),
    ],
)
def test_an_intake_that_is_overrun_asks_to_come_again(limits: IntakeLimits, command: str, code: int) -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept, limits=limits)
    with running(intake), client(intake) as smtp:
        smtp.ehlo()
        if command == "DATA":
            smtp.mail("a@x.example")
            smtp.rcpt(HOSTED)
        assert smtp.docmd(command)[0] == code


@pytest.mark.req("RL-06")
def test_a_sender_that_hangs_up_within_a_mail_leaves_nothing_behind() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept)
    with running(intake):
        half = client(intake)
        half.ehlo()
        half.mail("a@x.example")
        half.rcpt(HOSTED)
        half.docmd("DATA")
        half.send(mail(*TOP))
        half.close()
        with client(intake) as smtp:
            while intake.receiving:
                smtp.rset()
            smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP))
    assert len(desk.kept) == 1


def test_it_serves_until_it_is_asked_to_stop() -> None:
    desk = Desk()

    async def run() -> dict[str, tuple[int, bytes]]:
        stop = asyncio.Event()
        intake = Intake(desk, desk.accept)
        serving = asyncio.create_task(intake.serve("127.0.0.1", 0, stop))
        while not intake.port:  # noqa: ASYNC110 - nothing tells when a socket listens
            await asyncio.sleep(0)
        sent = await asyncio.to_thread(_send, intake)
        stop.set()
        await serving
        return sent

    assert asyncio.run(run()) == {}
    assert len(desk.kept) == 1
