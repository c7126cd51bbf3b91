"""What a subscription no longer includes shows itself as degraded, and heals once it is included again (ACC-05)."""

from collections.abc import Sequence

from application.bus import Command
from application.reactor import Happened, Reactor, Work
from application.subscription import ReviewChannels
from domain.account.events import SubscriptionChanged


def react(_: Happened) -> Sequence[Command | Work]:
    """Review the account's channels."""
    return (ReviewChannels(),)


reactor = Reactor("degrade_on_subscription_changed", frozenset({SubscriptionChanged}), react)
