"""The town's plain page: all phones with what came to them, and what their owners can do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, quote, urlsplit

from tests.support.providers.town.phones import CannotDo, Phone

LONGEST = 20_000
STYLE = """
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:1rem auto;max-width:80rem;padding:0 1rem}
main{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr))}
section{border:1px solid;border-radius:1rem;padding:1rem}h2{margin:0}ol{list-style:none;padding:0;min-height:6rem}
li{margin:.25rem 2rem .25rem 0}.mine{margin:.25rem 0 .25rem 2rem;text-align:right}input{width:60%;font:inherit}
button{font:inherit;margin:.15rem}
"""
SCRIPT = """
setInterval(async () => {
  const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
  for (const seen of page.querySelectorAll("ol")) document.getElementById(seen.id).replaceWith(seen);
}, 1000);
"""
INTRO = (
    "These are the phones of people who write to Harbour &amp; Pine. What is answered in Postroom comes to them here;"
    " write on one of them, and it comes to Postroom. Facebook, WhatsApp and Twilio are stand-ins on this machine."
)


class Handler(BaseHTTPRequestHandler):
    """Shows the phones, and does what their owners do."""

    phones: Mapping[str, Phone]

    def do_GET(self) -> None:
        """Answer / and /phones.json."""
        path = urlsplit(self.path).path
        if path == "/":
            said = parse_qs(urlsplit(self.path).query).get("said", [""])[0]
            self._answer(200, "text/html", _page(self.phones.values(), said))
        elif path == "/phones.json":
            told = [phone.shown() for phone in self.phones.values()]
            self._answer(200, "application/json", json.dumps({"phones": told}))
        else:
            self._answer(404, "text/plain", "There is no such page. Begin at /\n")

    def do_POST(self) -> None:
        """Carry out /<phone>/<deed> with the form's `words`, then show the phones; 409 where it cannot be done."""
        form = parse_qs(self.rfile.read(min(int(self.headers.get("Content-Length", 0)), LONGEST)).decode())
        key, _, deed = urlsplit(self.path).path.strip("/").partition("/")
        phone = self.phones.get(key)
        if phone is None or deed not in phone.deeds:
            self._answer(404, "text/plain", "Nobody can do that. Begin at /\n")
            return
        why = ""
        try:
            phone.deeds[deed](form.get("words", [""])[0].strip())
        except CannotDo as error:
            why = str(error)
        if "text/html" in self.headers.get("Accept", ""):
            self._answer(303, "text/plain", "", f"/?said={quote(why)}#{key}" if why else f"/#{key}")
        else:
            self._answer(409 if why else 200, "text/plain", why)

    def _answer(self, status: int, content_type: str, body: str, location: str = "") -> None:
        raw = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{content_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _page(phones: Iterable[Phone], said: str) -> str:
    shown = "".join(map(_section, phones))
    alert = f"<p role=alert>{escape(said)}</p>" if said else ""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The phones</title>'
        f"<meta name='viewport' content='width=device-width'><style>{STYLE}</style></head><body><h1>The phones</h1>"
        f"<p>{INTRO}</p>{alert}<main>{shown}</main><script>{SCRIPT}</script></body></html>"
    )


def _section(phone: Phone) -> str:
    lines = "".join(
        f"<li{' class=mine' if line.mine else ''}>{escape(line.text)}</li>" for line in phone.lines()
    )
    buttons = "".join(
        f'<button formaction="/{phone.key}/{name}">{escape(name)}</button>' for name in phone.deeds
    )
    about = f"What {escape(phone.owner)} writes"
    words = f'<input name="words" aria-label="{about}">' if "write" in phone.deeds else ""
    where = f"{phone.app}, {phone.number}" if phone.number.startswith("+") else phone.app
    return (
        f'<section><h2>{escape(phone.owner)}</h2>{escape(where)}<ol id="{phone.key}">{lines}</ol>'
        f'<form method="post">{words}{buttons}</form></section>'
    )


@contextmanager
def showing(phones: Mapping[str, Phone], port: int) -> Iterator[str]:
    """Show the phones at a port of this machine, 0: any; gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Shown", (Handler,), {"phones": phones}))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
