"""A line for each message once people can see it: the last station of its way, with the id that began it (RL-09)."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from domain.conversation.messages import MessagePosted, MessageReceived, MessageSent, SendFailed
from projections.common.recorded import Recorded

TOLD = (MessageReceived, MessagePosted, MessageSent, SendFailed)
FRESH = timedelta(minutes=5)
"""What is older is caught up on by the thousand, and nobody follows it."""
logger = logging.getLogger(__name__)


def tell_shown(events: Iterable[Recorded]) -> None:
    """Write a line for each fresh fact about a message among events that the read models show now."""
    if not logger.isEnabledFor(logging.INFO):
        return
    now = datetime.now(UTC)
    for position, event in events:
        if isinstance(event, TOLD) and now - event.timestamp < FRESH:
            ids = {
                "correlation": event.envelope.correlation_id,
                "account": event.account_id,
                "conversation": event.originator_id,
                "message_id": event.message_id,
                "topic": event.TOPIC,
                "position": position,
                "behind_ms": round((now - event.timestamp).total_seconds() * 1000),
            }
            logger.info("shown", extra=ids)
