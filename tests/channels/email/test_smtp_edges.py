"""The door against those who push, trickle and smuggle; and its TLS."""

import asyncio
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509

from infrastructure.certificates import Certificate
from infrastructure.channels.email.parse import parse
from infrastructure.channels.email.smtp import Intake
from infrastructure.channels.email.smtp_contract import IntakeLimits
from infrastructure.channels.email.smtp_sharing import Room, Shares
from infrastructure.egress import networks
from tests.channels.email.mails import TOP, mail
from tests.channels.email.smtp_support import certificate, running
from tests.channels.email.test_smtp import HOSTED, Desk, client

LOOPBACK = networks("127.0.0.0/8")


def begun(intake: Intake[str], source: str = "127.0.0.1") -> smtplib.SMTP:
    """Return a client that has said DATA."""
    smtp = smtplib.SMTP("127.0.0.1", intake.port, "client.example", timeout=20, source_address=(source, 0))
    smtp.ehlo()
    smtp.mail("a@x.example")
    smtp.rcpt(HOSTED)
    assert smtp.docmd("DATA")[0] == 354
    return smtp


@pytest.mark.req("SE-04", "RL-06")
@pytest.mark.parametrize("left", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("right", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("first", [True, False])
def test_a_second_mail_cannot_be_smuggled_in(left: str, right: str, first: bool) -> None:
    if (left, right) == ("\r\n", "\r\n"):
        return
    desk = Desk()
    intake = Intake(desk, desk.accept)
    before = "" if first and left == "\r\n" else f"From: a@x.example\r\n\r\none{left}"
    smuggled = f"{before}.{right}MAIL FROM:<evil@x.example>{right}RCPT TO:<{HOSTED}>\r\n.\r\n"
    with running(intake), begun(intake) as smtp:
        smtp.send(smuggled.encode())
        assert smtp.getreply()[0] == 550
        assert smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP)) == {}
    assert [mail_from for _, mail_from, _, _ in desk.kept] == ["ann@example.org"]


@pytest.mark.req("SE-04", "RL-06")
def test_honest_dots_bare_line_feeds_and_nul_bytes_in_a_mail_are_kept() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept)
    body = b"one\ntwo\rthree\0four\r\n..five\r\n...\r\n.\n.six\r\nend"
    with running(intake), begun(intake) as smtp:
        smtp.send(b"From: a@x.example\r\n\r\n" + body.replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n")
        assert smtp.getreply()[0] == 250
    assert desk.kept[0][0].endswith(body + b"\r\n")
    assert "\0" not in parse(desk.kept[0][0]).text


@pytest.mark.req("SE-04")
@pytest.mark.parametrize(
    "line",
    [
        b"MAIL FROM:<a@x.example>\n",
        b"NOOP\rMAIL FROM:<a@x.example>\r\n",
        b"NOOP a\0b\r\n",
        b"\0\r\n",
        b"NOOP\r\r\n",
    ],
)
def test_a_command_that_could_be_read_as_two_ends_the_connection(line: bytes) -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept)
    with running(intake), socket.create_connection(("127.0.0.1", intake.port), 20) as connection:
        connection.sendall(b"EHLO c\r\n" + line + b"QUIT\r\n")
        answers = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert answers.endswith(b"521 5.5.2 Lines end in CR LF and hold no other CR, LF or NUL\r\n")


@pytest.mark.req("RL-06")
@pytest.mark.parametrize(
    ("limits", "pause"),
    [
        (IntakeLimits(data_seconds=0.3, lowest_rate=1), 0.01),
        (IntakeLimits(grace_seconds=0.2, lowest_rate=10_000), 0.01),
        (IntakeLimits(grace_seconds=0.1), 30),
    ],
)
def test_who_trickles_loses_the_place(limits: IntakeLimits, pause: float) -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept, limits=limits)
    with running(intake), begun(intake) as smtp:
        assert smtp.sock is not None
        began = time.monotonic()
        smtp.sock.settimeout(pause)
        answer = b""
        while not answer:
            try:
                answer = smtp.sock.recv(1_000)
            except TimeoutError:
                smtp.send(b"x")
        assert answer.startswith(b"421 4.4.2")
        assert time.monotonic() - began < 15
        while intake.receiving:
            time.sleep(0)  # another thread's loop has to come to it
        smtp.close()
    assert desk.kept == []


@pytest.mark.req("RL-06")
def test_who_sends_at_a_steady_rate_is_let_finish() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept, limits=IntakeLimits(grace_seconds=5, lowest_rate=1_000))
    with running(intake), begun(intake) as smtp:
        smtp.send(mail(*TOP, body="x" * 200_000) + b"\r\n.\r\n")
        assert smtp.getreply()[0] == 250
    assert len(desk.kept) == 1


@pytest.mark.req("RL-06")
@pytest.mark.parametrize("ours", [False, True])
def test_one_network_cannot_take_all_connections(ours: bool) -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept, limits=IntakeLimits(of_one_network=2), ours=LOOPBACK if ours else ())
    with running(intake), client(intake) as first, client(intake):
        if ours:
            client(intake).close()
        else:
            with pytest.raises(smtplib.SMTPConnectError) as refused:
                client(intake)
            assert refused.value.smtp_code == 421
            other = smtplib.SMTP("127.0.0.1", intake.port, timeout=20, source_address=("127.0.0.2", 0))
            other.close()
        first.sendmail("ann@example.org", [HOSTED], mail(*TOP))
    assert len(desk.kept) == 1


@pytest.mark.req("RL-06")
def test_one_network_cannot_take_all_places_for_mails() -> None:
    desk = Desk()
    limits = IntakeLimits(receiving=3, receiving_of_one=2, waiting_seconds=0.2)
    intake = Intake(desk, desk.accept, limits=limits)
    with running(intake):
        greedy = [begun(intake) for _ in range(2)]
        third = client(intake)
        third.ehlo()
        third.mail("a@x.example")
        third.rcpt(HOSTED)
        assert third.docmd("DATA") == (452, b"4.3.1 Too much mail at once, try again later")
        with begun(intake, "127.0.0.2") as neighbour:
            neighbour.send(mail(*TOP) + b"\r\n.\r\n")
            assert neighbour.getreply()[0] == 250
        for smtp in [*greedy, third]:
            smtp.close()
    assert len(desk.kept) == 1


@pytest.mark.req("RL-06")
@pytest.mark.parametrize("ours", [False, True])
def test_one_network_sends_so_many_mails_a_minute(ours: bool) -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept, limits=IntakeLimits(mails_per_minute=2), ours=LOOPBACK if ours else ())
    with running(intake), client(intake) as smtp:
        for _ in range(2):
            smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP))
        if ours:
            smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP))
            return
        with pytest.raises(smtplib.SMTPDataError) as refused:
            smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP))
        assert refused.value.smtp_code == 452
        assert b"4.7.1" in refused.value.smtp_error


@pytest.mark.req("RL-06")
def test_a_header_larger_than_the_limit_is_refused_and_a_long_body_is_not() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept, limits=IntakeLimits(header=5_000))
    with running(intake), client(intake) as smtp:
        for head in ([f"X-{n}: y" for n in range(1_000)], ["X: " + "y" * 6_000]):
            with pytest.raises(smtplib.SMTPDataError) as refused:
                smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP, *head))
            assert refused.value.smtp_code == 552
        smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP, body="y" * 200_000))
    assert len(desk.kept) == 1


def test_mail_servers_of_ours_are_known_by_their_network() -> None:
    shares = Shares(IntakeLimits(mails_per_minute=1), networks("2001:db8::/32"))
    assert shares.is_ours("2001:db8::1")
    assert [shares.too_many_mails(f"2001:db9:0:{n}::{n}") for n in (1, 2)] == [False, False]
    assert [shares.too_many_mails(f"2001:db9::{n}") for n in (1, 2)] == [False, True]


def test_places_go_to_who_may_have_them_in_order_of_coming() -> None:
    async def run() -> list[str]:
        room, came = Room(2, 1), []

        async def guest(network: str, ours: bool = False) -> None:
            await room.enter(network, ours=ours)
            came.append(network)

        await guest("a")
        waiting = [asyncio.create_task(guest(name)) for name in ("a", "b", "c", "a")]
        await asyncio.sleep(0)
        assert came == ["a", "b"]
        waiting[0].cancel()
        await asyncio.sleep(0)
        room.leave("b")
        await asyncio.sleep(0)
        assert came == ["a", "b", "c"]
        room.leave("a")
        await asyncio.gather(*waiting[1:])
        room.leave("c")
        await guest("a", ours=True)
        gone = asyncio.create_task(guest("d"))
        await asyncio.sleep(0)
        room.leave("a")
        gone.cancel()  # called and gone in the same moment: the place must not be lost
        await asyncio.sleep(0)
        await guest("e")
        return came

    assert asyncio.run(asyncio.wait_for(run(), 10)) == ["a", "b", "c", "a", "a", "e"]


def serial_of(intake: Intake[str], trusting: Callable[[], ssl.SSLContext]) -> int:
    """Return the serial number of the certificate that the door shows."""
    with smtplib.SMTP("localhost", intake.port, "client.example", timeout=20) as smtp:
        smtp.starttls(context=trusting())
        assert isinstance(smtp.sock, ssl.SSLSocket)
        shown = smtp.sock.getpeercert(binary_form=True)
        assert shown is not None
        smtp.sendmail("ann@example.org", [HOSTED], mail(*TOP))
        assert not smtp.has_extn("auth")
        assert not smtp.has_extn("starttls")
    return x509.load_der_x509_certificate(shown).serial_number


@pytest.mark.req("EML-04", "SE-06")
def test_starttls_with_the_certificate_there_is_now(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    certificate(tmp_path, serial=1)
    kept = Certificate(tmp_path / "cert.pem", tmp_path / "key.pem")
    desk = Desk()
    intake = Intake(desk, desk.accept, tls=kept.context, renew_tls=kept.renew)

    def trusting() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))

    with running(intake):
        assert serial_of(intake, trusting) == 1
        certificate(tmp_path, serial=2)
        assert serial_of(intake, trusting) == 2
        whole = (tmp_path / "cert.pem").read_bytes()
        (tmp_path / "cert.pem").write_bytes(whole[:100])
        known = tmp_path / "whole.pem"
        known.write_bytes(whole)
        assert serial_of(intake, lambda: ssl.create_default_context(cafile=str(known))) == 2
    assert "the former stays in use" in caplog.text
    assert all(b"with ESMTPS id" in raw for raw, _, _, _ in desk.kept)
    for broken in (tmp_path / "nothing.pem", tmp_path / "cert.pem"):
        with pytest.raises(OSError):  # noqa: PT011 - the system's words differ
            Certificate(broken)


@pytest.mark.req("SE-04")
def test_what_was_said_before_tls_does_not_count_after_it(tmp_path: Path) -> None:
    server, trusting = certificate(tmp_path)
    desk = Desk()
    intake = Intake(desk, desk.accept, tls=server)
    with running(intake), socket.create_connection(("127.0.0.1", intake.port), 20) as plain:
        plain.recv(1_000)
        plain.sendall(b"EHLO c\r\n")
        plain.recv(1_000)
        plain.sendall(b"STARTTLS\r\nMAIL FROM:<evil@x.example>\r\n")
        assert plain.recv(1_000).startswith(b"220")
        with trusting.wrap_socket(plain, server_hostname="localhost") as secure:
            secure.sendall(b"RCPT TO:<h-abc@in.example.org>\r\n")
            assert secure.recv(1_000).startswith(b"503")


@pytest.mark.req("RL-06")
def test_a_command_that_never_ends_is_not_kept() -> None:
    desk = Desk()
    intake = Intake(desk, desk.accept)
    with running(intake), socket.create_connection(("127.0.0.1", intake.port), 20) as connection:
        connection.recv(1_000)
        connection.sendall(b"NOOP " + b"x" * 1_000_000 + b"\r\nNOOP\r\n")
        answers = b""
        while answers.count(b"\r\n") < 2:
            answers += connection.recv(1_000)
    assert answers.split(b"\r\n")[0].startswith(b"500")
    assert answers.split(b"\r\n")[1].startswith(b"250")
