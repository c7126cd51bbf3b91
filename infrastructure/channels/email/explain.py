"""What one raw mail is taken to be, as plain data for `postroom mail explain`; the same code as intake."""

import time
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, NamedTuple

from infrastructure.channels.email.explain_forwards import contact_without_data, forward_in_words
from infrastructure.channels.email.html import sanitise
from infrastructure.channels.email.parse import parse
from infrastructure.channels.email.parsed import Bounce, Contact, ParsedMail, Person
from infrastructure.channels.email.replies import texts_of
from infrastructure.channels.email.reply_html import reply_html

NO_ACCOUNT = "no account given"


class Decided(NamedTuple):
    """What an account's data say of a mail."""

    threading: str
    contact: Contact | None = None
    """Whom it would belong to; None where that could not be asked."""


Decide = Callable[[ParsedMail], Decided]
"""Says against real data what a mail would be joined to, and whose it would be."""


def explain(
    raw: bytes, *, intake: datetime, internal: Collection[str] = (), decide: Decide | None = None
) -> dict[str, Any]:
    """Give the answer for one mail, ready for JSON; `ok` is false only where there is nothing to read at all.

    Whoever writes from one of the `internal` domains is a user as far as forwards go (EML-14).
    """
    began = time.perf_counter()
    if not raw.strip():
        return {"ok": False, "error": "there is nothing in it", "millis": 0.0}
    mail = parse(raw, intake=intake, internal=internal)
    decided = decide(mail) if decide is not None else Decided(NO_ACCOUNT)
    contact = decided.contact or contact_without_data(mail, internal)
    token = next((candidate.value for candidate in mail.candidates if candidate.by == "token"), None)
    return {
        "ok": True,
        "from": _person(mail.sender),
        "contact": {"email": contact.email, "name": contact.name, "why": contact.why},
        "to": [_person(person) for person in mail.to],
        "cc": [_person(person) for person in mail.cc],
        "subject": mail.subject,
        "message_id": mail.message_id or None,
        "in_reply_to": mail.in_reply_to[0] if mail.in_reply_to else None,
        "references": list(mail.references),
        "date": mail.date.isoformat() if mail.date else None,
        "date_source": mail.date_source,
        "text": mail.text,
        "html": sanitise(mail.raw_html) if mail.raw_html else None,
        "reply_text": texts_of(mail.text, mail.parts, "reply"),
        "reply_html": sanitise(reply_html(mail.raw_html, mail.forward)) if mail.raw_html else None,
        "quoted_text": texts_of(mail.text, mail.parts, "quote") or None,
        "signature": texts_of(mail.text, mail.parts, "signature") or None,
        "attachments": [
            {
                "filename": file.filename or None,
                "content_type": file.content_type,
                "size": file.size,
                "inline": file.inline,
                "content_id": file.content_id or None,
                "sha256": file.sha256,
            }
            for file in mail.attachments
        ],
        "automatic": _automatic(mail),
        "bounce": _bounce(mail.bounce),
        "forward": forward_in_words(mail.forward),
        "protected": mail.protected or None,
        "threading": {
            "token": token,
            "candidates": [{"by": candidate.by, "value": candidate.value} for candidate in mail.candidates],
            "decision": decided.threading,
        },
        "defects": [
            {"part": defect.part, "what": defect.what, "repaired": defect.repaired} for defect in mail.defects
        ],
        "millis": round((time.perf_counter() - began) * 1000, 3),
    }


def _automatic(mail: ParsedMail) -> dict[str, str] | None:
    """A bounce is automatic mail too; what else it is stands under its own key."""
    if mail.automatic is None:
        return None
    kind = "auto_generated" if mail.automatic.kind == "bounce" else mail.automatic.kind
    return {"kind": kind, "evidence": mail.automatic.evidence}


def _bounce(bounce: Bounce | None) -> dict[str, Any] | None:
    if bounce is None:
        return None
    return {
        "permanent": bounce.permanent,
        "recipients": [
            {"email": one.email, "status": one.status, "diagnostic": one.diagnostic}
            for one in bounce.recipients
        ],
        "original_message_id": bounce.original_message_id or None,
        "evidence": bounce.evidence,
    }


def _person(person: Person) -> dict[str, str]:
    return {"email": person.email, "name": person.name}
