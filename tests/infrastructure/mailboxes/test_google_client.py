"""Our Google holds against Google's own client library: what it asks is understood, what it is told it can read.

The library is 111 MB of documents about all of Google's services, so only who wants to installs it:
`pip install -r requirements-clients.txt`.
"""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.support.mails import a_mail
from tests.support.providers.gmail_http import Failure, Google, error, running_google
from tests.support.providers.gmail_login import CLIENT, SECRET

pytest.importorskip("googleapiclient", reason="pip install -r requirements-clients.txt")


@contextmanager
def gmail_at(google: Google) -> Iterator[Any]:
    """Return Google's client with a grant at our Google."""
    from google.auth.transport.requests import Request
    from google.oauth2.credentials import Credentials
    from googleapiclient.discovery import build_from_document
    from googleapiclient.discovery_cache import get_static_doc

    google.login.refresh_tokens["1//lasting"] = "help@acme.example"
    credentials = Credentials(
        None, refresh_token="1//lasting", token_uri=f"{google.url}/token", client_id=CLIENT, client_secret=SECRET
    )  # fmt: skip
    credentials.refresh(Request())
    # the whole description leads here: an endpoint alone would leave uploads with https
    described = get_static_doc("gmail", "v1").replace("https://gmail.googleapis.com/", f"{google.url}/")
    with build_from_document(described, credentials=credentials) as service:
        yield service.users()


@pytest.mark.req("EML-03")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_googles_client_reads_watches_and_sends() -> None:
    with running_google() as google:
        box = google.mailbox("help@acme.example")
        box.aliases["sales@acme.example"] = "accepted"
        with gmail_at(google) as users:
            profile = users.getProfile(userId="me").execute()
            assert profile["emailAddress"] == box.address
            came = box.deliver(a_mail("Where is it?", message_id="1@customer.example"))
            told = users.history().list(
                userId="me", startHistoryId=profile["historyId"], historyTypes=["messageAdded"]
            ).execute()  # fmt: skip
            assert told["history"][0]["messagesAdded"][0]["message"]["id"] == came.id
            found = users.messages().list(userId="me", q="rfc822msgid:1@customer.example").execute()
            assert found["messages"] == [{"id": came.id, "threadId": came.thread_id}]
            raw = users.messages().get(userId="me", id=came.id, format="raw").execute()["raw"]
            assert base64.urlsafe_b64decode(raw) == came.raw
            aliases = users.settings().sendAs().list(userId="me").execute()["sendAs"]
            assert [one["sendAsEmail"] for one in aliases] == [box.address, "sales@acme.example"]
            watch = users.watch(userId="me", body={"topicName": "projects/p/topics/t"}).execute()
            assert int(watch["expiration"]) > 0
            assert users.stop(userId="me").execute() == ""
            answer = a_mail(
                "On its way.", sender=box.address, to="ann@customer.example", answers="1@customer.example"
            )
            body = {"raw": base64.urlsafe_b64encode(answer).decode(), "threadId": came.thread_id}
            sent = users.messages().send(userId="me", body=body).execute()
            assert (sent["threadId"], sent["labelIds"]) == (came.thread_id, ["SENT"])
            assert box.delivered[-1][0] == ("ann@customer.example",)


@pytest.mark.req("EML-03")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_googles_client_uploads_and_understands_what_fails() -> None:
    from googleapiclient.errors import HttpError
    from googleapiclient.http import MediaInMemoryUpload

    with running_google() as google:
        box = google.mailbox("help@acme.example")
        with gmail_at(google) as users:
            mail = a_mail("Hello", sender=box.address, to="ann@customer.example")
            media = MediaInMemoryUpload(mail, mimetype="message/rfc822")
            assert users.messages().send(userId="me", body={}, media_body=media).execute()["id"]
            assert box.delivered[-1][1].partition(b"\r\n\r\n")[2].strip() == b"Hello"
            box.forget_history()
            with pytest.raises(HttpError) as expired:
                users.history().list(userId="me", startHistoryId="1000").execute()
            assert expired.value.status_code == 404
            google.failures.append(Failure("/profile", 429, error(429, "Slow", "rateLimitExceeded", "")))
            with pytest.raises(HttpError) as limited:
                users.getProfile(userId="me").execute()
            assert json.loads(limited.value.content)["error"]["errors"][0]["reason"] == "rateLimitExceeded"
