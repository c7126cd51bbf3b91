"""Mail as it is shown: harmless HTML, and files by number; taken apart in a child (EML-17, CNV-08, RL-06)."""

import html
import re
import secrets
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from api.services import MailPart
from infrastructure.channels.email.replies import separate
from infrastructure.isolation.asking import Failed, asked
from infrastructure.isolation.pool import CHILDREN


class MailRendering:
    """Satisfies `api.services.MailRendering`; what takes more than there is has neither HTML nor files."""

    def html(
        self, raw: bytes, image_url: Callable[[str], str | None], *, allow_remote: bool
    ) -> tuple[str, bool] | None:
        """Return the body as harmless HTML and whether remote images were left out; None where there is none."""
        return _shown("html", raw, image_url, allow_remote=allow_remote)

    def reply(
        self, raw: bytes, image_url: Callable[[str], str | None], *, allow_remote: bool
    ) -> tuple[str, bool] | None:
        """Return the same without quotes and signature; None where there are none, or nothing else."""
        return _shown("reply", raw, image_url, allow_remote=allow_remote)

    def parts(self, text: str) -> list[dict[str, Any]]:
        """Tell what of a text is what, as intake does of one without HTML."""
        return [asdict(part) for part in separate(text)]

    def attachment(self, raw: bytes, part: int) -> MailPart | None:
        """Return the attachment at an index, or None."""
        found = _read("attachment", raw, part)
        return None if found is None else MailPart(*found)


def _shown(
    work: str, raw: bytes, image_url: Callable[[str], str | None], *, allow_remote: bool
) -> tuple[str, bool] | None:
    mark = f"p{secrets.token_hex(16)}:"
    found = _read(work, raw, mark, allow_remote=allow_remote)
    if found is None:
        return None
    shown, content_ids, blocked = found

    def source(match: re.Match[str]) -> str:
        url = image_url(content_ids[int(match[1])])
        return f' src="{html.escape(url)}"' if url else ""

    return re.sub(rf' src="{mark}(\d{{1,9}});"', source, shown), blocked


def _read(work: str, *arguments: Any, **options: Any) -> Any:
    (found,) = CHILDREN.each([asked(work, *arguments, **options)])
    return None if isinstance(found, Failed) else found
