"""Why what comes signed from Twilio is without effect all the same (CAL-03, SE-03)."""

from domain.kernel.refusal import Refusal


class OfAnotherChannel(Refusal):
    """What one channel's account signed is believed of that channel's calls only."""

    code = "other_channel"

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This call is of another channel.")


class OfAnotherNumber(Refusal):
    """A number of the same account leads here that is not the channel's."""

    code = "other_number_called"

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This call is to another number than the channel's.")


class TooManyCome(Refusal):
    """One caller, or all of a line's together, call more often than is taken in."""

    code = "too_many_come"

    def __init__(self) -> None:
        """Say so."""
        super().__init__("More calls come than are taken in.")
