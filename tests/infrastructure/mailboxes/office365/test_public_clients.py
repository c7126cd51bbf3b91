"""Our Microsoft holds against public client libraries: Microsoft's own for Entra (msal), and O365 for Graph.

Only who wants to installs them: `pip install -r requirements-clients.txt`.
"""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter

from tests.support.mails import a_mail
from tests.support.providers.graph import CLIENT, SECRET, Graph

O365 = pytest.importorskip("O365", reason="pip install -r requirements-clients.txt")
msal = pytest.importorskip("msal", reason="pip install -r requirements-clients.txt")

BACK = "https://postroom.example/oauth/mailbox"
SCOPES = ["User.Read", "Mail.ReadWrite", "Mail.Send"]


class Here(HTTPAdapter):
    """Brings what is meant for Microsoft to this machine, and leads links of ours back to Microsoft's name."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__()

    def send(self, request: requests.PreparedRequest, *args: Any, **more: Any) -> requests.Response:
        """Send it here."""
        parts = urlsplit(str(request.url))
        request.url = self.url + str(request.url).partition(parts.netloc)[2]
        response = super().send(request, *args, **more)
        response._content = response.content.replace(self.url.encode(), f"https://{parts.netloc}".encode())
        return response


def session_to(graph: Graph) -> requests.Session:
    session = requests.Session()
    session.mount("https://", Here(graph.url))
    return session


def signed_in(graph: Graph) -> tuple[Any, dict[str, Any]]:
    """Sign in as msal does, by a code with PKCE."""
    app = msal.ConfidentialClientApplication(
        CLIENT, client_credential=SECRET, authority="https://login.microsoftonline.com/organizations",
        http_client=session_to(graph), instance_discovery=False,
    )  # fmt: skip
    flow = app.initiate_auth_code_flow(SCOPES, redirect_uri=BACK)
    path = flow["auth_uri"].partition("login.microsoftonline.com")[2]
    back = requests.get(graph.url + path, allow_redirects=False, timeout=10).headers["Location"]
    answer = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    return app, app.acquire_token_by_auth_code_flow(flow, answer)


@pytest.mark.req("EML-03")
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_microsofts_own_library_signs_in_refreshes_and_understands_a_loss(graph: Graph) -> None:
    graph.person = graph.mailbox("help@one.example").address
    app, got = signed_in(graph)
    assert got["id_token_claims"]["preferred_username"] == "help@one.example"
    again = app.acquire_token_by_refresh_token(got["refresh_token"], SCOPES)
    assert again["access_token"] not in ("", got["access_token"])
    graph.revoke()
    lost = app.acquire_token_by_refresh_token(again["refresh_token"], SCOPES)
    assert (lost["error"], lost["error_codes"], lost["suberror"]) == ("invalid_grant", [50173], "bad_token")


@pytest.mark.req("EML-03")
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_a_library_for_graph_reads_marks_and_fetches_mail(graph: Graph) -> None:
    box = graph.mailbox("team@one.example")
    graph.person = box.address
    raw = a_mail("Where is it?", subject="Parcel", message_id="1@customer.example")
    item = box.arrives(raw)
    account = O365.Account((CLIENT, SECRET))
    account.con.session = session_to(graph)
    account.con.session.headers["Authorization"] = f"Bearer {signed_in(graph)[1]['access_token']}"
    (message,) = account.mailbox().inbox_folder().get_messages()
    assert (message.subject, message.sender.address) == ("Parcel", "ann@customer.example")
    assert message.internet_message_id == "<1@customer.example>"
    assert message.get_mime_content() == raw
    assert message.mark_as_read()
    assert item.is_read
    assert account.mailbox().get_message(message.object_id).subject == "Parcel"
