"""What may be written by WhatsApp, and when: Meta's customer service window, and who opted out (WAB-02, WAB-03). Pure and total.

Within 24 hours of the person's last message anything may be sent; after that, and to who never wrote, only an approved template
(https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages, "Customer service windows"). A reaction and a
receipt open nothing, as neither asks anything.
"""

from datetime import datetime, timedelta

from domain.channels.window import (
    NOTHING,
    OPEN,
    OPTED_OUT,
    TEMPLATE_NEEDED,
    TEMPLATE_NOT_APPROVED,
    TEMPLATE_ONLY,
    Aside,
    Standing,
    Window,
)

POLICY = "whatsapp_window@1"
ANYTHING = timedelta(hours=24)
APPROVED = "approved"
KEYWORD = "keyword"
"""The origin of what answers a keyword by which somebody opts in or out: they asked for that very answer."""


def window(last_inbound_at: datetime | None, now: datetime, origin: str, aside: Aside = NOTHING) -> Window:
    """Say whether a message may go out now; `origin` is that of `MessagePosted`.

    A provider's time in the future counts as now. The end belongs to the window. Who opted out gets what a person answers
    since, to what they wrote since, and the answer to the keyword; nothing automatic, and no template.
    """
    heard = None if last_inbound_at is None else min(last_inbound_at, now)
    closes_at = None if heard is None else heard + ANYTHING
    is_open = closes_at is not None and now <= closes_at
    if _is_unwanted(heard, now, origin, aside):
        reason = OPTED_OUT
    elif aside.template:
        reason = "" if aside.template == APPROVED else TEMPLATE_NOT_APPROVED
    else:
        reason = "" if is_open else TEMPLATE_NEEDED
    return Window(
        not reason, reason, "", origin, heard, closes_at, None, POLICY, aside.template, aside.opted_out_at
    )


def standing(last_inbound_at: datetime | None, now: datetime) -> Standing:
    """Say how things stand at a time: open, or template_only."""
    closes_at = None if last_inbound_at is None else min(last_inbound_at, now) + ANYTHING
    is_open = closes_at is not None and now <= closes_at
    return Standing(OPEN if is_open else TEMPLATE_ONLY, closes_at)


def _is_unwanted(heard: datetime | None, now: datetime, origin: str, aside: Aside) -> bool:
    if aside.opted_out_at is None or origin == KEYWORD:
        return False
    answers = origin == "human" and not aside.template
    # what was written before they opted out does not answer what they wrote after that
    return not answers or heard is None or min(heard, aside.posted_at or now) <= aside.opted_out_at
