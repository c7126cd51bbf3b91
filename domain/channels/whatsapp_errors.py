"""What Meta's codes of messages that did not arrive mean, in a word each (WAB-02). Pure and total.

Source: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
"""

from collections.abc import Mapping
from types import MappingProxyType

NAMED: Mapping[int, str] = MappingProxyType(
    {
        131047: "window_closed",
        131026: "undeliverable",
        131049: "ecosystem",
        131050: "marketing_stopped",
        130472: "experiment",
        131051: "unsupported",
        131052: "media",
        131053: "media",
        131056: "pair_limited",
        131048: "limited",
        130429: "limited",
        80007: "limited",
        4: "limited",
        131021: "own_number",
        131030: "not_allowed",
        131042: "payment",
        131045: "registration",
        131031: "blocked",
        130497: "blocked",
        368: "blocked",
        131005: "permission",
        3: "permission",
        10: "permission",
        0: "token",
        190: "token",
        131008: "invalid",
        131009: "invalid",
        100: "invalid",
        131000: "away",
        131016: "away",
        131057: "away",
        133004: "away",
        2: "away",
    }
)
RANGES = ((200, 300, "permission"), (132_000, 133_000, "template"), (133_000, 134_000, "registration"))
"""From, up to and without, and what is meant."""


def word_of(code: int) -> str:
    """Return what a code means; empty for one that is not known."""
    found = NAMED.get(code, "")
    return found or next((word for first, last, word in RANGES if first <= code < last), "")
