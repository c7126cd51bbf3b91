"""What is kept sealed of a page: its own token, and the one of whoever connected it, by which their role is looked up."""

import json


def packed(page_token: str, user_token: str = "") -> bytes:
    """Return both as they are kept."""
    return json.dumps({"page": page_token, "user": user_token}).encode()


def page_token(kept: bytes | None) -> str:
    """Return the page's token, empty where there is none."""
    return _read(kept, "page")


def user_token(kept: bytes | None) -> str:
    """Return the person's token, empty where there is none; it lasts sixty days, the page's own as long as their role."""
    return _read(kept, "user")


def _read(kept: bytes | None, name: str) -> str:
    return "" if kept is None else str(json.loads(kept).get(name, ""))
