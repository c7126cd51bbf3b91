"""Files as downloads: never opened in the browser as a page, whatever they are (CNV-08)."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def download(data: bytes | Iterator[bytes], filename: str, content_type: str) -> Response:
    """Return a file as an answer that browsers save; only pictures and plain text keep their type."""
    kept = content_type in PICTURES or content_type == "text/plain"
    response = Response(data, content_type=content_type if kept else "application/octet-stream")
    plain = (
        "".join(c if (c.isascii() and c.isalnum()) or c in "._- " else "_" for c in filename)[:100] or "file"
    )
    name = quote(filename.encode("utf-8", "replace")[:600], safe="")
    response.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return response
