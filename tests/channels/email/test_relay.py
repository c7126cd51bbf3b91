"""Handing over to a relay: every ending is one of three, and an accepted mail is never taken for an unsent one."""

import socket
from pathlib import Path

import pytest

from domain.kernel.refusal import InvalidInput
from infrastructure.channels.email.relay import Outcome, RelayResult, RelaySettings, send
from infrastructure.channels.email.smtp import Intake
from infrastructure.demo.kept import Store
from infrastructure.demo.relay import DemoRelay
from infrastructure.egress import Egress
from tests.channels.email.mails import TOP, mail
from tests.channels.email.smtp_support import certificate, running, scripted
from tests.channels.email.test_smtp import HOSTED, Desk

RAW = mail(*TOP, "Message-ID: <m@shop.example>", body="one\r\n.two\r\n.\r\nthree")
OK, HELLO = b"250 OK", b"250 relay"
START = [b"220 relay", HELLO, OK, OK]


def through(
    answers: list[bytes], recipients: tuple[str, ...] = ("ann@example.org",)
) -> tuple[RelayResult, list[bytes]]:
    with scripted(answers) as (port, heard):
        settings = RelaySettings("127.0.0.1", port, security="none", timeout=10)
        result = send(settings, RAW, "help@shop.example", recipients, hostname="in.example.org")
    return result, heard


@pytest.mark.req("EML-04", "EML-19")
def test_an_accepted_mail_arrives_as_it_is(tmp_path: Path) -> None:
    with DemoRelay(Store(tmp_path)) as relay:
        settings = RelaySettings.from_url(f"smtp://127.0.0.1:{relay.port}")
        result = send(settings, RAW, "help@shop.example", ["ann@example.org", "bo@example.org"])
        (kept,) = relay.store.newest()
        assert (result.outcome, result.code, result.refused) == (Outcome.ACCEPTED, 250, {})
        assert relay.store.raw(kept.key) == RAW + b"\r\n"
        assert (kept.mail_from, kept.recipients) == (
            "help@shop.example",
            ["ann@example.org", "bo@example.org"],
        )


@pytest.mark.req("EML-19")
@pytest.mark.parametrize(
    ("answers", "outcome", "code", "uncertain"),
    [
        ([*START, b"354 go", b"250 queued as 12", b"221 bye"], Outcome.ACCEPTED, 250, False),
        ([*START, b"354 go", b"250 queued", b"500 what?"], Outcome.ACCEPTED, 250, False),
        ([*START, b"354 go", b"250 queued", b""], Outcome.ACCEPTED, 250, False),
        ([*START, b"354 go", b"452 full", b"221 bye"], Outcome.TEMPORARY, 452, False),
        ([*START, b"354 go", b"554 spam", b"221 bye"], Outcome.PERMANENT, 554, False),
        ([*START, b"354 go", b""], Outcome.TEMPORARY, 0, True),
        ([*START, b"451 later", b"221 bye"], Outcome.TEMPORARY, 451, False),
        ([*START, b""], Outcome.TEMPORARY, 0, False),
        ([b"220 relay", HELLO, OK, b"550 no such user", b"221 bye"], Outcome.PERMANENT, 550, False),
        ([b"220 relay", HELLO, OK, b"450 grey", b"221 bye"], Outcome.TEMPORARY, 450, False),
        ([b"220 relay", HELLO, b"553 not you", b"221 bye"], Outcome.PERMANENT, 553, False),
        ([b"421 busy", b"221 bye"], Outcome.TEMPORARY, 421, False),
        ([b""], Outcome.TEMPORARY, 0, False),
    ],
)
def test_how_it_ends(answers: list[bytes], outcome: Outcome, code: int, uncertain: bool) -> None:
    result, _ = through(answers)
    assert (result.outcome, result.code, result.uncertain) == (outcome, code, uncertain)


@pytest.mark.req("SE-04")
@pytest.mark.parametrize(
    "banner",
    [
        b"-ERR unknown command `EHLO`",
        b"SSH-2.0-OpenSSH_9 internal-db",
        b"HTTP/1.1 400 internal-db",
        b"554 internal-db",
    ],
)
def test_what_answers_there_that_is_no_relay_is_not_read_to_anybody(banner: bytes) -> None:
    result, _ = through([banner, b"221 bye"])
    assert result.outcome is Outcome.TEMPORARY
    assert "internal" not in result.response
    assert "unknown" not in result.response


@pytest.mark.req("SE-04")
def test_a_closed_host_is_not_called_and_the_reason_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings = RelaySettings("localhost", listener.getsockname()[1], security="none", timeout=5)
        result = send(settings, RAW, "a@x.example", ["b@x.example"], connect=Egress().connect_mail)
        listener.setblocking(False)  # noqa: FBT003 - the socket's own signature
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert result.outcome is Outcome.TEMPORARY
    assert "POSTROOM_EGRESS_ALLOW" in result.response


@pytest.mark.req("SE-04")
def test_a_relay_s_words_have_no_control_characters() -> None:
    result, _ = through([b"220 relay", HELLO, OK, b"550 \x1b[2Jno\xe2\x80\xae such\x00 user", b"221 bye"])
    assert result.response == "[2Jno such user"


@pytest.mark.req("EML-19")
def test_recipients_refused_among_others_are_named_for_a_while_or_for_good() -> None:
    answers = [*START, b"550 no", b"450 grey", b"354 go", b"250 queued", b"221 bye"]
    result, heard = through(answers, ("ann@example.org", "gone@example.org", "busy@example.org"))
    assert result.outcome is Outcome.ACCEPTED
    assert result.refused == {"gone@example.org": Outcome.PERMANENT, "busy@example.org": Outcome.TEMPORARY}
    assert "example.org" not in repr(result)
    assert b"..two\r\n" in heard
    assert heard.count(b".\r\n") == 1


@pytest.mark.req("SE-06")
def test_the_relay_s_words_are_kept_without_addresses() -> None:
    result, _ = through([b"220 relay", HELLO, OK, b"550 <ann@example.org> unknown to us", b"221 bye"])
    assert result.response == "(address) unknown to us"


@pytest.mark.req("EML-19")
def test_nobody_there_is_temporary() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    result = send(
        RelaySettings("127.0.0.1", port, security="none", timeout=5), RAW, "a@x.example", ["b@x.example"]
    )
    assert result.outcome is Outcome.TEMPORARY


@pytest.mark.req("EML-19")
def test_an_address_in_utf_8_needs_a_relay_that_can() -> None:
    result, _ = through([b"220 relay", HELLO, b"221 bye"], ("zoë@x.example",))
    assert (result.outcome, result.code) == (Outcome.PERMANENT, 550)


@pytest.mark.req("EML-04")
@pytest.mark.parametrize("trusted", [True, False])
def test_over_tls_only_to_a_relay_that_proves_its_name(tmp_path: Path, trusted: bool) -> None:
    server, trusting = certificate(tmp_path)
    desk = Desk()
    intake = Intake(desk, desk.accept, tls=server)
    with running(intake):
        settings = RelaySettings("localhost", intake.port, security="starttls", timeout=10)
        result = send(settings, RAW, "help@shop.example", [HOSTED], tls=trusting if trusted else None)
    assert (result.outcome is Outcome.ACCEPTED) is trusted
    assert len(desk.kept) == trusted


@pytest.mark.req("EML-04")
def test_a_relay_without_the_tls_that_is_required_gets_no_password() -> None:
    with scripted([b"220 relay", HELLO, b"221 bye"]) as (port, heard):
        result = send(
            RelaySettings("127.0.0.1", port, "user", "secret", "starttls", 10),
            RAW,
            "a@x.example",
            ["b@x.example"],
        )
    assert result.outcome is Outcome.TEMPORARY
    assert not any(line.startswith(b"AUTH") for line in heard)


@pytest.mark.req("EML-04", "SE-06")
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://127.0.0.1:2526", ("127.0.0.1", 2526, "", "", "offered")),
        ("smtp://mail.example", ("mail.example", 25, "", "", "offered")),
        ("smtp://u%40x:p%3Aw@mail.example", ("mail.example", 587, "u@x", "p:w", "starttls")),
        ("smtps://u:p@mail.example", ("mail.example", 465, "u", "p", "tls")),
        ("smtp://u:p@[::1]:25?security=none", ("::1", 25, "u", "p", "none")),
    ],
)
def test_settings_from_a_url(url: str, expected: tuple[str, int, str, str, str]) -> None:
    read = RelaySettings.from_url(url)
    assert (read.host, read.port, read.username, read.password, read.security) == expected
    assert not read.password or repr(read.password) not in repr(read)


@pytest.mark.parametrize(
    "url", ["", "mail.example:25", "http://x", "smtp://", "smtp://x:99999", "smtp://x?security=maybe"]
)
def test_a_url_that_is_none_is_refused_in_words(url: str) -> None:
    with pytest.raises(InvalidInput, match="relay"):
        RelaySettings.from_url(url)


@pytest.mark.req("SE-06", "PRV-08", "CNV-06")
def test_what_a_relay_says_is_kept_without_the_name_in_the_address() -> None:
    answers = [b"220 relay", HELLO, OK, b"550 5.1.1 User Ann unknown, ann@example.org cannot be written to"]
    result, _ = through(answers)
    assert result.response == "5.1.1 User (address) unknown, (address) cannot be written to"
