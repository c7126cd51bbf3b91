"""A process's own small page for Prometheus: /metrics, /health and /ready, on a port for machines only (RL-09)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from infrastructure.observing.figures import BOUNDS, Durations, Shown, Source
from infrastructure.settings import Settings

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

OK, UNAVAILABLE, NOT_FOUND = 200, 503, 404


@contextmanager
def exposed(settings: Settings, sources: Sequence[Source], ready: Callable[[], bool]) -> Iterator[int]:
    """Show figures while the context lasts; yields the port, 0 where the settings name none.

    Raises:
        OSError: the port is taken.

    """
    if not settings.metrics_port:
        yield 0
        return
    server = Page((settings.metrics_host, settings.metrics_port), sources, ready)
    thread = Thread(target=server.serve_forever, name="metrics", daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Page(ThreadingHTTPServer):
    """The server of the page."""

    daemon_threads = True

    def __init__(
        self, address: tuple[str, int], sources: Sequence[Source], ready: Callable[[], bool]
    ) -> None:
        from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest  # noqa: PLC0415 - its weight is for those who use it

        registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        registry.register(Everything(sources))
        self.text: Callable[[], bytes] = lambda: generate_latest(registry)
        self.ready = ready
        super().__init__(address, Answers)


class Answers(BaseHTTPRequestHandler):
    """One request."""

    server: Page
    timeout = 10

    def do_GET(self) -> None:
        """Answer the three addresses there are."""
        if self.path == "/metrics":
            self._answer(OK, self.server.text(), "text/plain; version=0.0.4; charset=utf-8")
        elif self.path == "/ready":
            self._answer(*((OK, b"ok\n") if self.server.ready() else (UNAVAILABLE, b"unavailable\n")))
        elif self.path == "/health":
            self._answer(OK, b"ok\n")
        else:
            self._answer(NOT_FOUND, b"/metrics /ready /health\n")

    def _answer(self, status: int, body: bytes, kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: it would write what a stranger asked for."""


class Everything:
    """A collector for the library, over our sources."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources

    def describe(self) -> Iterable["Metric"]:
        """Name nothing beforehand: registering must not ask the sources."""
        return ()

    def collect(self) -> Iterable["Metric"]:
        """Yield all figures."""
        for source in self._sources:
            for shown in source():
                yield converted(shown)


def converted(shown: Shown) -> "Metric":
    """Return a figure as the library writes it."""
    from prometheus_client.core import (  # noqa: PLC0415 - as above
        CounterMetricFamily,
        GaugeMetricFamily,
        HistogramMetricFamily,
    )

    if isinstance(shown, Durations):
        family = HistogramMetricFamily(shown.name, shown.about, labels=shown.labels)
        for values, spread in shown.spreads.items():
            running, buckets = 0, []
            for bound, n in zip((*map(str, BOUNDS), "+Inf"), spread.buckets, strict=True):
                running += n
                buckets.append((bound, running))
            family.add_metric(values, buckets, spread.total)
        return family
    kind = CounterMetricFamily if shown.kind == "counter" else GaugeMetricFamily
    single = kind(shown.name, shown.about, labels=shown.labels)
    for values, value in shown.values.items():
        single.add_metric(values, value)
    return single
