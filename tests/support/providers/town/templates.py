"""The company's templates, as Meta approved them, and how people see them."""

from __future__ import annotations

import re
from typing import Any

from tests.support.providers.whatsapp import Account

PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
REPLIES = [{"type": "QUICK_REPLY", "text": "That suits me"}, {"type": "QUICK_REPLY", "text": "Another day"}]
TEMPLATES: tuple[tuple[str, str, list[dict[str, Any]]], ...] = (
    (
        "delivery_day",
        "Hello {{1}}, your order {{2}} comes on {{3}}. Does that suit you?",
        [{"type": "FOOTER", "text": "Harbour & Pine"}, {"type": "BUTTONS", "buttons": REPLIES}],
    ),
    ("thank_you", "Thank you for your order, {{1}}. We begin to build it.", []),
)
"""(name, body, other components)"""


def rendered(account: Account, content: dict[str, Any]) -> str:
    """Return a template's body with what was filled in."""
    body = next(
        str(part["text"])
        for one in account.templates
        if one.name == content["name"]
        for part in one.components
        if part["type"] == "BODY"
    )
    given = [one for one in content.get("components", []) if str(one["type"]).upper() == "BODY"]
    values = iter([str(value["text"]) for one in given for value in one["parameters"]])
    return PLACE.sub(lambda _: next(values), body)
