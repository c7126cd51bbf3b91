"""WhatsApp as a kind of channel: people write to a number of the company's, known by the number they write from (WAB-01)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from domain.channels.form_kind import FormKind
from domain.channels.whatsapp_files import type_of
from domain.channels.whatsapp_window import standing, window
from domain.channels.window import NOTHING, Aside, Standing, Window
from domain.kernel.refusal import InvalidInput, Refusal

STEPS = ("number", "verification", "rule", "connect")
LONGEST_TEXT, LONGEST_CAPTION = 4_096, 1_024
"""Characters of one message, and of what stands below a file (CNV-06)."""
MOST_CHOICES, LONGEST_CHOICE, MOST_BUTTONS = 10, 20, 3
"""Answers of one message, and the characters of one; up to three are buttons, more are a list."""
NUMBER_TAKEN = "number_taken"


class NoAddress(Refusal):
    """A number is reached in WhatsApp, not by an address."""

    code = "no_address"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "A number has no mailbox: people write to it in WhatsApp. Choose the number.", field="number"
        )


class WhatsAppKind(FormKind):
    """Messages to a number; answered there, freely for a day and by approved templates at any time (WAB-02)."""

    live = True
    availability_always = True
    identity = "whatsapp_id"
    outlet = False
    longest_text = LONGEST_TEXT
    marks = "whatsapp"
    opting = True
    choices = (MOST_CHOICES, LONGEST_CHOICE)

    def steps(self, _provider: str) -> tuple[str, ...]:
        """Return the steps: the number first, then that it is ours to use (WAB-01)."""
        return STEPS

    def check_provider(
        self, _provider: str, _settings: Mapping[str, str], _offered: Collection[str] = ()
    ) -> None:
        """Refuse: nobody hosts it but Meta."""
        raise NoAddress

    def address(self, _text: str, _own_domain: str) -> str:
        """Refuse: nobody writes to a number by mail."""
        raise NoAddress

    def reaches(self, identity: str, value: str) -> str:
        """Whoever is known there is reached, and whoever has a telephone number, by its digits."""
        return value.lstrip("+") if identity in {self.identity, "phone"} else ""

    def may_carry(self, *, own: bool) -> str:  # noqa: ARG002 - the rule of every kind has it
        """Whoever has a number can be written to, by a template at least (WAB-02, CNV-05)."""
        return ""

    def check_file(self, content_type: str, size: int) -> None:
        """Refuse what WhatsApp would not take, before anything is recorded (WAB-02)."""
        if not type_of(content_type, size):
            raise InvalidInput(
                "WhatsApp takes JPEG and PNG pictures up to 5 MB, MP4 and 3GPP videos and sound up to 16 MB, and PDF, Office"
                " and plain text documents. Send another kind of file, or a link to it.",
                field="attachments",
            )

    def window(
        self, last_inbound_at: datetime | None, now: datetime, origin: str, aside: Aside = NOTHING
    ) -> Window:
        """Return whether a message may go out at that time (WAB-02)."""
        return window(last_inbound_at, now, origin, aside)

    def standing(self, last_inbound_at: datetime | None, now: datetime) -> Standing:
        """Return how the window stands at that time (WAB-02)."""
        return standing(last_inbound_at, now)
