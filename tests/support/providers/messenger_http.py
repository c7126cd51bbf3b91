"""Facebook over HTTP on a free port: the login dialog, the Graph API, and what lies at its CDN."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.providers.messenger import Facebook
from tests.support.providers.messenger_api import Asked, answered, dialog
from tests.support.providers.meta_http import Handler, Whole, as_json, below_version, running


class FacebookHandler(Handler):
    """Answers for one Facebook."""

    meta: Facebook

    def reply(self, path: str, query: dict[str, str], body: bytes) -> Whole:
        """See the base."""
        if path.endswith("/dialog/oauth"):
            return 302, b"", {"Location": dialog(self.meta, query)}
        if path.startswith("/cdn/"):
            return self.at_cdn(path)
        form, file, said = self.told(body)
        rest = below_version(path)
        return as_json(
            *answered(Asked(self.meta, self.command, rest, {**query, **form}, self.bearer, said, file))
        )


@contextmanager
def running_facebook() -> Iterator[Facebook]:
    """Run a Facebook on a free port of this machine."""
    facebook = Facebook()
    with running(facebook, FacebookHandler):
        yield facebook
