"""The chatflow that a channel has when it is connected: at most an instant reply, and then a person (MSG-02, MSG-05)."""

from domain.bot.flow import LONGEST_NAME, Flow
from domain.bot.steps import Step

INSTANT_REPLY = "instant_reply"
"""The key of the one step."""
NAME = "Chatflow"


def default_flow(name: str, instant_reply: str = "") -> Flow:
    """Return it: right after the first message it says the instant reply, if there is one, and hands over."""
    return Flow(name.strip()[:LONGEST_NAME] or NAME, (Step(INSTANT_REPLY, "hand_over", instant_reply),))
