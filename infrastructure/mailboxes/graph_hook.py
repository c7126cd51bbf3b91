"""What Microsoft tells by itself: the handshake, change notifications and lifecycle notifications (EML-03, SE-03).

Source: learn.microsoft.com/graph/change-notifications-delivery-webhooks and -lifecycle-events. A notice is believed by the
`clientState` that the subscription was made with, which the caller compares; what it says of messages is not used: what
changed is read from the mailbox, so a lost, doubled or late notice does no harm.
"""

import json
from typing import Any

from infrastructure.mailboxes.port import Heard, Notice

LONGEST_TOKEN = 4096
MOST = 1000
RENEW = frozenset({"reauthorizationRequired", "subscriptionRemoved"})
"""Lifecycle events after which nothing is told until the subscription is renewed or made anew; `missed` needs a look only."""


def heard(notice: Notice) -> Heard:
    """Answer the handshake with its token as plain text, and anything else with 202, as soon as it is understood."""
    token = notice.query.get("validationToken", "")
    if token:
        return Heard(200, text=token) if len(token) <= LONGEST_TOKEN else Heard(400)
    try:
        told = json.loads(notice.body)["value"]
        shown = [_shown(one) for one in told[:MOST]]
    except (ValueError, KeyError, TypeError):
        return Heard(400)
    refs = tuple((ref, key) for ref, key, event in shown if event not in RENEW)
    renew = tuple((ref, key) for ref, key, event in shown if event in RENEW)
    return Heard(202, refs=tuple(dict.fromkeys(refs)), renew=tuple(dict.fromkeys(renew)))


def _shown(one: Any) -> tuple[str, str, str]:
    return str(one["subscriptionId"]), str(one.get("clientState") or ""), str(one.get("lifecycleEvent") or "")
