"""A stand-in for a process of the product, run as a script: fake_child.py KIND.

`api` answers GET /health at POSTROOM_PORT, from a worker process that outlives a killed master, as real
servers' workers do; `idle` waits; `once` notes that it ran; `broken` fails; anything else is a name for `idle`.
"""

import http.server
import os
import signal
import sys
import time
from pathlib import Path


class Health(http.server.BaseHTTPRequestHandler):
    """Answers everything with 200 and the worker's pid."""

    def do_GET(self) -> None:
        """Answer."""
        body = str(os.getpid()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def api() -> None:
    """Fork a worker that serves, and wait for it; ends it on SIGTERM."""
    server = http.server.HTTPServer((os.environ["POSTROOM_HOST"], int(os.environ["POSTROOM_PORT"])), Health)
    worker = os.fork()
    if worker == 0:
        server.serve_forever()
    server.server_close()
    signal.signal(signal.SIGTERM, lambda *_: os.kill(worker, signal.SIGTERM))
    os.waitpid(worker, 0)


def main(kind: str) -> None:
    """Behave as `kind`."""
    with Path(os.environ["POSTROOM_STATE"], "started.txt").open("a", encoding="utf-8") as log:
        log.write(f"{kind}\n")
    if kind == "api":
        api()
    elif kind == "broken":
        sys.exit("this is why it broke")
    elif kind != "once":
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    main(sys.argv[1])
