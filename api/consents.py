"""What the API needs to know of consent before it takes anything from a visitor (PRV-02, CHT-13)."""

from typing import Protocol
from uuid import UUID

from application.consent import Wanted

DISCLAIMER = (
    "This feature helps to ask for consent and to prove it. It is not legal advice: whether consent is the right basis,"
    " and what the text must say, only a lawyer can tell you."
)
"""It stays with the feature, wherever that is shown (PRV-04)."""


class Consents(Protocol):
    """Says who is to be asked what, from the log itself."""

    def needed(self, account_id: UUID, channel_id: UUID, visitor: str, language: str = "") -> Wanted | None:
        """Return what a visitor is to be shown; None where the channel asks nothing, or they have agreed already.

        `visitor` is empty for somebody new. `Wanted.blocks` says whether nothing may be taken before they agree,
        `Wanted.lets(agreed)` whether a message that brings this agreement may be. Raises `NotFound`.
        """
