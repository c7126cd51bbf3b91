"""All ports of the application at once, in memory."""

from dataclasses import replace
from typing import Any

from application.limits import Limits
from application.unit import Ports
from infrastructure.markdown import Markdown
from infrastructure.originals import StoredOriginals
from tests.support.folded import Folded
from tests.support.memory import MemoryBlobs, MemoryKeys, MemoryLog, MemorySecrets
from tests.support.memory_uploads import MemoryUploads


class MemoryEgress:
    """Everything is open but `closed` hosts."""

    def __init__(self) -> None:
        self.closed: set[str] = set()

    def mail_refusal(self, host: str, port: int) -> str:
        """Say no to closed hosts."""
        return f"{host}:{port} is closed. Name another." if host in self.closed else ""


def memory_ports(limits: Limits | None = None) -> Ports:
    """Return ports that keep everything in memory."""
    log, keys = MemoryLog(), MemoryKeys()
    blobs, folded = MemoryBlobs(keys), Folded(log)
    return Ports(
        log=log,
        secrets=MemorySecrets(),
        blobs=blobs,
        uploads=MemoryUploads(),
        originals=StoredOriginals(blobs),
        markup=Markdown(),
        keys=keys,
        access=folded,
        facts=folded,
        egress=MemoryEgress(),
        limits=limits or Limits(),
    )


def with_limits(ports: Ports, **limits: Any) -> Ports:
    """Return the same ports under other limits."""
    return replace(ports, limits=replace(ports.limits, **limits))
