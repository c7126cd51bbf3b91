"""Kinds of channels by name, and e-mail as one of them."""

import pytest

from domain.channels.email_kind import ProviderNotOffered
from domain.channels.email_rules import GovernmentCloudRefused, ImapRefused
from domain.channels.kinds import KINDS, kind_of
from domain.channels.messenger_kind import NoAddress, may_connect
from domain.kernel.refusal import InvalidInput

OWN = "in.example.org"
email = kind_of("email")


@pytest.mark.req("ACC-02")
def test_a_kind_there_is_not_is_refused() -> None:
    assert set(KINDS) == {"email", "form", "chat", "messenger", "whatsapp", "calling"}
    with pytest.raises(InvalidInput, match="email"):
        kind_of("pigeon")


@pytest.mark.req("RTG-05", "CHT-14")
def test_mail_takes_no_live_slot_and_offers_the_opt_out_of_availability() -> None:
    assert (email.live, email.availability_always) == (False, False)


@pytest.mark.req("EML-03", "EML-05")
@pytest.mark.parametrize(
    ("provider", "settings", "refusal"),
    [
        ("imap", {}, ImapRefused),
        ("other", {"protocol": "IMAPS"}, ImapRefused),
        ("other", {"imap_password": "secret"}, ImapRefused),
        ("other", {"pop_host": "pop.example.org"}, ImapRefused),
        ("office365", {"tenant": "https://login.microsoftonline.us/x"}, GovernmentCloudRefused),
        ("gmail", {}, ProviderNotOffered),
        ("pigeon", {}, InvalidInput),
    ],
)
def test_what_cannot_be_connected_is_refused(
    provider: str, settings: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        email.check_provider(provider, settings)


@pytest.mark.req("EML-04")
def test_another_mail_account_is_connected_by_forwarding() -> None:
    email.check_provider("other", {"note": "a Google Group"})
    assert email.issued_address("abc", OWN).endswith(f"@{OWN}")


@pytest.mark.req("EML-02", "EML-07")
def test_addresses_are_compared_in_one_form() -> None:
    assert email.address(" Help@Example.ORG ", OWN) == "help@example.org"
    assert email.sender_address(" ") == ""
    assert email.sender_address("Team@Example.ORG") == "team@example.org"
    with pytest.raises(InvalidInput, match=r"help@example\.com"):
        email.address("help", OWN)
    with pytest.raises(InvalidInput, match="people write to"):
        email.address(f"h-1@{OWN.upper()}", OWN)


@pytest.mark.req("MSG-01", "MSG-03", "CHT-14", "RTG-05")
def test_a_page_is_talked_to_live_and_has_no_address() -> None:
    page = kind_of("messenger")
    assert (page.live, page.availability_always, page.outlet, page.identity) == (
        True,
        True,
        False,
        "page_scoped_id",
    )
    assert page.steps("") == ("page", "greeting", "rule", "connect")
    assert (page.may_carry(own=True), page.may_carry(own=False)) == ("", "cannot_begin")
    for ask in (lambda: page.check_provider("gmail", {}), lambda: page.address("help@example.org", OWN)):
        with pytest.raises(NoAddress, match="Choose the page"):
            ask()


@pytest.mark.req("MSG-03")
@pytest.mark.parametrize(
    ("tasks", "may"),
    [
        ((), False),
        (("CREATE_CONTENT", "ADVERTISE", "ANALYZE"), False),
        (("MESSAGING", "MODERATE", "CREATE_CONTENT"), False),
        (("MANAGE", "MESSAGING"), True),
        (("PROFILE_PLUS_FULL_CONTROL",), True),
    ],
)
def test_only_a_pages_administrators_may_connect_it(tasks: tuple[str, ...], may: bool) -> None:
    assert may_connect(tasks) == may
