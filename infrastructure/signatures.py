"""Signatures made harmless: as messages are, but with images at https addresses, which the recipient may load (EML-10)."""

import re

from application.ports import Rendered
from infrastructure.channels.email.html import sanitise, text_of_html

_IMAGE = re.compile(r"<img(?:\s[\w:-]+=\"[^\"]*\")*\s*/?>")
_AT_HTTPS = re.compile(r"\ssrc=\"https://", re.IGNORECASE)


def harmless_with_images(html: str) -> str:
    """Return the HTML without scripts, forms, frames and style sheets, and without images from anywhere but https."""
    return _IMAGE.sub(
        lambda one: one[0] if _AT_HTTPS.search(one[0]) else "", sanitise(html, allow_remote=True)
    ).strip()


def of_html(source: str) -> Rendered:
    """Return a signature that was written as HTML, in both forms."""
    html = harmless_with_images(source)
    return Rendered(text_of_html(html), html)
