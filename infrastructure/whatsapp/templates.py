"""Templates as Meta's API describes them, and messages made of them as it wants them (WAB-02). Pure.

Sources: developers.facebook.com, Business Management API (message templates) and Cloud API (sending template messages).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from application.messaged import text_at
from application.templates import Known
from domain.conversation.messages import MessagePosted
from domain.template.content import Button, Content

NO_REASON = "NONE"


def known(told: Mapping[str, Any]) -> Known | None:
    """Return a template as it is recorded; None for one without a name, a language or a body."""
    parts = {text_at(one, "type").upper(): one for one in _list(told, "components")}
    body, header = text_at(parts.get("BODY", {}), "text"), parts.get("HEADER", {})
    name, language = text_at(told, "name"), text_at(told, "language")
    if not (name and language and body):
        return None
    reason = text_at(told, "rejected_reason")
    return Known(
        name,
        language,
        Content(
            category=text_at(told, "category").lower(),
            status=text_at(told, "status").lower(),
            body=body,
            header_format=text_at(header, "format").lower(),
            header_text=text_at(header, "text"),
            footer=text_at(parts.get("FOOTER", {}), "text"),
            buttons=tuple(map(_button, _list(parts.get("BUTTONS", {}), "buttons"))),
            reason="" if reason == NO_REASON else reason.lower(),
        ),
    )


def message(posted: MessagePosted, header: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what is sent of a message made of a template; `header` is its file, as `content.media` gives it."""
    components = [*_header(posted, header), *_body(posted), *_buttons(posted)]
    about = {"name": posted.template, "language": {"code": posted.template_language}}
    return {"type": "template", "template": {**about, **({"components": components} if components else {})}}


def _header(posted: MessagePosted, file: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    parameters = [dict(file)] if file is not None else _texts(posted, "header")
    if parameters:
        yield {"type": "header", "parameters": parameters}


def _body(posted: MessagePosted) -> Iterator[dict[str, Any]]:
    parameters = _texts(posted, "body")
    if parameters:
        yield {"type": "body", "parameters": parameters}


def _buttons(posted: MessagePosted) -> Iterator[dict[str, Any]]:
    for one in posted.template_variables:
        if one["part"] in {"header", "body"}:
            continue
        is_coupon = one["part"] == "copy_code"
        kind, name = ("copy_code", "coupon_code") if is_coupon else ("url", "text")
        parameters = [{"type": name, name: one["value"]}]
        yield {"type": "button", "sub_type": kind, "index": one["name"], "parameters": parameters}


def _texts(posted: MessagePosted, part: str) -> list[dict[str, Any]]:
    """Return what is filled in: by place, or by name where places have names."""
    return [
        {"type": "text", "text": one["value"], **({} if one["name"].isdigit() else {"parameter_name": one["name"]})}
        for one in posted.template_variables
        if one["part"] == part
    ]  # fmt: skip


def _button(told: Mapping[str, Any]) -> Button:
    return Button(text_at(told, "type").lower(), text_at(told, "text"), text_at(told, "url"))


def _list(told: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    found = told.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
