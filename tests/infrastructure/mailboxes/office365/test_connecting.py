"""Being let in by Entra: PKCE, consent, which mailbox is meant, and clouds that cannot be connected (EML-03, EML-05)."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from api.mailboxes import MailboxFailed
from domain.channels.email_rules import GovernmentCloudRefused
from infrastructure.mailboxes.oauth import challenge_of, new_verifier
from infrastructure.mailboxes.offered import names, offered
from infrastructure.mailboxes.port import AuthorizationLost, Grant, Mailbox, RateLimited, Refused, Temporary
from infrastructure.settings import Settings
from tests.support.providers.graph import Graph
from tests.support.providers.graph_desk import GraphDesk, settings_at

BACK = "https://postroom.example/oauth/mailbox"
GCC = {"tenant_region_scope": "NA", "tenant_region_sub_scope": "GCC"}
HIGH = {
    "tenant_region_scope": "USGov", "tenant_region_sub_scope": "DODCON", "cloud_instance_name": "microsoftonline.us",
    "msgraph_host": "graph.microsoft.us",
}  # fmt: skip
DOD = HIGH | {"tenant_region_sub_scope": "DOD"}
CHINA = {
    "cloud_instance_name": "partner.microsoftonline.cn",
    "msgraph_host": "microsoftgraph.chinacloudapi.cn",
}
GERMANY = {"cloud_instance_name": "microsoftonline.de", "msgraph_host": "graph.microsoft.de"}


@pytest.fixture
def mailbox(graph: Graph) -> Mailbox:
    return offered(settings_at(graph))["office365"]


def told(mailbox: Mailbox, **more: str) -> tuple[dict[str, str], str]:
    """Go to Entra and come back; returns what came with it, and the verifier."""
    verifier = new_verifier()
    url = mailbox.authorise_url(state="s", challenge=challenge_of(verifier), back=BACK, **more)
    back = requests.get(url, allow_redirects=False, timeout=10).headers["Location"]
    assert back.startswith(f"{BACK}?")
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}, verifier


def granted(mailbox: Mailbox, hint: str = "") -> Grant:
    answer, verifier = told(mailbox)
    at = datetime.now(UTC)
    return mailbox.exchange(code=answer["code"], verifier=verifier, back=BACK, at=at, hint=hint)


@pytest.mark.req("EML-03")
def test_office_365_is_offered_where_the_installation_is_registered(graph: Graph) -> None:
    assert names(Settings()) == frozenset()
    assert names(settings_at(graph)) == {"office365"}
    assert not offered(settings_at(graph, graph_url=""))["office365"].watches, "not by http"
    assert offered(settings_at(graph, graph_url="", base_url="https://postroom.example"))["office365"].watches


@pytest.mark.req("EML-03", "SE-03")
def test_a_code_is_worth_nothing_without_its_verifier_and_a_second_time(
    graph: Graph, mailbox: Mailbox
) -> None:
    graph.person = graph.mailbox("help@one.example").address
    at = datetime.now(UTC)
    for _ in range(2):
        answer, verifier = told(mailbox)
        with pytest.raises(Refused, match="invalid_grant"):
            mailbox.exchange(code=answer["code"], verifier=new_verifier(), back=BACK, at=at)
        with pytest.raises(Refused, match="invalid_grant"):
            mailbox.exchange(code=answer["code"], verifier=verifier, back=BACK, at=at)
    grant = granted(mailbox)
    assert grant.refresh_token not in repr(grant)
    assert grant.access_token not in repr(grant)


@pytest.mark.req("EML-03", "EML-06")
@pytest.mark.parametrize(("consent", "why"), [("declined", "declined"), ("admin", "admin_consent_required")])
def test_it_is_said_who_has_to_consent(graph: Graph, mailbox: Mailbox, consent: str, why: str) -> None:
    graph.person = graph.mailbox("help@one.example").address
    graph.consent = consent
    answer, _ = told(mailbox)
    assert "code" not in answer
    assert mailbox.refused(answer) == why
    assert mailbox.refused({"error": "server_error"}) == "provider_refused"


@pytest.mark.req("EML-03")
def test_a_permission_that_is_left_out_is_missed(graph: Graph, mailbox: Mailbox) -> None:
    graph.person = graph.mailbox("help@one.example").address
    answer, verifier = told(mailbox)
    graph.codes[answer["code"]]["scope"] = "openid offline_access User.Read Mail.ReadWrite"
    with pytest.raises(Refused, match="scopes_missing"):
        mailbox.exchange(code=answer["code"], verifier=verifier, back=BACK, at=datetime.now(UTC))


@pytest.mark.req("EML-03")
def test_a_mailbox_that_is_not_shared_is_not_opened_by_naming_it(graph: Graph, mailbox: Mailbox) -> None:
    own, shared, closed = (graph.mailbox(f"{name}@one.example") for name in ("boss", "team", "closed"))
    shared.shared_with.add(own.id)
    graph.person = own.address
    found = [granted(mailbox, hint) for hint in ("", own.address.upper(), shared.address, closed.address)]
    addresses = [mailbox.profile(one.access_token).address for one in found]
    assert addresses == [own.address, own.address, shared.address, own.address]
    again = mailbox.refresh(found[2].refresh_token, datetime.now(UTC))
    assert mailbox.profile(again.access_token).address == shared.address


@pytest.mark.req("EML-05")
@pytest.mark.parametrize("about", [HIGH, DOD, {"tenant_region_sub_scope": "DODCON"}, CHINA, GERMANY])
def test_national_clouds_are_recognised_before_anybody_is_sent_there(
    graph: Graph, mailbox: Mailbox, about: dict[str, Any]
) -> None:
    graph.clouds["agency.example"] = about
    with pytest.raises(GovernmentCloudRefused) as refused:
        told(mailbox, hint="help@agency.example")
    assert "forward" in str(refused.value)
    assert [path for _, path in graph.asked if "authorize" in path] == []


@pytest.mark.req("EML-05")
@pytest.mark.parametrize("about", [HIGH, DOD, CHINA])
def test_national_clouds_are_recognised_when_somebody_has_signed_in(
    desk: GraphDesk, graph: Graph, about: dict[str, Any]
) -> None:
    graph.clouds[desk.box.address.rpartition("@")[2]] = about
    with pytest.raises(GovernmentCloudRefused):
        desk.authorise()


@pytest.mark.req("EML-05")
def test_the_governments_cloud_that_is_the_worlds_is_connected(graph: Graph, mailbox: Mailbox) -> None:
    graph.person = graph.mailbox("help@city.example").address
    graph.clouds["city.example"] = GCC
    told(mailbox, hint="help@city.example")
    assert mailbox.profile(granted(mailbox).access_token).cloud == "graph.microsoft.com"
    told(mailbox, hint="help@nobody-knows.example")


@pytest.mark.req("EML-03")
def test_a_provider_that_is_away_while_connecting_is_said_so(desk: GraphDesk, graph: Graph) -> None:
    graph.fails("POST", "/token", 0)
    with pytest.raises(MailboxFailed, match="provider_away"):
        desk.authorise()


@pytest.mark.req("EML-03")
def test_only_what_a_person_can_mend_loses_the_authorisation(graph: Graph, mailbox: Mailbox) -> None:
    graph.person = graph.mailbox("help@one.example").address
    refresh, at = granted(mailbox).refresh_token, datetime.now(UTC)
    graph.fails("POST", "/token", 429, {"Retry-After": "9"})
    with pytest.raises(RateLimited) as limited:
        mailbox.refresh(refresh, at)
    assert limited.value.retry_after == 9
    other = offered(settings_at(graph, graph_client_secret="expired"))["office365"]
    with pytest.raises(Temporary, match="invalid_client"):
        other.refresh(refresh, at)
    graph.revoke()
    with pytest.raises(AuthorizationLost, match="invalid_grant"):
        mailbox.refresh(refresh, at)
