"""Who a mail is really from, by the word of a mail server of ours, and of nobody else."""

import pytest

from infrastructure.channels.email.authentication import authenticated
from infrastructure.channels.email.parse import parse, to_inbound
from tests.channels.email.mails import TOP, mail

OURS = "mx.ours.example"
ANN = "ann@example.org"


@pytest.mark.req("EML-14", "SE-04")
@pytest.mark.parametrize(
    ("results", "proven"),
    [
        ([], None),
        (["mx.other.example; dmarc=pass header.from=example.org"], None),
        ([f"{OURS}.evil.example; dmarc=pass header.from=example.org"], None),
        ([f"{OURS}; none"], False),
        ([f"{OURS}; dmarc=pass header.from=example.org"], True),
        ([f"{OURS} 1; dkim=fail; DMARC = Pass (p=none) header.from = Example.ORG"], True),
        ([f"{OURS}; dkim=pass header.d=mail.example.org header.s=s1"], True),
        ([f"{OURS}; dkim=pass header.i=@example.org"], True),
        ([f'{OURS}; spf=pass smtp.mailfrom="bounce@example.org"'], True),
        ([f"{OURS}; spf=pass smtp.helo=example.org"], False),
        ([f"{OURS}; dkim=pass header.d=evil.example"], False),
        ([f"{OURS}; dkim=pass header.d=notexample.org"], False),
        ([f"{OURS}; dkim=pass header.d=org"], False),
        ([f"{OURS}; dkim=neutral header.d=example.org; dmarc=fail header.from=example.org"], False),
        ([f"{OURS}; dkim=fail (dkim=pass header.d=example.org) header.d=evil.example"], False),
        ([f"{OURS}; dkim=fail", f"{OURS}; dmarc=pass header.from=example.org"], False),
        (["mx.other.example; x", f"{OURS}; dmarc=pass header.from=example.org"], True),
    ],
)
def test_only_a_pass_for_the_sender_s_domain_by_our_server_proves(
    results: list[str], proven: bool | None
) -> None:
    assert authenticated(results, OURS, ANN) is proven


@pytest.mark.req("SE-04")
def test_nothing_is_proven_where_no_server_is_named_or_the_sender_is_none() -> None:
    said = ["; dmarc=pass header.from=example.org"]
    assert authenticated(said, "", ANN) is None
    assert authenticated([f"{OURS}; dmarc=pass header.from=a.example"], OURS, "") is None


@pytest.mark.req("EML-14", "SE-04")
def test_it_is_about_whom_the_mail_is_taken_to_be_from() -> None:
    head = f"Authentication-Results: {OURS};\r\n\tdmarc=pass header.from=example.org"
    plain = parse(mail(head, *TOP))
    assert to_inbound(plain, authserv=OURS).authenticated is True
    assert to_inbound(plain).authenticated is None
    elsewhere = parse(mail(head, *TOP, "Reply-To: Boss <boss@shop.example>"))
    assert elsewhere.contact.email == "boss@shop.example"
    assert to_inbound(elsewhere, authserv=OURS).authenticated is False
