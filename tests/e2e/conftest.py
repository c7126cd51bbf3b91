"""The acceptance tests' word for opening an account; the product they share is in `tests.support.running`."""

from tests.support.running import Open

__all__ = ["Open"]
