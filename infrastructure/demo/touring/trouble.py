"""What a tour cannot get over."""


class CannotGoOn(Exception):
    """The tour ends here; the message says why, and what to do."""
