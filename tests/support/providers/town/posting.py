"""How the platforms tell the product of something: over HTTP, again where it says that it could not keep it."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Mapping

from tests.support.providers.town.phones import CannotDo

TRIES, PAUSE = 5, 1.0


def posted(url: str, raw: bytes, headers: Mapping[str, str]) -> None:
    """Post a webhook. Raises `CannotDo` where the product does not take it."""
    why = ""
    for _ in range(TRIES):
        try:
            request = urllib.request.Request(url, raw, dict(headers))  # noqa: S310 - the product's address
            with urllib.request.urlopen(request, timeout=20):  # noqa: S310
                return
        except urllib.error.HTTPError as error:
            why = f"it answered {error.code}"
            if error.code < 500:
                break
        except OSError as error:
            why = str(error)
        time.sleep(PAUSE)
    message = f"The product did not take the webhook: {why}."
    raise CannotDo(message)
