"""Meta's Cloud API over HTTP on a free port, and the place where files lie, which wants to see a token, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.providers.meta import error
from tests.support.providers.meta_http import Handler, Whole, as_json, below_version, running
from tests.support.providers.whatsapp import WhatsApp
from tests.support.providers.whatsapp_api import Asked, answered


class WhatsAppHandler(Handler):
    """Answers for one platform."""

    meta: WhatsApp

    def reply(self, path: str, query: dict[str, str], body: bytes) -> Whole:
        """See the base."""
        if path.startswith("/whatsapp_business/"):
            token = self.meta.tokens.get(self.bearer)
            return self.at_cdn(path) if token and token.valid else as_json(401, error(190, "No token"))
        form, file, said = self.told(body)
        asked = Asked(
            self.meta, self.command, below_version(path), {**query, **form}, self.bearer, said, file
        )
        return as_json(*answered(asked))


@contextmanager
def running_whatsapp() -> Iterator[WhatsApp]:
    """Run the Cloud API on a free port of this machine."""
    meta = WhatsApp()
    with running(meta, WhatsAppHandler):
        yield meta
