"""Fetching URLs of strangers: no hop leaves the check, no answer outgrows its limits."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import requests

from infrastructure.egress import Egress, networks
from infrastructure.fetching import FetchLimits, GuardedSession, RequestRefused
from tests.channels.email.smtp_support import certificate
from tests.support.web import say, site

OURS = Egress(networks("127.0.0.2/32"))
QUICK = FetchLimits(seconds=0.3, size=10_000)


@pytest.mark.req("SE-04")
def test_a_closed_host_is_not_called() -> None:
    with site(lambda request: say(request, 200)) as inside, pytest.raises(RequestRefused, match="closed"):
        GuardedSession(Egress()).get(inside.url)
    assert inside.asked == []


@pytest.mark.req("SE-04")
def test_an_open_host_answers_and_the_answer_is_read() -> None:
    with site(lambda request: say(request, 200, b'{"a": 1}'), "127.0.0.2") as open_site:
        answer = GuardedSession(OURS).post(open_site.url + "/token", data={"code": "x"})
    assert answer.json() == {"a": 1}
    assert [(method, path) for method, path, _ in open_site.asked] == [("POST", "/token")]


@pytest.mark.req("SE-04")
def test_a_redirect_is_judged_like_the_first_url() -> None:
    with site(lambda request: say(request, 200)) as inside:

        def away(request: BaseHTTPRequestHandler) -> None:
            say(request, 302, Location=inside.url + "/latest/meta-data")

        with site(away, "127.0.0.2") as open_site, pytest.raises(RequestRefused):
            GuardedSession(OURS).get(open_site.url)
    assert (len(open_site.asked), inside.asked) == (1, [])


@pytest.mark.req("SE-04")
@pytest.mark.parametrize("scheme", ["file", "ftp", "gopher", "data", "unix"])
def test_only_http_and_https(scheme: str) -> None:
    with pytest.raises(requests.RequestException):
        GuardedSession(OURS).get(f"{scheme}://127.0.0.2/etc/passwd")

    def elsewhere(request: BaseHTTPRequestHandler) -> None:
        say(request, 302, Location=f"{scheme}:///etc/passwd")

    with site(elsewhere, "127.0.0.2") as open_site, pytest.raises(requests.RequestException):
        GuardedSession(OURS).get(open_site.url)


@pytest.mark.req("SE-04")
def test_redirects_come_to_an_end_and_a_body_is_handed_to_nobody_else() -> None:
    with site(lambda request: say(request, 307, Location="/again"), "127.0.0.2") as round_site:
        with pytest.raises(requests.TooManyRedirects):
            GuardedSession(OURS).get(round_site.url)
        assert len(round_site.asked) == 4
        assert GuardedSession(OURS).post(round_site.url, data="secret").status_code == 307
        assert len(round_site.asked) == 5


@pytest.mark.req("SE-04")
def test_from_https_nothing_leads_to_http(tmp_path: Path) -> None:
    server, _ = certificate(tmp_path)
    with site(lambda request: say(request, 200, b"plain")) as plain:

        def down(request: BaseHTTPRequestHandler) -> None:
            say(request, 302, Location=plain.url)

        with site(down, "127.0.0.1", tls=server) as secure:
            session = GuardedSession(Egress(networks("127.0.0.0/8 ::1")))
            with pytest.raises(requests.exceptions.SSLError):
                session.get(f"https://localhost:{secure.port}", verify=False)
            with pytest.raises(RequestRefused, match="https to http"):
                session.get(f"https://localhost:{secure.port}", verify=str(tmp_path / "cert.pem"))
    assert plain.asked == []


@pytest.mark.req("SE-04")
@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_that_is_too_large_is_not_read(packed: bool) -> None:
    large = b"x" * 5_000_000
    sent = gzip.compress(large) if packed else large

    def answer(request: BaseHTTPRequestHandler) -> None:
        say(request, 200, sent, **({"Content_Encoding": "gzip"} if packed else {}))

    with site(answer, "127.0.0.2") as open_site, pytest.raises(RequestRefused, match="larger"):
        GuardedSession(OURS, FetchLimits(size=1_000_000)).get(open_site.url)


@pytest.mark.req("SE-04")
@pytest.mark.parametrize("where", ["head", "body", "unmeasured"])
def test_an_answer_that_trickles_is_cut(where: str) -> None:
    end = threading.Event()

    def trickle(request: BaseHTTPRequestHandler) -> None:
        if where != "head":
            request.wfile.write(b"HTTP/1.1 200 OK\r\n")
            request.wfile.write(
                b"Content-Length: 9999\r\n\r\n" if where == "body" else b"Connection: close\r\n\r\n"
            )
        while not end.wait(0.02):
            request.wfile.write(b"X" if where != "head" else b"X-A: b\r\n"[:1])

    with site(trickle, "127.0.0.2") as open_site:
        began = time.monotonic()
        with pytest.raises(RequestRefused, match="too long"):
            GuardedSession(OURS, QUICK).get(open_site.url)
        assert time.monotonic() - began < 5
        end.set()


@pytest.mark.req("SE-04")
def test_proxies_and_logins_of_the_environment_are_ignored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.2 login ann password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with site(lambda request: say(request, 200), "127.0.0.3") as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        with site(lambda request: say(request, 204), "127.0.0.2") as open_site:
            assert GuardedSession(OURS).get(open_site.url).status_code == 204
            with pytest.raises(RequestRefused):
                GuardedSession(OURS).get(open_site.url, proxies={"http": proxy.url})
    assert proxy.asked == []
    assert "Authorization" not in open_site.asked[0][2]
