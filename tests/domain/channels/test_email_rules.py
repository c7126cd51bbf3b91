"""What e-mail refuses, and the loop guard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.channels.email_rules import (
    GovernmentCloudRefused,
    ImapRefused,
    NationalCloudRefused,
    Origin,
    SendFacts,
    government_cloud,
    may_send,
    refuse_government_cloud,
    refuse_imap,
)

FACTS = st.builds(SendFacts, st.sampled_from(Origin), st.booleans(), st.integers(0, 50), st.integers(1, 20))


@pytest.mark.req("EML-05")
@pytest.mark.parametrize("protocol", ["imap", "IMAPS", " pop3 ", "pop3s", "IMAP4"])
def test_mailbox_credentials_are_refused_with_a_way_out(protocol: str) -> None:
    with pytest.raises(ImapRefused, match="forward"):
        refuse_imap(protocol)


@pytest.mark.req("EML-05")
def test_forwarding_and_oauth_are_not_refused() -> None:
    refuse_imap("forwarding")
    refuse_imap("gmail")
    refuse_government_cloud("https://login.microsoftonline.com/common/v2.0")


@pytest.mark.req("EML-05")
@pytest.mark.parametrize(
    ("endpoint", "cloud"),
    [
        ("https://login.microsoftonline.us/0000/oauth2/v2.0/authorize", "GCC High or DOD"),
        ("login.microsoftonline.us", "GCC High or DOD"),
        ("https://graph.microsoft.us", "GCC High"),
        ("https://dod-graph.microsoft.us/v1.0", "DOD"),
        ("HTTPS://OUTLOOK.OFFICE365.US.", "GCC High or DOD"),
        ("https://webmail.apps.mil", "DOD"),
        ("https://login.microsoftonline.com/x", None),
        ("https://login.microsoftonline.us.evil.example", None),
        ("https://notmicrosoftonline.us", None),
        ("https://[broken", None),
    ],
)
def test_government_clouds_are_known_by_their_endpoint(endpoint: str, cloud: str | None) -> None:
    assert government_cloud(endpoint) == cloud
    if cloud is not None:
        with pytest.raises(GovernmentCloudRefused, match=cloud):
            refuse_government_cloud(endpoint)


@pytest.mark.req("EML-05")
@pytest.mark.parametrize(
    ("endpoint", "cloud"),
    [
        ("https://login.partner.microsoftonline.cn/common", "Chinese"),
        ("microsoftgraph.chinacloudapi.cn", "Chinese"),
        ("https://graph.microsoft.de", "German"),
        ("login.microsoftonline.de", "German"),
    ],
)
def test_other_national_clouds_are_refused_as_what_they_are(endpoint: str, cloud: str) -> None:
    assert government_cloud(endpoint) is None
    with pytest.raises(NationalCloudRefused, match=cloud):
        refuse_government_cloud(endpoint)


@pytest.mark.req("EML-18")
@given(FACTS)
def test_a_person_always_may_and_a_machine_only_where_no_rule_speaks_against_it(facts: SendFacts) -> None:
    decision = may_send(facts)
    assert decision.allowed is not bool(decision.reasons)
    if facts.origin is Origin.HUMAN:
        assert decision.allowed
    else:
        assert decision.allowed is (not facts.answers_automatic and facts.recent_automatic < facts.limit)


@pytest.mark.req("EML-18")
def test_every_reason_is_named() -> None:
    decision = may_send(SendFacts(Origin.BOT, answers_automatic=True, recent_automatic=5))
    assert decision.reasons == ("answers_automatic_mail", "too_many_automatic")
    assert may_send(SendFacts(Origin.AUTOMATION, answers_automatic=False, recent_automatic=4)).allowed
