"""Mail as it is shown: harmless HTML, and files by number (EML-17, CNV-08)."""

from collections.abc import Callable

from api.services import MailPart
from infrastructure.channels.email.html import has_blocked_images, sanitise
from infrastructure.channels.email.parse import attachment_of, html_of


class MailRendering:
    """Satisfies `api.services.MailRendering`."""

    def html(
        self, raw: bytes, image_url: Callable[[str], str | None], *, allow_remote: bool
    ) -> tuple[str, bool] | None:
        """Return the body as harmless HTML and whether remote images were left out; None where there is none."""
        written = html_of(raw)
        if not written:
            return None
        shown = sanitise(written, image_url, allow_remote=allow_remote)
        return shown, has_blocked_images(shown)

    def attachment(self, raw: bytes, part: int) -> MailPart | None:
        """Return the attachment at an index, or None."""
        found = attachment_of(raw, part)
        return None if found is None else MailPart(found[0].filename, found[0].content_type, found[1])
