"""What the Cloud API makes of a message that a number sends: checked as documented, taken or refused with its code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.support.providers.meta import Reply, error
from tests.support.providers.whatsapp import (
    PLACE,
    WINDOW,
    Account,
    Number,
    Sent,
    Template,
    WhatsApp,
    new_wamid,
    scoped,
)

SCOPED = re.compile(r"[A-Z]{2}\.[0-9A-Za-z]+")
LONGEST = {"text": 4096, "caption": 1024, "button": 1024, "list": 4096, "title": 20, "row": 24, "opaque": 512}
MEGABYTE = 1024 * 1024
LARGEST = {"image": 5 * MEGABYTE, "audio": 16 * MEGABYTE, "video": 16 * MEGABYTE, "document": 100 * MEGABYTE}
MOST_BUTTONS, MOST_ROWS = 3, 10


class Wrong(Exception):
    """A message is refused: the status, Meta's code and its words, and what exactly is wrong."""

    def __init__(self, status: int, code: int, words: str, details: str = "") -> None:
        """Keep them."""
        super().__init__(words)
        self.status, self.code, self.details = status, code, details or words

    def reply(self) -> Reply:
        """Return the answer."""
        told = error(self.code, f"(#{self.code}) {self}")
        told["error"]["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        return self.status, told


def sent(meta: WhatsApp, account: Account, number: Number, body: dict[str, Any]) -> Reply:
    """Take a message, or refuse it."""
    if body.get("status") == "read":
        return 200, {"success": True}
    try:
        _check(meta, account, number, body)
    except Wrong as wrong:
        return wrong.reply()
    to = _whom(meta, body)
    made = Sent(new_wamid(), to, body, meta.now())
    number.sent.append(made)
    return 200, {
        "messaging_product": "whatsapp", "contacts": [{"input": body.get("to") or body["recipient"], "wa_id": to, "user_id": scoped(to)}], "messages": [{"id": made.wamid}],
    }  # fmt: skip


def _check(meta: WhatsApp, account: Account, number: Number, body: dict[str, Any]) -> None:
    kind = str(body.get("type", "text"))
    if body.get("messaging_product") != "whatsapp":
        raise Wrong(400, 100, "Invalid parameter", "The parameter messaging_product is required.")
    to = _whom(meta, body)
    if len(str(body.get("biz_opaque_callback_data", ""))) > LONGEST["opaque"]:
        raise Wrong(400, 131009, "Parameter value is not valid")
    _content(meta, account, number, kind, body.get(kind))
    _between(meta, number, to, kind)


def _whom(meta: WhatsApp, body: dict[str, Any]) -> str:
    """Return whose number a message is for, who may be named by the id that the business has for them."""
    to, known = str(body.get("to") or "").lstrip("+"), str(body.get("recipient") or "")
    if not to and not known:
        raise Wrong(400, 131008, "Required parameter is missing", "The parameter to is required.")
    if to and not to.isdigit():
        raise Wrong(400, 131009, "Parameter value is not valid")
    if to:
        return to
    if not SCOPED.fullmatch(known):
        raise Wrong(400, 131009, "Parameter value is not valid")
    return next((one for one in meta.people if scoped(one) == known), "")


def _content(meta: WhatsApp, account: Account, number: Number, kind: str, content: Any) -> None:
    checks = {"text": _text, "interactive": _interactive, "template": _template}
    if not isinstance(content, dict):
        raise Wrong(400, 131008, "Required parameter is missing", f"The parameter {kind} is required.")
    if kind in LARGEST:
        _file(meta, number, kind, content)
    elif kind in checks:
        checks[kind](account, content)
    elif kind not in {"location", "contacts", "reaction", "sticker"}:
        raise Wrong(400, 131051, "Unsupported message type")


def _between(meta: WhatsApp, number: Number, to: str, kind: str) -> None:
    """Check whether the number may write that to whom it is for now."""
    if not number.registered:
        raise Wrong(400, 133010, "The account is not registered")
    if to == re.sub(r"\D", "", number.display):
        raise Wrong(400, 131021, "Recipient cannot be sender")
    if meta.pair_limit and sum(one.to == to for one in number.sent) >= meta.pair_limit:
        raise Wrong(400, 131056, "(Business Account, Consumer Account) pair rate limit hit")
    person = meta.people.get(to)
    if person is None or not person.has_whatsapp:
        raise Wrong(400, 131026, "Message undeliverable")
    wrote = person.wrote_at.get(number.id)
    if kind != "template" and (wrote is None or meta.now() - wrote > WINDOW + timedelta(seconds=1)):
        words = "Message failed to send because more than 24 hours have passed since the customer last replied to this number."
        raise Wrong(400, 131047, "Re-engagement message", words)


def _text(_account: Account, content: Mapping[str, Any]) -> None:
    said = content.get("body")
    if not said:
        raise Wrong(400, 131008, "Required parameter is missing", "The parameter text['body'] is required.")
    _short(said, "text", "Param text['body'] must be at most 4096 characters long.")


def _file(meta: WhatsApp, number: Number, kind: str, content: Mapping[str, Any]) -> None:
    if content.get("link"):
        return
    file = meta.stored.get(str(content.get("id", "")))
    if file is None or file.number != number.id:
        raise Wrong(400, 131009, "Parameter value is not valid", "Param id is not a valid media id.")
    fits = kind == "document" or file.content_type.startswith(kind)
    if not fits or len(file.data) > LARGEST[kind]:
        raise Wrong(400, 131053, "Media upload error", f"The {kind} cannot be sent.")
    if kind == "audio" and content.get("caption"):
        raise Wrong(400, 131009, "Parameter value is not valid", "Audio has no caption.")
    _short(str(content.get("caption", "")), "caption", "Caption is too long.")


def _interactive(_account: Account, content: Mapping[str, Any]) -> None:
    kind, action = content.get("type"), content.get("action") or {}
    said = str((content.get("body") or {}).get("text", ""))
    if kind == "button":
        named = [(one.get("reply") or {}) for one in action.get("buttons", [])]
        most, longest = MOST_BUTTONS, "title"
    elif kind == "list":
        sections = action.get("sections", [])
        if (
            not action.get("button")
            or len(str(action["button"])) > LONGEST["title"]
            or not 0 < len(sections) <= MOST_ROWS
        ):
            raise Wrong(400, 131009, "Parameter value is not valid")
        named = [row for section in sections for row in section.get("rows", [])]
        most, longest = MOST_ROWS, "row"
    else:
        raise Wrong(400, 131009, "Parameter value is not valid", "interactive.type is not known")
    _short(said, str(kind), "Body text length invalid.")
    ids = [one.get("id") for one in named]
    if not said or not 0 < len(named) <= most or not all(ids) or len(set(ids)) < len(ids):
        raise Wrong(
            400, 131009, "Parameter value is not valid", "Buttons are missing, too many, or the same."
        )
    for one in named:
        if not one.get("title"):
            raise Wrong(400, 131009, "Parameter value is not valid", "Title is required.")
        _short(str(one["title"]), longest, "Title is too long.")


def _template(account: Account, content: Mapping[str, Any]) -> None:
    name, code = content.get("name"), (content.get("language") or {}).get("code")
    found = next((one for one in account.templates if (one.name, one.language) == (name, code)), None)
    if found is None or found.status not in {"APPROVED", "PAUSED", "DISABLED"}:
        raise Wrong(404, 132001, "Template name does not exist in the translation")
    if found.status != "APPROVED":
        raise Wrong(
            400, 132015 if found.status == "PAUSED" else 132016, f"Template is {found.status.lower()}"
        )
    given = content.get("components") or []
    for component in found.components:
        kind = str(component["type"])
        if kind == "BUTTONS":
            _buttons(component, [one for one in given if str(one.get("type", "")).upper() == "BUTTON"])
            continue
        mine = [one for one in given if str(one.get("type", "")).upper() == kind]
        _parameters(found, component, [one for each in mine for one in each.get("parameters", [])])


def _parameters(found: Template, component: Mapping[str, Any], given: list[dict[str, Any]]) -> None:
    form = str(component.get("format", "TEXT"))
    if form in {"IMAGE", "VIDEO", "DOCUMENT"}:
        if [str(one.get("type", "")).upper() for one in given] != [form]:
            raise Wrong(400, 132012, "Parameter format does not match format in the created template")
        return
    names = list(dict.fromkeys(PLACE.findall(str(component.get("text", "")))))
    if len(given) != len(names):
        details = f"{component['type'].lower()}: number of localizable_params ({len(given)}) does not match the expected number of params ({len(names)})"
        raise Wrong(400, 132000, "Number of parameters does not match the expected number of params", details)
    if any(one.get("type") != "text" or not one.get("text") for one in given):
        raise Wrong(400, 131008, "Required parameter is missing")
    if found.parameter_format == "NAMED" and {one.get("parameter_name") for one in given} != set(names):
        raise Wrong(400, 100, "Invalid parameter", "Parameter name is missing or empty")


def _buttons(component: Mapping[str, Any], given: list[dict[str, Any]]) -> None:
    """Check that each button with a place in its address, and no other, has a value."""
    by_index = {str(one.get("index")): one for one in given}
    for index, button in enumerate(component.get("buttons", [])):
        needs = button["type"] == "COPY_CODE" or (
            button["type"] == "URL" and PLACE.search(str(button.get("url", "")))
        )
        one = by_index.get(str(index))
        if needs and (one is None or not one.get("parameters")):
            raise Wrong(
                400, 131008, "Required parameter is missing", f"Button at index {index} requires a parameter"
            )
        if not needs and one is not None and button["type"] in {"URL", "PHONE_NUMBER"}:
            raise Wrong(
                400, 132018, "Template button parameter", f"Button at index {index} does not take a parameter"
            )


def _short(said: str, what: str, details: str) -> None:
    if len(said) > LONGEST[what]:
        raise Wrong(400, 100, "Invalid parameter", details)
