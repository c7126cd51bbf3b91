"""Where files may come from while a platform of Meta's stands on this machine, for trying it out."""

from urllib.parse import urlsplit

from infrastructure.egress import Egress


def tried_at(egress: Egress, url: str) -> Egress:
    """Let to the internet, and to where Meta is for trying it out."""
    parts = urlsplit(url)
    return Egress(egress.allowed, frozenset({(parts.hostname or "", parts.port or 443)} if url else ()))
