"""What a mail passes on and whose it is, as plain data for `postroom mail explain` (EML-14)."""

from collections.abc import Collection
from typing import Any

from domain.channels.email import normalise_address, normalise_domain
from domain.conversation.attribution import AttributionFacts, decide
from infrastructure.channels.email.parsed import Contact, Forward, ParsedMail, Person


def contact_without_data(mail: ParsedMail, internal: Collection[str]) -> Contact:
    """Decide whom a mail belongs to where no account is asked: users are those of the `internal` domains.

    Channel and account are as they are at first; without domains nobody is a user, so the header decides.
    """
    if not mail.looks_forwarded:
        return mail.contact
    original = mail.forward.original.sender if mail.forward else Person("")
    house = normalise_domain(mail.sender.email.rpartition("@")[2])
    facts = AttributionFacts(
        header_why=mail.contact.why,
        readable=bool(original.email),
        by_user=house in {normalise_domain(domain) for domain in internal},
        authenticated=None,
        original_is_forwarder=normalise_address(original.email) == normalise_address(mail.sender.email),
    )
    match decide(facts).why:
        case "forwarded_original":
            return Contact(original.email, original.name, "forwarded_original")
        case "forwarder":
            return Contact(mail.sender.email, mail.sender.name, "forwarder")
    return mail.contact


def forward_in_words(forward: Forward | None) -> dict[str, Any] | None:
    """Give what a mail passes on."""
    if forward is None:
        return None
    original = forward.original
    return {
        "kind": forward.kind,
        "client": forward.client,
        "original": {
            "from": _person(original.sender),
            "to": [_person(one) for one in original.to],
            "cc": [_person(one) for one in original.cc],
            "subject": original.subject,
            "date": original.date or None,
            "text": original.text,
        },
        "forwarder_text": forward.forwarder_text,
    }


def _person(person: Person) -> dict[str, str]:
    return {"email": person.email, "name": person.name}
