"""Originals as they are shown, whatever they are: mail, or what a form, a chat, a page or a number was sent (CNV-08, FRM-01, CHT-11)."""

from collections.abc import Callable
from typing import Any

from api.services import MailPart, MailRendering
from application import chatted, messaged, submitted, whatsapped

FileOf = Callable[[bytes, int], submitted.SentFile | None]


def _file_of(raw: bytes) -> FileOf | None:
    """Return what finds files in it where it is no mail, but text and files as a form, a chat or a platform sent them."""
    if submitted.is_submission(raw):
        return submitted.file_of
    if chatted.is_chat(raw):
        return chatted.file_of
    return messaged.file_of if messaged.is_messenger(raw) or whatsapped.is_whatsapp(raw) else None


def _is_ours(raw: bytes) -> bool:
    return _file_of(raw) is not None


class Rendering:
    """Satisfies `api.services.MailRendering`: what neither a form nor a chat nor a platform sent is mail."""

    def __init__(self, mail: MailRendering) -> None:
        """Let `mail` show mail."""
        self._mail = mail

    def html(
        self, raw: bytes, image_url: Callable[[str], str | None], *, allow_remote: bool
    ) -> tuple[str, bool] | None:
        """Return the body as harmless HTML; forms and chats send none."""
        return None if _is_ours(raw) else self._mail.html(raw, image_url, allow_remote=allow_remote)

    def reply(
        self, raw: bytes, image_url: Callable[[str], str | None], *, allow_remote: bool
    ) -> tuple[str, bool] | None:
        """Return the same without quotes and signature; None where there are none, or nothing else."""
        return None if _is_ours(raw) else self._mail.reply(raw, image_url, allow_remote=allow_remote)

    def parts(self, text: str) -> list[dict[str, Any]]:
        """Tell what of a mail's text is what; of the rest that is told when it comes in."""
        return self._mail.parts(text)

    def attachment(self, raw: bytes, part: int) -> MailPart | None:
        """Return the file at an index, or None."""
        file_of = _file_of(raw)
        if file_of is None:
            return self._mail.attachment(raw, part)
        found = file_of(raw, part)
        return None if found is None else MailPart(found.filename, found.content_type, found.data)
