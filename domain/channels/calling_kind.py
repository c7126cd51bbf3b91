"""Telephone calls as a kind of channel: one number, which is called and called from (CAL-01)."""

from collections.abc import Collection, Mapping

from domain.channels.form_kind import FormKind
from domain.kernel.refusal import Refusal

STEPS = ("number", "voice", "rule", "ticket_automation", "connect")
LONGEST_TEXT = 4_000
"""Characters that are said at once; the provider's own limit for what it says is a little higher."""


class NoMailbox(Refusal):
    """A telephone line is called, not written to."""

    code = "no_address"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "A telephone line has no mailbox: people call it. Choose the number.", field="number_sid"
        )


class CallingKind(FormKind):
    """Calls to and from a number: they carry no text, so answers in writing go by another channel (CAL-02, CNV-05)."""

    availability_always = True
    identity = "phone"
    longest_text = LONGEST_TEXT

    def may_carry(self, *, own: bool) -> str:  # noqa: ARG002 - the rule of every kind has it
        """Carry no text at all."""
        return "calls_only"

    def steps(self, _provider: str) -> tuple[str, ...]:
        """Return the steps: the number first, then what callers hear."""
        return STEPS

    def check_provider(
        self, _provider: str, _settings: Mapping[str, str], _offered: Collection[str] = ()
    ) -> None:
        """Refuse: a line has no mailbox that somebody would host."""
        raise NoMailbox

    def address(self, _text: str, _own_domain: str) -> str:
        """Refuse: nobody calls an address."""
        raise NoMailbox
