"""Behind a proxy: the client is who the proxies of ours say, and Host is one of our names."""

from typing import Any

import pytest
from flask import Flask, request

from api.behind import Behind, counted_as
from infrastructure.egress import networks
from infrastructure.settings import Settings
from infrastructure.wsgi import fronted

PROXIES = networks("10.0.0.0/8, fd00::/8")
NAME = "inbox.example.com"


def seen(peer: str, **headers: str) -> dict[str, str]:
    """Return what an application sees of a request from `peer`."""
    app = Flask("seen")

    @app.get("/")
    def see() -> dict[str, Any]:
        forwarded = [name for name in request.headers.keys() if "forward" in name.lower()]  # noqa: SIM118 - no dict
        return {"client": request.remote_addr, "url": request.url, "forwarded": ", ".join(forwarded)}

    fronted(
        app, Settings(base_url=f"https://{NAME}", trusted_proxies="10.0.0.0/8, fd00::/8", hosts="b.example")
    )
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = app.test_client().get("/", headers={"Host": NAME, **named}, environ_base={"REMOTE_ADDR": peer})
    return {**(answer.get_json() or {}), "status": str(answer.status_code)}


@pytest.mark.req("SE-05", "SE-04")
@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.4", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.4", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.4", "1.1.1.1, 198.51.100.1, 10.0.0.5", "198.51.100.1"),
        ("10.0.0.4", "127.0.0.1, 10.0.0.5", "127.0.0.1"),
        ("10.0.0.4", "10.0.0.6", "10.0.0.6"),
        ("10.0.0.4", "", "10.0.0.4"),
        ("10.0.0.4", "1.1.1.1, evil", "10.0.0.4"),
        ("10.0.0.4", "1.1.1.1, evil, 10.0.0.5", "10.0.0.5"),
        ("fd00::1", "2001:db8::7", "2001:db8::7"),
        ("::ffff:10.0.0.4", "198.51.100.1", "198.51.100.1"),
        ("::ffff:203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ],
)
def test_the_client_is_the_last_that_is_no_proxy_of_ours(peer: str, forwarded: str, client: str) -> None:
    told = seen(peer, X_Forwarded_For=forwarded)
    assert told["client"] == client
    assert told["forwarded"] == ""


@pytest.mark.req("SE-05")
def test_scheme_and_host_are_believed_from_a_proxy_only() -> None:
    said = {"X_Forwarded_Proto": "http, https", "X_Forwarded_Host": "evil.example, b.example"}
    assert seen("10.0.0.4", **said)["url"] == "https://b.example/"
    assert seen("203.0.113.9", **said)["url"] == f"http://{NAME}/"
    assert seen("10.0.0.4", X_Forwarded_Proto="file")["url"] == f"http://{NAME}/"


@pytest.mark.req("SE-05", "SE-04")
@pytest.mark.parametrize(
    ("host", "status"),
    [
        (NAME, "200"), (f"{NAME}:443", "200"), (NAME.upper() + ".", "200"), ("b.example", "200"),
        ("localhost:8000", "200"), ("127.0.0.1:8000", "200"), ("[::1]:8000", "200"), ("192.168.1.5", "200"),
        ("evil.example", "421"), (f"{NAME}.evil.example", "421"), (f"evil{NAME}", "421"), ("evil.example:80", "421"),
        (f"evil.example/{NAME}", "421"), (f"{NAME}@evil.example", "421"), ("", "421"), ("127.0.0.1.evil.example", "421"),
    ],
)  # fmt: skip
def test_only_names_of_ours_are_served(host: str, status: str) -> None:
    assert seen("203.0.113.9", Host=host)["status"] == status
    if status == "421":
        assert seen("10.0.0.4", X_Forwarded_Host=host or "evil.example")["status"] == status


def test_probes_come_by_any_name_and_a_wrong_name_is_told_the_way_out() -> None:
    served = Behind(lambda _environ, start: [start("200 OK", []) or b"fine"], (), {NAME})
    told: list[str] = []
    environ = {"PATH_INFO": "/health", "HTTP_HOST": "pod-17", "REMOTE_ADDR": ""}
    assert served(environ, lambda status, _headers: told.append(status)) == [b"fine"]
    answer = b"".join(served({**environ, "PATH_INFO": "/"}, lambda status, _headers: told.append(status)))
    assert told == ["200 OK", "421 Misdirected Request"]
    assert b"POSTROOM_HOSTS" in answer


@pytest.mark.req("SE-05")
def test_clients_are_counted_by_address_or_half_of_a_long_one() -> None:
    assert (
        counted_as("2001:db8:1:2:3:4:5:6") == counted_as("2001:db8:1:2::9") != counted_as("2001:db8:1:3::9")
    )
    assert counted_as("::ffff:192.0.2.1") == counted_as("192.0.2.1") != counted_as("192.0.2.2")
    assert counted_as("fe80::1%eth0") == counted_as("fe80::2%eth1")
    assert counted_as("somewhere") == "somewhere"
