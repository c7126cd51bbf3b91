"""The demo's relay keeps, counts and shows what it was sent."""

import json
import smtplib
from pathlib import Path
from urllib.request import urlopen

import pytest

from infrastructure.demo.kept import Store
from infrastructure.demo.relay import DemoRelay
from tests.channels.email.mails import TOP, mail, rich


def sent(relay: DemoRelay, raw: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", relay.port, "client.example", timeout=20) as smtp:
        smtp.sendmail("help@shop.example", ["ann@example.org"], raw)


def got(relay: DemoRelay, path: str) -> str:
    with urlopen(f"http://127.0.0.1:{relay.web_port}{path}", timeout=20) as answer:
        return str(answer.read().decode())


@pytest.mark.req("EML-19")
def test_copies_of_one_message_id_are_counted_and_survive_a_restart(tmp_path: Path) -> None:
    first = mail(*TOP, "Message-ID: <one@x>")
    with DemoRelay(Store(tmp_path)) as relay:
        sent(relay, first)
        sent(relay, rich())
        sent(relay, first)
    with DemoRelay(Store(tmp_path)) as relay:
        mails = json.loads(got(relay, "/mails.json"))["mails"]
        assert [(m["message_id"], m["copies"], m["identical"]) for m in mails] == [
            ("one.two@example.org", 1, True),
            ("one@x", 2, True),
        ]
        assert mails[0]["references"] == ["a@example.org", "b@example.org"]
        sent(relay, mail(*TOP, "Message-ID: <one@x>", body="changed"))
        assert relay.store.newest()[1].copies == 3
        assert not relay.store.newest()[1].identical


def test_the_page_shows_mails_and_runs_nothing_of_them(tmp_path: Path) -> None:
    with DemoRelay(Store(tmp_path)) as relay:
        assert "Nothing has been sent yet" in got(relay, "/")
        sent(
            relay,
            mail("From: <script>alert(1)</script> <a@x.example>", "Subject: <b>hi</b>", body="<i>text</i>"),
        )
        page = got(relay, "/")
        (kept,) = relay.store.newest()
        assert "&lt;b&gt;hi&lt;/b&gt;" in page
        assert "&lt;i&gt;text&lt;/i&gt;" in page
        assert "<script>" not in page
        assert got(relay, f"/mails/{kept.key}.eml").startswith("From: ")
