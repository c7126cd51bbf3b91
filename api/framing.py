"""A frame that shows a draft of HTML as its readers will see it; what to show comes by message from the page around it.

The interface's own policy takes no HTML for a page, and no image from elsewhere. This page belongs to nobody's origin, may
run its one line and nothing else, and holds nothing: what is shown there reaches nothing of ours.
"""

import base64
import hashlib

from flask import Flask, Response

SCRIPT = "addEventListener('message',e=>{if(e.source===parent)document.body.innerHTML=String(e.data)})"
POLICY = (
    f"default-src 'none'; script-src 'sha256-{base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}';"
    " style-src 'unsafe-inline'; img-src https:; frame-ancestors 'self'; base-uri 'none'; form-action 'none';"
    " sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
)
PAGE = (
    '<!doctype html><html lang=""><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
    f"<title>-</title><script>{SCRIPT}</script></head><body></body></html>"
)


def install(app: Flask) -> None:
    """Serve the frame."""

    def frame() -> Response:
        response = Response(PAGE, content_type="text/html; charset=utf-8")
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    app.add_url_rule("/frame", "framing.frame", frame)
