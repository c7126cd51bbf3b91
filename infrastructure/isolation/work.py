"""What children do: by name, with plain values in and out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from application.inbound import InboundMessage
from infrastructure.channels.email.explain import explain
from infrastructure.channels.email.html import has_blocked_images, sanitise, text_of_html
from infrastructure.channels.email.parse import attachment_of, html_of, parse, to_inbound
from infrastructure.channels.email.parsed import ParsedMail
from infrastructure.channels.email.replies import FORWARD, REPLY
from infrastructure.channels.email.reply_html import reply_html
from infrastructure.isolation.asking import Asked, Failed


def inbound(raw: bytes, own: Sequence[str], authserv: str) -> InboundMessage:
    """Read a mail as ingest takes it."""
    return to_inbound(parse(raw), own, authserv)


def html(raw: bytes, mark: str, *, allow_remote: bool) -> tuple[str, list[str], bool] | None:
    """Return the body as harmless HTML, the content ids of its pictures, and whether remote ones were left out.

    Where a picture's address is to stand, `mark` and its number in the list stand. None where there is no HTML.
    """
    written = html_of(raw)
    return _shown(written, mark, allow_remote=allow_remote) if written else None


def reply(raw: bytes, mark: str, *, allow_remote: bool) -> tuple[str, list[str], bool] | None:
    """Return the same of a body without its quotes and signature; None where it has none, or nothing else."""
    mail = parse(raw)
    written = reply_html(mail.raw_html, mail.forward, (REPLY, FORWARD))
    if written == mail.raw_html or not (text_of_html(written).strip() or "<img" in written.lower()):
        return None
    return _shown(written, mark, allow_remote=allow_remote)


def _shown(written: str, mark: str, *, allow_remote: bool) -> tuple[str, list[str], bool]:
    numbers: dict[str, int] = {}

    def marked(content_id: str) -> str:
        return f"{mark}{numbers.setdefault(content_id, len(numbers))};"

    shown = sanitise(written, marked, allow_remote=allow_remote)
    return shown, list(numbers), has_blocked_images(shown)


def attachment(raw: bytes, part: int) -> tuple[str, str, bytes] | None:
    """Return name, type and bytes of the attachment at an index, or None."""
    found = attachment_of(raw, part)
    return None if found is None else (found[0].filename, found[0].content_type, found[1])


def explained(raw: bytes, intake: datetime, internal: Sequence[str]) -> dict[str, Any]:
    """Explain a mail, but for what an account's data say of its threading."""
    return explain(raw, intake=intake, internal=internal)


def parsed(raw: bytes) -> ParsedMail:
    """Read a mail whole."""
    return parse(raw)


def ready() -> bool:
    """Say that the child is there."""
    return True


WORK: Mapping[str, Callable[..., Any]] = {
    work.__name__: work for work in (inbound, html, reply, attachment, explained, parsed, ready)
}


def at_once(batch: Sequence[Asked]) -> list[Any]:
    """Do it in this process, without bounds: what asks for little, such as tests of what is read."""
    return [_done(one) for one in batch]


def _done(one: Asked) -> Any:
    try:
        return WORK[one.work](*one.arguments, **one.options)
    except Exception as error:  # noqa: BLE001 - as in a child
        return Failed(type(error).__name__)
