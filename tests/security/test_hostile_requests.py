"""What no document describes: bytes that are no JSON, abused headers, other methods, crooked addresses (SE-02)."""

import gzip
import json
import re
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import Client as Sender
from werkzeug.test import TestResponse

from tests.security.accounts import Account
from tests.security.described import METHODS, Described, operations
from tests.support.api import Served

ALL = [
    one for one in operations() if "text/event-stream" not in one.responses.get("200", {}).get("content", {})
]
WRITES = [one for one in ALL if one.body is not None]
DEEP = 100_000
JSON = "application/json"
BODIES: dict[str, bytes] = {
    "nothing": b"", "no json": b"{", "random": bytes(range(256)), "no utf-8": b'{"name": "\xff\xfe"}',
    "utf-16": '{"name": "x"}'.encode("utf-16"), "a byte order mark": b'\xef\xbb\xbf{"name": "x"}',
    "a nul": b'{"name": "a\\u0000b"}', "a bare nul": b'{"name": "a\0b"}', "half a character": b'{"name": "\\ud800"}',
    "deep lists": b"[" * DEEP + b"]" * DEEP, "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "a huge number": b'{"number": 1' + b"0" * 5000 + b"}", "a huge exponent": b'{"number": 1e400}',
    "not a number": b'{"number": NaN}', "infinity": b'{"number": -Infinity}', "twice": b'{"name": "a", "name": "b"}',
    "a list": b"[]", "a text": b'"x"', "null": b"null", "many keys": json.dumps(dict.fromkeys(map(str, range(5000)))).encode(),
    "a long text": json.dumps({"name": "x" * 200_000}).encode(), "a prototype": b'{"__proto__": {"admin": true}, "__class__": 1}',
}  # fmt: skip
TYPES = (
    "",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "a/b/c",
)
HEADERS: dict[str, dict[str, str]] = {
    "a long one": {"X-Long": "x" * 60_000}, "another method": {"X-HTTP-Method-Override": "DELETE"},
    "another host": {"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    "another address": {"X-Original-URL": "/api/v1/users", "X-Rewrite-URL": "/api/v1/users"},
    "a forged peer": {"X-Forwarded-For": "127.0.0.1, 10.0.0.1", "Forwarded": "for=127.0.0.1"},
    "a range": {"Range": "bytes=0-0,0-1,1-99999999999"}, "a strange accept": {"Accept": "\xff;q=x,,", "Accept-Language": "\xff"},
    "a strange version": {"If-Match": '"' + "9" * 400 + '"'}, "many versions": {"If-Match": 'W/"1", "2", *'},
    "a strange etag": {"If-None-Match": '"\xff'}, "a negative position": {"Postroom-Position": "-1"},
    "a position of other digits": {"Postroom-Position": "\xb2"}, "a long key": {"Idempotency-Key": "k" * 5000},
    "a strange key": {"Idempotency-Key": "\xff\xfe'; DROP TABLE sessions; --"}, "a strange id": {"Request-Id": "../../x\xff"},
    "a strange cookie": {"Cookie": 'postroom_session="\\377; =;;; \xff'}, "a strange basic": {"Authorization": "Basic \xff"},
    "a strange bearer": {"Authorization": "Bearer pr_" + "z" * 3000}, "a bearer of half an id": {"Authorization": "Bearer pr_0"},
    "a bearer with a nul": {"Authorization": "Bearer pr_" + uuid4().hex + "\\x00"}, "a digest": {"Authorization": 'Digest a="'},
    "a strange csrf token": {"X-CSRF-Token": "\xff"}, "compressed": {"Content-Encoding": "gzip"},
    "a strange length": {"Content-Length": "x"}, "a trailer": {"Transfer-Encoding": "gzip, chunked"},
}  # fmt: skip
CROOKED = (
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..;/users", "%252e%252e%252fusers", "%00", "%ff%fe", "a" * 5000, "%7Bid%7D",
    "0" * 32, "%7b%7d", "-1", "1e9", "٣", "..%5c..%5cwindows", "null", "undefined", "%0d%0aSet-Cookie:%20a=b",
)  # fmt: skip

pytestmark = pytest.mark.req("SE-02")


@pytest.fixture(scope="session")
def beaten(api: Served) -> Account:
    """An account that may come to harm."""
    return Account(api, "beaten")


def send(api: Served, method: str, path: str, **options: Any) -> TestResponse:
    return Sender(api.app, use_cookies=False).open(path, method=method, **options)


def check(answer: TestResponse, one: Described | None = None, *, also: tuple[int, ...] = ()) -> None:
    """Fail for an error of ours, an undocumented status, or an error that does not say what to do."""
    text = answer.get_data().decode("utf-8", "replace")
    probe = one is not None and one.rule in ("/health", "/ready")
    assert answer.status_code < 500 or (answer.status_code == 503 and "Retry-After" in answer.headers), text[
        :500
    ]
    if one is not None and not probe:
        assert str(answer.status_code) in one.responses or answer.status_code in (304, *also), text[:500]
    if answer.status_code >= 400 and not probe:
        assert answer.content_type == "application/problem+json", text[:500]
        problem = json.loads(text)
        assert problem["status"] == answer.status_code
        assert problem["code"]
        assert problem["detail"]
        assert "Traceback" not in text


def headers_for(one: Described) -> list[dict[str, str]]:
    """Return all abused headers that the operation knows, and a fifth of the others, which are read in one place for all."""
    known = {parameter["name"] for parameter in one.parameters if parameter["in"] == "header"}
    turn = ALL.index(one)
    return [
        headers for place, headers in enumerate(HEADERS.values()) if (place + turn) % 5 == 0 or known & headers.keys()
    ]  # fmt: skip


def address(one: Described, account: Account) -> str:
    at = one.asked(account.ids.__getitem__).address
    return at.removeprefix("/api/v1") if one.rule in ("/health", "/ready") else at


@pytest.mark.parametrize("one", WRITES, ids=str)
def test_bodies_that_are_no_bodies(api: Served, beaten: Account, one: Described) -> None:
    for data in BODIES.values():
        answer = send(
            api,
            one.method,
            address(one, beaten),
            data=data,
            headers=beaten.admin().headers(),
            content_type=JSON,
        )
        check(answer, one)
    for content_type in TYPES:
        answer = send(
            api, one.method, address(one, beaten), data=b"a=b", headers=beaten.admin().headers(),
            content_type=content_type,
        )  # fmt: skip
        check(answer, one)
        assert answer.status_code in (415, 429), answer.status
    packed = gzip.compress(json.dumps(one.body_example).encode())
    answer = send(
        api, one.method, address(one, beaten), data=packed,
        headers=beaten.admin().headers() | {"Content-Encoding": "gzip"}, content_type=JSON,
    )  # fmt: skip
    check(answer, one)
    assert answer.status_code in (415, 429), answer.status


@pytest.mark.parametrize("one", ALL, ids=str)
def test_headers_that_mean_harm(api: Served, beaten: Account, one: Described) -> None:
    asked = one.asked(beaten.ids.__getitem__)
    for headers in headers_for(one):
        sent = beaten.admin().headers() | headers
        content_type = JSON if asked.body is not None else None
        data = json.dumps(asked.body).encode() if asked.body is not None else None
        answer = send(
            api, one.method, address(one, beaten), data=data, headers=sent, content_type=content_type
        )
        check(answer, one)
        assert "evil.example" not in answer.get_data().decode("utf-8", "replace") + str(answer.headers)


@pytest.mark.parametrize("rule", sorted({one.rule for one in ALL}))
def test_methods_that_are_not_there(api: Served, beaten: Account, rule: str) -> None:
    there = {one.method for one in operations() if one.rule == rule}
    one = next(one for one in ALL if one.rule == rule)
    for method in {
        *(name.upper() for name in METHODS),
        "TRACE",
        "CONNECT",
        "PROPFIND",
        "get",
        "X" * 300,
    } - there:
        answer = send(api, method, address(one, beaten), headers=beaten.admin().headers())
        check(answer)
        assert answer.status_code in (405, 400, 404) or method == "get", (method, answer.status)
        if answer.status_code == 405:
            assert there <= set(re.split(", ?", answer.headers["Allow"]))


@pytest.mark.parametrize("one", [one for one in ALL if "{" in one.rule], ids=str)
def test_addresses_that_lead_elsewhere(api: Served, beaten: Account, one: Described) -> None:
    for crooked in CROOKED:
        for name in re.findall(r"\{(\w+)\}", one.rule):
            at = "/api/v1" + one.rule.replace(f"{{{name}}}", crooked)
            at = re.sub(r"\{\w+\}", beaten.ids["user"], at)
            answer = send(api, one.method, at, headers=beaten.admin().headers(), json={})
            check(answer)
            # what is not there can be taken away: nothing happens
            assert answer.status_code >= 400 or (
                one.method == "DELETE" and json.loads(answer.get_data())["position"] == 0
            )
            assert "Set-Cookie" not in answer.headers


@given(data=st.binary(max_size=200), query=st.text(max_size=100), path=st.text(max_size=60))
@settings(max_examples=60)
def test_anything_at_all(api: Served, beaten: Account, data: bytes, query: str, path: str) -> None:
    headers = beaten.admin().headers()
    check(send(api, "POST", "/api/v1/teams", data=data, content_type=JSON, headers=headers))
    check(
        send(api, "GET", "/api/v1/contacts", query_string={"search": query, "cursor": path}, headers=headers)
    )
    check(send(api, "GET", "/api/v1/contacts", query_string=data.decode("latin-1"), headers=headers))
    check(send(api, "GET", "/api/v1/history/" + path, headers=headers))
