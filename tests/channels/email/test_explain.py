# ruff: noqa: RUF001 - such characters are what is tested
"""`postroom mail explain`: one answer for each mail, whatever it is."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from infrastructure.cli.mail import mail as command
from tests.channels.email.mails import TOP, mail, rich


def run(*arguments: str, given: str = "") -> str:
    result = CliRunner().invoke(command, ["explain", *arguments], input=given)
    assert result.exit_code == 0, result.output
    return result.output


def request(identity: Any, raw: bytes) -> str:
    return json.dumps({"id": identity, "raw_b64": base64.b64encode(raw).decode()})


@pytest.mark.req("EML-16", "EML-17")
def test_a_file_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(rich())
    answer = json.loads(run(str(tmp_path / "a.eml"), "--json"))
    assert answer["ok"] is True
    assert answer["from"] == {"email": "zoe@example.org", "name": "Zoë Müller"}
    assert answer["contact"] == {"email": "zoe@example.org", "name": "Zoë Müller", "why": "from"}
    assert answer["to"][1] == {"email": "second@shop.example", "name": ""}
    assert answer["subject"] == "Größe falsch – bitte tauschen 👟"
    assert (answer["message_id"], answer["in_reply_to"]) == ("one.two@example.org", "b@example.org")
    assert answer["references"] == ["a@example.org", "b@example.org"]
    assert (answer["date"], answer["date_source"]) == ("2026-11-22T09:00:00+00:00", "header")
    assert answer["text"] == "Die Schuhe sind zu klein.\n\nZoë"
    assert "<b>zu klein</b>" in answer["html"]
    assert answer["attachments"][0] | {"sha256": ""} == {
        "filename": "schuh.png",
        "content_type": "image/png",
        "size": 9,
        "inline": True,
        "content_id": "shoe",
        "sha256": "",
    }
    assert answer["threading"]["decision"] == "no account given"
    assert answer["defects"] == []
    assert answer["millis"] > 0
    assert (answer["automatic"], answer["bounce"], answer["protected"]) == (None, None, None)
    assert (answer["reply_text"], answer["quoted_text"], answer["signature"]) == (answer["text"], None, None)
    assert "<b>zu klein</b>" in answer["reply_html"]


@pytest.mark.req("EML-17", "RL-06")
def test_a_bad_line_stops_nothing_and_order_is_kept() -> None:
    lines = [
        request(1, mail(*TOP)),
        "no json",
        json.dumps({"id": "x"}),
        json.dumps({"id": "y", "raw_b64": "***"}),
        json.dumps(["no object"]),
        request("empty", b""),
        request({"any": "id"}, b"\xff\0\r\n\r\n\xfe"),
        request("last", rich()),
    ]
    answers = [json.loads(line) for line in run("--jsonl", given="\n".join(lines)).splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, "x", "y", None, "empty", {"any": "id"}, "last"]
    assert [answer["ok"] for answer in answers] == [True, False, False, False, False, False, True, True]
    assert all(answer["error"] for answer in answers if not answer["ok"])


def test_for_people(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(rich())
    text = run(str(tmp_path / "a.eml"))
    assert "Zoë Müller <zoe@example.org>  (from)" in text
    assert "schuh.png" in text


def test_internal_domains_are_passed_on(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("From: Ann <ann@x.example>", "Reply-To: b@shop.example"))
    answer = json.loads(run(str(tmp_path / "a.eml"), "--json", "--internal", "shop.example"))
    assert answer["contact"]["why"] == "from"


def test_it_asks_for_one_of_file_and_lines() -> None:
    assert CliRunner().invoke(command, ["explain"]).exit_code == 2


@pytest.mark.req("EML-17")
def test_what_was_newly_written(tmp_path: Path) -> None:
    text = "Yes, please.\n\n-- \nAnn Field\n\nOn 3/5/24 10:04, Jo wrote:\n> Shall we?\n"
    (tmp_path / "a.eml").write_bytes(mail(*TOP, body=text))
    answer = json.loads(run(str(tmp_path / "a.eml"), "--json"))
    assert answer["reply_text"] == "Yes, please."
    assert answer["signature"] == "-- \nAnn Field"
    assert answer["quoted_text"] == "On 3/5/24 10:04, Jo wrote:\n> Shall we?"
    assert answer["reply_html"] is None
