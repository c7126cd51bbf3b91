"""Our Facebook holds against a client library of others: what it asks is understood, what it is told it can read.

Only who wants to installs it: `pip install -r requirements-clients.txt`. Its address of the Graph API is an attribute.
"""

import json
from typing import Any

import pytest

from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger import SECRET, Facebook, Page

pytest.importorskip("fbmessenger", reason="pip install -r requirements-clients.txt")


def client_at(facebook: Facebook, page: Page) -> Any:
    """Return the library's client with a token of the page."""
    from fbmessenger import MessengerClient

    client = MessengerClient(facebook.page_token(page), api_version="v24.0", app_secret=SECRET)
    client.graph_url = f"{facebook.url}/v24.0"
    return client


@pytest.mark.req("MSG-01")
def test_its_texts_answers_to_press_and_files_by_address_are_sent(facebook: Facebook) -> None:
    from fbmessenger.attachments import Image
    from fbmessenger.elements import Text
    from fbmessenger.quick_replies import QuickReplies, QuickReply

    page = facebook.page()
    ann, client = page.person(), client_at(facebook, page)
    buttons = QuickReplies([QuickReply(title="Yes", payload="YES")])
    answers = [
        client.send(Text("Hello").to_dict(), ann.psid),
        client.send(
            Text("Agree?", quick_replies=buttons).to_dict(), ann.psid, "MESSAGE_TAG", tag="HUMAN_AGENT"
        ),
        client.send(Image(url="https://cdn.example/cat.png").to_dict(), ann.psid),
    ]
    assert [one["message_id"] for one in answers] == [one.mid for one in page.sent]
    assert {one["recipient_id"] for one in answers} == {ann.psid}
    assert [one.tag for one in page.sent] == ["", "HUMAN_AGENT", ""]
    assert page.sent[1].message["quick_replies"][0]["payload"] == "YES"
    assert client.send_action("typing_on", ann.psid) == {"recipient_id": ann.psid}
    assert client.get_user_data(ann.psid, ("first_name", "last_name"))["first_name"] == "Ann"


@pytest.mark.req("MSG-01", "MSG-08")
def test_it_is_told_of_errors_as_it_reads_them(facebook: Facebook) -> None:
    from fbmessenger.elements import Text

    page = facebook.page()
    client, ann = client_at(facebook, page), page.person()
    ann.reachable = False
    assert client.send(Text("Hello").to_dict(), ann.psid)["error"]["code"] == 551
    assert client.send(Text("Hello").to_dict(), "1")["error"]["error_subcode"] == 2018001
    facebook.end_sessions()
    assert client.send(Text("Hello").to_dict(), ann.psid)["error"]["code"] == 190
    client.app_secret, client.page_access_token = "another", facebook.page_token(page)
    del client._auth_args
    assert client.send(Text("Hello").to_dict(), ann.psid)["error"]["code"] == 100, (
        "the proof is another app's"
    )


@pytest.mark.req("MSG-01", "MSG-11")
def test_it_reads_the_webhooks_that_ours_posts(facebook: Facebook) -> None:
    from fbmessenger import BaseMessenger

    class Bot(BaseMessenger):  # type: ignore[misc]
        def message(self, message: Any) -> Any:
            return "message", message["message"]["text"]

        def postback(self, message: Any) -> Any:
            return "postback", message["postback"]["payload"]

        def delivery(self, message: Any) -> Any:
            return "delivery", message["delivery"]["watermark"]

        def read(self, message: Any) -> Any:
            return "read", message["read"]["watermark"]

        def optin(self, message: Any) -> Any:
            return "optin", message["optin"]["ref"]

    page = facebook.page()
    bot, ann = Bot(facebook.page_token(page)), page.person()
    posted = [
        told.text(page.id, ann.psid, "Hello"),
        told.event(page.id, ann.psid, postback={"title": "Start", "payload": "START"}),
        told.event(page.id, ann.psid, delivery={"mids": ["m_1"], "watermark": 5}),
        told.event(page.id, ann.psid, read={"watermark": 6}),
        told.event(page.id, ann.psid, optin={"ref": "shop"}),
    ]
    heard = [bot.handle(json.loads(told.body(one))) for one in posted]
    assert heard == [
        ("message", "Hello"),
        ("postback", "START"),
        ("delivery", 5),
        ("read", 6),
        ("optin", "shop"),
    ]
    assert bot.get_user_id() == ann.psid
