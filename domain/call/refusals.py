"""Why a call cannot be made or answered, and what to do instead (CAL-01, CAL-02)."""

from uuid import UUID

from domain.kernel.refusal import Refusal


class AnsweredElsewhere(Refusal):
    """Somebody else was faster."""

    code = "answered_elsewhere"

    def __init__(self) -> None:
        """Say so."""
        super().__init__("A colleague has answered this call already.")


class NotRung(Refusal):
    """Only whose phone rings can answer."""

    code = "not_rung"

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This phone is not rung for this call.")


class PhoneNeeded(Refusal):
    """Calls are made by ringing one's own phone first."""

    code = "phone_needed"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "Your own phone is rung first, then theirs. Enter its number in your profile, then call again.",
            field="phone",
        )


class NumberUnknown(Refusal):
    """There is no number to call."""

    code = "number_unknown"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "No telephone number of this contact is known. Add one to the contact, or answer by another channel.",
            field="to",
        )


class NumberUnproven(Refusal):
    """A number that was only typed may be anybody's, and one that costs much (SE-03)."""

    code = "number_unproven"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "The contact only typed this number, in a form or a chat: it may be somebody else's, or dear to call. Make"
            " sure whose it is; then call it with confirmed set to true.",
            field="confirmed",
        )


class OwnLine(Refusal):
    """A call to a line of the account's own would come in there, and ring the same people again."""

    code = "own_line"

    def __init__(self, field: str) -> None:
        """Say how to go on."""
        super().__init__(
            "This is the number of one of your own lines: a call to it would come back to you. Give another number.",
            field=field,
        )


class CountryNotCalled(Refusal):
    """Whoever runs the installation names the countries that are called."""

    code = "country_not_called"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "Numbers of this country are not called from here. Ask whoever runs this installation, or answer by another"
            " channel.",
            field="to",
        )


class TooManyCalls(Refusal):
    """So many calls were made within an hour; `who` made them: You, or Your company."""

    code = "too_many_calls"

    def __init__(self, who: str, most: int) -> None:
        """Say how to go on."""
        super().__init__(
            f"{who} made {most} calls within an hour, and that is the most. Wait a while, or ask whoever runs this"
            " installation for more."
        )


class LineBusy(Refusal):
    """Whoever calls is in another call; `about` says which."""

    code = "line_busy"

    def __init__(self, call_id: UUID) -> None:
        """Say how to go on."""
        super().__init__("You are in another call. Finish that one first.", about=call_id)
