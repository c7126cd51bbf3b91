# ruff: noqa: S104 - closed addresses are named, not bound
"""Where connections may go: judged by address, of a name resolved once."""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.bootstrap import egress_of
from infrastructure.egress import MAIL_PORTS, WEB_PORTS, Egress, EgressRefused, is_public, networks, within
from infrastructure.settings import Settings

CLOSED = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::", "3fff::1",
    "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
]  # fmt: skip
OPEN = [
    "1.1.1.1", "9.9.9.9", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.1.1", "223.255.255.1",
    "::ffff:1.1.1.1", "64:ff9b::101:101", "2606:4700::1111", "2a00:1450:4001::1",
]  # fmt: skip
Answers = Callable[..., list[Any]]


def named(*answers: list[str]) -> tuple[Answers, list[str]]:
    """Return a resolver that answers names in turn, the last for ever, and what it was asked."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        if host.endswith(".example"):
            addresses = answers[min(len(asked), len(answers) - 1)]
            asked.append(host)
            return [entry for address in addresses for entry in real(address, port, *rest, **more)]
        return real(host, port, *rest, **more)

    return resolve, asked


@pytest.mark.req("SE-04")
@pytest.mark.parametrize("address", CLOSED)
def test_addresses_that_are_not_of_the_internet_are_closed(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(EgressRefused, match="POSTROOM_EGRESS_ALLOW"):
        Egress().check(address, 443, WEB_PORTS)


@pytest.mark.req("SE-04")
@pytest.mark.parametrize("address", OPEN)
def test_addresses_of_the_internet_are_open_on_known_ports(address: str) -> None:
    assert is_public(address)
    Egress().check(address, 443, WEB_PORTS)
    with pytest.raises(EgressRefused, match="Port 6379"):
        Egress().check(address, 6379, WEB_PORTS)
    with pytest.raises(EgressRefused, match="25, 465, 587, 2525"):
        Egress().check(address, 443, MAIL_PORTS)


@pytest.mark.req("SE-04")
@given(st.ip_addresses(v=4))
def test_no_dress_of_an_ipv4_address_opens_it(address: Any) -> None:
    dresses = [f"::ffff:{address}", f"64:ff9b::{address}"]
    assert {is_public(dress) for dress in dresses} == {is_public(str(address))}
    assert not is_public(f"::{address}")
    assert not is_public(f"2002:{int(address) >> 16:x}:{int(address) & 0xFFFF:x}::1")


@pytest.mark.req("SE-04")
@pytest.mark.parametrize(
    "host",
    ["localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "::1", "::ffff:7f00:1"],
)
def test_however_this_machine_is_written_it_is_closed(host: str) -> None:
    with pytest.raises(EgressRefused):
        Egress().connect(host, 80, WEB_PORTS, 1)


@pytest.mark.req("SE-04")
def test_a_name_with_one_closed_address_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve, _ = named(["1.1.1.1", "10.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(EgressRefused):
        Egress().check("mixed.example", 443, WEB_PORTS)


@pytest.mark.req("SE-04")
def test_the_address_that_was_judged_is_the_one_that_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve, asked = named(["127.0.0.2"], ["127.0.0.3"])
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with socket.create_server(("127.0.0.2", 0)) as listener:
        port = listener.getsockname()[1]
        with Egress(networks("127.0.0.2/32")).connect("rebinding.example", port, WEB_PORTS, 5) as made:
            assert made.getpeername()[0] == "127.0.0.2"
    assert asked == ["rebinding.example"]


@pytest.mark.req("SE-04")
def test_who_does_not_answer_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve, _ = named(["127.0.0.3", "127.0.0.2"])
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    ours = Egress(networks("127.0.0.0/8 ::1"))
    with socket.create_server(("127.0.0.2", 0)) as listener:
        port = listener.getsockname()[1]
        with ours.connect("two.example", port, WEB_PORTS, 5) as made:
            assert made.getpeername()[0] == "127.0.0.2"
    with pytest.raises(OSError, match="refused"):
        ours.connect("two.example", port, WEB_PORTS, 5)


@pytest.mark.parametrize("host", ["nobody.invalid", "a" * 300, "a..b", "nul\0.example"])
def test_a_name_that_nobody_knows_may_be_set_and_cannot_be_called(host: str) -> None:
    Egress().check(host, 443, WEB_PORTS)
    with pytest.raises(OSError, match=r".") as failed:
        Egress().connect(host, 443, WEB_PORTS, 1)
    assert host not in str(failed.value)


def test_networks_are_read_and_asked() -> None:
    ours = networks("10.1.0.0/16, ::1 fd00::/8")
    assert [within(one, ours) for one in ("10.1.2.3", "::ffff:10.1.2.3", "10.2.0.1", "::1", "fd12::1")] == [
        True, True, False, True, True,
    ]  # fmt: skip
    assert not within("unix", ours)
    assert networks("") == ()
    for wrong in ("10.0.0.1/8", "ten", "10.0.0.0/33"):
        with pytest.raises(ValueError, match="CIDR"):
            networks(wrong)


@pytest.mark.req("SE-04", "EML-04")
def test_the_operator_s_own_relay_is_open_and_what_stands_beside_it_is_not() -> None:
    ours = egress_of(Settings(relay_url="smtp://127.0.0.1:1025", egress_allow="127.0.0.9/32"))
    assert ours.mail_refusal("127.0.0.1", 1025) == ""
    assert ours.mail_refusal("127.0.0.9", 7) == ""
    assert "closed" in ours.mail_refusal("127.0.0.1", 1026)
    assert "closed" in ours.mail_refusal("localhost", 1025)
    assert "closed" in egress_of(Settings()).mail_refusal("127.0.0.1", 25)
