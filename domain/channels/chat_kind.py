"""Chat on a website as a kind of channel: a widget of ours, visitors known by a cookie (CHT-01)."""

from collections.abc import Collection, Mapping

from domain.channels.form_kind import FormKind
from domain.kernel.refusal import Refusal

STEPS = ("look", "greeting", "hours", "sender_details", "rule", "connect")
LONGEST_TEXT = 4_000
"""Characters of one message (CNV-06)."""


class NoAddress(Refusal):
    """A chat is reached by its widget, not by an address."""

    code = "no_address"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "A chat has no mailbox: visitors write in its widget. Set its look instead.", field="look"
        )


class ChatKind(FormKind):
    """Messages of a website's visitors; those who left are answered by mail, from an address of ours as a form's are."""

    live = True
    availability_always = True
    identity = "cookie"
    outlet = True
    longest_text = LONGEST_TEXT
    marks = ""
    choices = (20, 80)

    def steps(self, _provider: str) -> tuple[str, ...]:
        """Return the steps: how it looks first, with which it gets its key and an address of ours."""
        return STEPS

    def check_provider(
        self, _provider: str, _settings: Mapping[str, str], _offered: Collection[str] = ()
    ) -> None:
        """Refuse: nobody hosts it but us."""
        raise NoAddress

    def address(self, _text: str, _own_domain: str) -> str:
        """Refuse: nobody begins a chat by mail."""
        raise NoAddress
