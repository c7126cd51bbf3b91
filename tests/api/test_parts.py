"""Quotes and signatures over HTTP: what they are, and folded away in HTML (EML-17)."""

from uuid import uuid4

import pytest

from api.resources.messages import _parts as parts_of
from tests.support.api import Client, Served
from tests.support.mails import a_mail

HTML = '<div>Yes, <b>please</b>.</div><div id="Signature">Jo Doe</div><blockquote type="cite">Shall we?</blockquote>'


def mailed(api: Served, content_type: str, body: str) -> tuple[Client, dict[str, object]]:
    world = api.world()
    raw = (
        "From: Jo <jo@customer.example>\r\nTo: help@acme.example\r\nSubject: Re: Parcel\r\n"
        f"Message-ID: <{uuid4()}@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: {content_type}\r\n\r\n{body}"
    )
    conversation = world.mailed(world.channel(), raw.encode())
    client = api.client(world)
    (message,) = client.read(f"/conversations/{conversation}")["messages"]
    return client, message


@pytest.mark.req("EML-17")
def test_a_message_tells_its_parts_and_has_all_its_text(api: Served) -> None:
    text = "Yes.\n\nOn 3/5/24 10:04, Ann wrote:\n> Shall we?"
    client, message = mailed(api, "text/plain", text)
    parts = [{"kind": "reply", "start": 0, "end": 6}, {"kind": "quote", "start": 6, "end": len(text)}]
    assert (message["text"], message["parts"]) == (text, parts)
    assert client.read(f"/messages/{message['message_id']}")["parts"] == parts
    (row,) = client.read("/conversations")["items"]
    assert row["preview"] == "Yes."


@pytest.mark.req("EML-17")
def test_html_folds_its_quotes_and_the_whole_is_one_click_away(api: Served) -> None:
    client, message = mailed(api, "text/html", HTML)
    path = f"/messages/{message['message_id']}/html"
    folded, whole = client.get(f"{path}?quotes=folded"), client.get(path)
    assert (folded.headers["Postroom-Folded"], whole.headers["Postroom-Folded"]) == ("true", "false")
    assert "<b>please</b>" in folded.get_data(as_text=True)
    assert not any(word in folded.get_data(as_text=True) for word in ("Shall we?", "Jo Doe"))
    assert all(word in whole.get_data(as_text=True) for word in ("Shall we?", "Jo Doe"))


@pytest.mark.req("EML-17")
@pytest.mark.parametrize("body", ["<p>Hello</p>", '<blockquote type="cite">Only a quote</blockquote>'])
def test_html_with_nothing_to_fold_or_nothing_else_is_shown_whole(api: Served, body: str) -> None:
    client, message = mailed(api, "text/html", body)
    shown = client.get(f"/messages/{message['message_id']}/html?quotes=folded")
    assert shown.headers["Postroom-Folded"] == "false"
    assert body.partition(">")[2].partition("<")[0] in shown.get_data(as_text=True)


@pytest.mark.req("EML-17")
def test_what_was_taken_in_before_parts_were_told_is_told_when_it_is_read(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Yes.\n\nOn 3/5/24 10:04, Ann wrote:\n> Shall we?"
    with monkeypatch.context() as of_old:
        of_old.setattr("application.ingest._kept", lambda *_: None)
        client, message = mailed(api, "text/plain", text)
    parts = [{"kind": "reply", "start": 0, "end": 6}, {"kind": "quote", "start": 6, "end": len(text)}]
    assert message["parts"] == parts
    assert client.read(f"/messages/{message['message_id']}")["parts"] == parts
    # a report of a mail server is of one piece, as it is when it comes in
    assert parts_of({"parts": None, "automatic": "bounce", "body": text}) == []


@pytest.mark.req("EML-09")
def test_a_message_of_ours_tells_the_signature_below_it(api: Served) -> None:
    world = api.world()
    client, channel = api.client(world, world.admin), world.channel()
    sign = {"format": "markdown", "source": "{{agent.name}}\nLamps"}
    assert client.put(f"/channels/{channel}/signature", sign).status_code == 200
    conversation = world.mailed(channel, a_mail())
    assert client.post(f"/conversations/{conversation}/messages", {"text": "Yes."}).status_code in (200, 201)
    received, posted = client.read(f"/conversations/{conversation}")["messages"]
    assert (posted["text"], posted["signature"].endswith("Lamps")) == ("Yes.", True)
    assert received["signature"] == ""
