"""Fetching URLs that an account names (an issuer, a webhook): a requests session that cannot leave the egress check.

Every hop connects through `Egress`, so redirects are judged like the first URL. Proxies and .netrc of the environment
are ignored: through a proxy the address that is connected to could not be judged.
"""

import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError

from infrastructure.egress import WEB_PORTS, Egress, EgressRefused


class RequestRefused(requests.RequestException):
    """The request was not made, or its answer not read: a closed network or port, too large, too slow."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one hop; `size` counts bytes after decompression."""

    seconds: float = 10
    size: int = 1_000_000
    redirects: int = 3


class GuardedSession(requests.Session):
    """A requests session for URLs of strangers. Whatever goes wrong is a `requests.RequestException`.

    Only http and https; redirects of GET and HEAD only (a 307 would hand a secret in a body on), never from https to
    http; answers are read whole within the limits before the call returns; TLS against the system's authorities.
    """

    def __init__(self, egress: Egress, limits: FetchLimits | None = None) -> None:
        super().__init__()
        bounds = limits or FetchLimits()
        self.trust_env = False
        self.max_redirects = bounds.redirects
        self.headers["User-Agent"] = "Postroom"
        self.headers["Connection"] = "close"
        self.mount("http://", _Adapter(egress, bounds))
        self.mount("https://", _Adapter(egress, bounds))

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return where to go next; None for what is not followed. Raises `RequestRefused` from https to http."""
        target = super().get_redirect_target(resp)
        if target is None or resp.request.method not in {"GET", "HEAD"}:
            return None
        schemes = [urlsplit(url).scheme.lower() for url in (resp.url, urljoin(resp.url, target))]
        if schemes[0] == "https" != schemes[1]:
            raise RequestRefused("It leads from https to http.")
        return target


class _Adapter(HTTPAdapter):
    """Sends one request over connections of its own, each made by `Egress`, all cut at the deadline."""

    def __init__(self, egress: Egress, limits: FetchLimits) -> None:
        self._egress, self._limits = egress, limits
        self._watched = threading.local()
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make pools whose connections are guarded; authorities are the system's and those of SSL_CERT_FILE."""
        super().init_poolmanager(*args, ssl_context=ssl.create_default_context(), **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._connected)

    def proxy_manager_for(self, *_: Any, **__: Any) -> Any:
        """Refuse a proxy that a caller names."""
        raise RequestRefused("URLs of accounts are not fetched through a proxy.")

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        """Send and read the whole answer; raises `requests.RequestException`."""
        del stream, timeout
        watched: list[socket.socket] = []
        self._watched.sockets = watched
        cut = threading.Event()
        timer = threading.Timer(self._limits.seconds, _cut, (cut, watched))
        timer.start()
        try:
            response = super().send(
                request,
                stream=True,
                timeout=self._limits.seconds,
                verify=verify or True,
                cert=cert,
                proxies=proxies,
            )
            self._read(response)
        except EgressRefused as error:
            raise RequestRefused(str(error), request=request) from None
        except (requests.RequestException, HTTPError, OSError) as error:
            if isinstance(error, requests.RequestException) and not cut.is_set():
                raise
            raise RequestRefused("It took too long, or broke off.", request=request) from None
        finally:
            timer.cancel()
            for watch in watched:
                watch.close()
        if cut.is_set():
            raise RequestRefused("It took too long.", request=request)
        return response

    def _connected(self, host: str, port: int, timeout: float) -> socket.socket:
        connection = self._egress.connect(host, port, WEB_PORTS, timeout)
        self._watched.sockets.append(connection.dup())
        return connection

    def _read(self, response: requests.Response) -> None:
        """Read the body into the response, no more of it than the limit."""
        body = bytearray()
        for chunk in response.iter_content(16_384):
            body += chunk
            if len(body) > self._limits.size:
                response.close()
                raise RequestRefused("The answer is larger than the limit.", response=response)
        read = cast("Any", response)
        read._content, read._content_consumed = bytes(body), True  # noqa: SLF001 - as requests itself keeps what was read


def _cut(cut: threading.Event, watched: list[socket.socket]) -> None:
    """End every connection of a request, whatever waits on it; a duplicate reaches it inside TLS, too."""
    cut.set()
    for watch in list(watched):
        with suppress(OSError):
            watch.shutdown(socket.SHUT_RDWR)


def _pools(connected: Any) -> dict[str, type[HTTPConnectionPool]]:
    """Return urllib3's pools with connections made by `connected`; host name and TLS checks stay urllib3's."""

    class Guarded(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            try:
                made: socket.socket = connected(self._dns_host, self.port, self.timeout)
            except OSError as error:
                raise NewConnectionError(self, type(error).__name__) from None
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return made

    class GuardedTls(HTTPSConnection):
        _new_conn = Guarded._new_conn  # noqa: SLF001 - the one place where urllib3 makes its socket

    class Pool(HTTPConnectionPool):
        ConnectionCls = Guarded

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = GuardedTls

    return {"http": Pool, "https": TlsPool}
