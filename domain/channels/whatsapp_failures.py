"""Why a message did not arrive by WhatsApp, in words, of the codes that Meta documents (WAB-02). Pure and total.

https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
"""

from collections.abc import Mapping
from types import MappingProxyType

UNKNOWN = "provider_refused"
WORDS: Mapping[int, str] = MappingProxyType(
    {
        131047: "template_needed",
        131026: "undeliverable",
        131049: "healthy_ecosystem",
        131050: "stopped_marketing",
        130472: "experiment",
        130497: "country",
        131021: "same_number",
        131051: "unsupported",
        131052: "media",
        131053: "media",
        131056: "pair_rate",
        130429: "rate",
        131048: "rate",
        80007: "rate",
        4: "rate",
        131042: "payment",
        131031: "blocked",
        368: "blocked",
        190: "access",
        0: "access",
        3: "access",
        10: "access",
        131005: "access",
        131045: "registration",
        132000: "template_variables",
        132012: "template_variables",
        132001: "template_unknown",
        132005: "template_too_long",
        132007: "template_policy",
        132015: "template_paused",
        132016: "template_disabled",
        131008: "parameter",
        131009: "parameter",
        100: "parameter",
        1: "provider_away",
        2: "provider_away",
        131000: "provider_away",
        131016: "provider_away",
        131057: "provider_away",
    }
)
"""Single codes; others of a family are named in `FAMILIES`."""
FAMILIES = (
    (range(132000, 133000), "template"),
    (range(133000, 134000), "registration"),
    (range(200, 300), "access"),
)
WORTH_TRYING = frozenset(
    {
        "undeliverable", "healthy_ecosystem", "media", "pair_rate", "rate", "payment", "blocked", "access", "registration",
        "provider_away", UNKNOWN,
    }
)  # fmt: skip
"""Where the same message may arrive when a person sends it again, now or later."""


def reason_of(code: int) -> str:
    """Return the word for a code of Meta's."""
    family = next((word for codes, word in FAMILIES if code in codes), UNKNOWN)
    return WORDS.get(code, family)


def worth_trying(reason: str) -> bool:
    """Whether sending the same once more may help."""
    return reason in WORTH_TRYING
