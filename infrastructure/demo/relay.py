"""The demo's mail relay: takes every mail, keeps it, sends it nowhere, and shows it on a page."""

import asyncio
import json
import logging
from dataclasses import asdict
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session

from infrastructure.channels.email.parse import parse
from infrastructure.demo.kept import Kept, Store

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:54rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;"
    "background:#f6f7f9}article{background:#fff;border:1px solid #d8dde3;border-radius:8px;padding:1rem 1.25rem;"
    "margin:1rem 0}h2{font-size:1.1rem;margin:0 0 .5rem}dl{display:grid;grid-template-columns:max-content 1fr;"
    "gap:.15rem 1rem;margin:0;font-size:.9rem}dt{color:#5b6570}dd{margin:0;overflow-wrap:anywhere}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;border-top:1px solid #e6e9ed;padding-top:.75rem}"
    "summary{cursor:pointer;font-size:.9rem;color:#2b5fb3}code{font-size:.85rem;white-space:pre-wrap}"
)
logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class DemoRelay:
    """An SMTP server and its page; use it as a context manager, or `start` and `stop` it. Port 0 asks for a free one."""

    def __init__(self, store: Store, host: str = "127.0.0.1", port: int = 0, web_port: int = 0) -> None:
        self.store = store
        self._loop = asyncio.new_event_loop()
        self._mail_thread = Thread(target=self._loop.run_forever, name="demo-relay", daemon=True)
        self._web = ThreadingHTTPServer((host, web_port), type("Page", (_Page,), {"store": store}))
        self._web_thread = Thread(target=self._web.serve_forever, name="demo-relay-web", daemon=True)
        self._server: asyncio.Server | None = None
        self.host, self.port, self.web_port = host, port, int(self._web.server_address[1])

    def start(self) -> None:
        """Listen on both ports; OSError where one cannot be had."""
        self._mail_thread.start()
        self._web_thread.start()
        listening = self._loop.create_server(self._session, self.host, self.port)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result()
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Stop listening."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._mail_thread.join()
        self._loop.close()
        self._web.shutdown()
        self._web.server_close()
        self._web_thread.join()

    def _session(self) -> SMTP:
        hostname = "demo-relay.postroom.localhost"
        return SMTP(self, hostname=hostname, ident="Postroom demo", enable_SMTPUTF8=True, loop=self._loop)

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode("utf-8", "surrogateescape")
        sender = "" if envelope.mail_from in {None, "<>"} else str(envelope.mail_from)
        kept = self.store.keep(raw, sender, list(envelope.rcpt_tos), datetime.now(UTC).isoformat())
        return f"250 2.0.0 kept as {kept.key}, copy {kept.copies}"


class _Page(BaseHTTPRequestHandler):
    store: Store

    def do_GET(self) -> None:
        """Answer /, /mails.json and /mails/<key>.eml."""
        if self.path == "/":
            self._answer(200, "text/html; charset=utf-8", page(self.store).encode("utf-8"))
        elif self.path == "/mails.json":
            mails = [asdict(kept) | _shown(self.store, kept) for kept in self.store.newest()]
            self._answer(200, "application/json", json.dumps({"mails": mails}).encode("ascii"))
        elif (raw := self.store.raw(self.path.removeprefix("/mails/").removesuffix(".eml"))) is not None:
            self._answer(200, "text/plain; charset=utf-8", raw)
        else:
            self._answer(404, "text/plain; charset=utf-8", b"There is no such page. Begin at /\n")

    def _answer(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing."""


def page(store: Store) -> str:
    """Write the page that lists every mail, newest first, with its headers and text."""
    articles = "".join(_article(store, kept) for kept in store.newest())
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mails sent by Postroom</title>'
        f"<meta name='viewport' content='width=device-width'><style>{_STYLE}</style></head><body>"
        "<h1>Mails sent by Postroom</h1><p>This relay keeps what it is sent and delivers nothing.</p>"
        f"{articles or '<p>Nothing has been sent yet.</p>'}</body></html>"
    )


def _article(store: Store, kept: Kept) -> str:
    shown = _shown(store, kept)
    rows = [
        ("From", shown["from"]),
        ("To", ", ".join(kept.recipients)),
        ("Received", kept.received_at),
        ("Message-ID", kept.message_id),
        ("In reply to", shown["in_reply_to"]),
        ("Attachments", ", ".join(shown["attachments"])),
        ("Copies", f"{kept.copies}{'' if kept.identical else ', not the same'}" if kept.copies > 1 else ""),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{escape(str(value))}</dd>" for name, value in rows if value)
    return (
        f"<article><h2>{escape(str(shown['subject']))}</h2><dl>{listed}</dl><pre>{escape(str(shown['text']))}</pre>"
        f"<details><summary>All headers</summary><code>{escape(str(shown['headers']))}</code></details></article>"
    )


def _shown(store: Store, kept: Kept) -> dict[str, str | list[str]]:
    raw = store.raw(kept.key) or b""
    mail = parse(raw)
    return {
        "from": f"{mail.sender.name} <{mail.sender.email}>".strip(),
        "subject": mail.subject,
        "in_reply_to": " ".join(mail.in_reply_to),
        "references": list(mail.references),
        "text": mail.text,
        "attachments": [file.filename for file in mail.attachments],
        "headers": raw.partition(b"\r\n\r\n")[0].decode("utf-8", "replace"),
    }
