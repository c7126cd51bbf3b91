"""Who a mail is from, and whom the conversation belongs to (EML-14 without its forwards)."""

import re
from collections.abc import Collection

from domain.channels.email import is_address, normalise_address, normalise_domain
from infrastructure.channels.email.addresses import read_addresses
from infrastructure.channels.email.headers import Headers
from infrastructure.channels.email.parsed import Contact, Defect, Limits, Person

_VIA = re.compile(r"^'?(.*?)'?\s+(?:via|por|durch|par)\s+\S.*$", re.IGNORECASE)
_FALLBACKS = ("sender", "x-original-sender", "reply-to", "return-path", "x-sender", "envelope-from")


def people(headers: Headers, name: str, limits: Limits) -> tuple[Person, ...]:
    """Read every field of this name into people, in order."""
    values = headers.get(name)
    if not values:
        return ()
    found = [person for value in values[:20] for person in read_addresses(value, limits.addresses)]
    return tuple(found[: limits.addresses])


def read_sender(headers: Headers, limits: Limits, defects: list[Defect]) -> Person:
    """Give the author: the first address of From, else what else names a sender; with an empty address if nothing does."""
    found = people(headers, "from", limits)
    if len(headers.get("from", ())) > 1:
        defects.append(Defect("header", "more than one From", "the first is taken"))
    if found:
        return found[0]
    for name in _FALLBACKS:
        others = people(headers, name, limits)
        if others:
            defects.append(Defect("header", "From names no address", f"taken from {name}"))
            return others[0]
    defects.append(Defect("header", "no sender at all", "left empty"))
    return Person("")


def read_contact(
    headers: Headers,
    sender: Person,
    recipients: tuple[Person, ...],
    limits: Limits,
    internal: Collection[str] = (),
) -> Contact:
    """Decide whose conversation it is: the original sender behind a rewriting list, a Reply-To elsewhere, or From.

    A list that rewrites From (Google Groups under DMARC) is known by From being the list; only then does
    X-Original-Sender count. A Reply-To back to the list, to a recipient or into our own house names nobody new.
    """
    own = normalise_address(sender.email)
    public = {normalise_address(person.email) for person in recipients}
    for name in ("list-post", "x-beenthere", "mailing-list", "list-id"):
        public |= {normalise_address(person.email) for person in people(headers, name, limits)}
    original = next(
        (v for v in headers.get("x-original-sender", []) if is_address(v.strip("<> "))), ""
    ).strip("<> ")
    via = _VIA.match(sender.name)
    if original and normalise_address(original) != own and (own in public or via or not own):
        named = people(headers, "x-original-from", limits)
        name = named[0].name if named and named[0].name else via[1] if via else ""
        return Contact(original, name, "x_original_sender")
    reply_to = people(headers, "reply-to", limits)
    if len(reply_to) == 1 and normalise_address(reply_to[0].email) not in {own, *public}:
        domain = normalise_domain(reply_to[0].email.rpartition("@")[2])
        if domain in {normalise_domain(ours) for ours in internal}:
            return Contact(sender.email, sender.name, "from")
        same_house = reply_to[0].email.rpartition("@")[2].lower() == sender.email.rpartition("@")[2].lower()
        return Contact(reply_to[0].email, reply_to[0].name or (sender.name if same_house else ""), "reply_to")
    return Contact(sender.email, sender.name, "from")
