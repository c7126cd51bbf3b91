"""What a ticket says no to."""

from domain.kernel.refusal import Refusal


class TooManyLinks(Refusal):
    """A ticket has as many conversations or contacts as it can."""

    code = "too_many_links"


class FirstStays(Refusal):
    """The contact a ticket was opened for stays with it: its texts are sealed for them (PRV-08)."""

    code = "first_contact_stays"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "The ticket was opened for this contact, and its texts are kept for them. Open another ticket for the"
            " others instead.",
            field="contact_id",
        )
