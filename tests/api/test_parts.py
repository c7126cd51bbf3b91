"""Quotes and signatures over HTTP: what they are, and folded away in HTML (EML-17)."""

from uuid import uuid4

import pytest

from tests.support.api import Client, Served

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
