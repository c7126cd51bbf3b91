"""What people wrote and what opens doors is nowhere but where it belongs, whatever goes wrong (SE-06).

The product runs as people run it; every text that goes in has a mark. Mails, answers, failures, refused requests and
killed servers later, each place that is kept, printed or shown to operators is searched for the marks.
"""

import contextlib
import os
import smtplib
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Self

import pytest
import redis
import requests

from tests.support.browser import PASSWORD, Browser
from tests.support.company import Company
from tests.support.ports import free_port
from tests.support.product import Product, Relay, eventually
from tests.support.servers import temporary_state
from tests.support.traces import found, kept

MARKS = (
    "zqsender", "zqname", "zqsubject", "zqbody", "zqfile", "zqcontent", "zqreply", "zqnote", "zqsearch", "zqguess",
    "zqpassword", "zqrelayuser", "zqrelaypass", "zqtoken", "zqticket", "zqfield", "zqpath", "zqheader", "zqagent",
    "zqrecipient", "zqpeer", "zqheld", "zqbroken", "zqkey",
)  # fmt: skip
READ_MODELS = "table views"
"""The read models show people's texts in clear; a person who is forgotten is masked in them."""
NAMES_OF_THINGS = {("table public.stored_events", "zqrelayuser"), ("table public.stored_events", "zqtoken")}
"""What an administrator calls a token, and the user name at the relay, are the company's and nobody's: not sealed."""

pytestmark = [pytest.mark.req("SE-06", "RL-09"), pytest.mark.slow]


def letter(number: int, **more: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = f"Zqname Person <zqsender{number}@customer.example>", "help@zqcompany.example"
    mail["Subject"] = more.get("subject", "zqsubject")
    mail["Message-ID"] = f"<zqsender{number}@customer.example>"
    mail.set_content(more.get("text", "zqbody"))
    mail.add_attachment(b"zqcontent", maintype="application", subtype="x-zqfile", filename="zqfile.bin")
    return mail.as_bytes()


BROKEN = b"From: zqbroken <zqbroken@\xff\xfe\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\nzqbroken \x00\xff"


class Commands:
    """Every command that reaches Redis, as its monitor shows it."""

    def __init__(self, url: str) -> None:
        self._url, self._client, self.seen = url, redis.Redis.from_url(url), bytearray()
        self._thread = threading.Thread(target=self._listen)

    def __enter__(self) -> Self:
        """Begin."""
        self._monitor = self._client.monitor()  # type: ignore[no-untyped-call]  # as the library has it
        self._monitor.__enter__()
        self._thread.start()
        return self

    def _listen(self) -> None:
        with contextlib.suppress(redis.ConnectionError, OSError):
            for command in self._monitor.listen():
                self.seen += str(command["command"]).encode() + b"\n"
                if b"the-end" in self.seen:
                    return

    def __exit__(self, *_: object) -> None:
        """End with a word that all before has been seen by."""
        with redis.Redis.from_url(self._url) as other:
            other.echo("the-end")
        eventually(lambda: b"the-end" in self.seen, "the monitor has seen all")
        self._thread.join()
        self._client.close()


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory for what programs put aside for a moment."""
    with tempfile.TemporaryDirectory(prefix="postroom-tmp-") as name:
        monkeypatch.setenv("TMPDIR", name)
        yield Path(name)


def refusals(product: Product, agent: Browser, conversation: str) -> None:
    """Send what is refused, with something of a person in each place that a message could name."""
    for path, body in {
        f"/conversations/{conversation}/messages": {"text": "zqreply", "to": ["zqrecipient no address"]},
        "/contacts": {"name": "zqname", "email": "zqsender", "zqfield": "zqbody"},
        "/tickets": {"name": "zqticket", "conversation_id": "zqpath"},
        "/tokens": {"name": "zqtoken", "scopes": ["zqtoken"]},
        "/zqpath/zqsender@customer.example": {"name": "zqname"},
    }.items():
        assert agent.send("POST", path, body, Idempotency_Key="zqkey").status_code >= 400
    for path in (
        "/contacts?search=zqsearch",
        "/contacts?zqfield=zqsearch",
        "/contacts?cursor=zqpath",
        "/messages/zqpath",
    ):
        assert agent.get(path, X_Odd="zqheader", User_Agent="zqheader").status_code
    for _ in range(7):
        agent.refused(
            "POST", "/session", {"email": "zqsender@customer.example", "password": "zqguess zqguess"}
        )
    with requests.Session() as stranger:
        stranger.get(
            f"{product.url}/api/v1/contacts?search=zqsearch", headers={"Authorization": "Bearer pr_zqtoken"}
        )
        stranger.post(
            f"{product.url}/api/v1/session",
            data=b'{"email": "zqsender',
            headers={"Content-Type": "application/json"},
        )
        stranger.get(f"{product.url}/zqpath?zqfield=zqsearch", headers={"Referer": "http://zqheader.example"})


def rude_mail(product: Product) -> None:
    """Say to the door for mail what it refuses."""
    with smtplib.SMTP("127.0.0.1", product.smtp_port, local_hostname="zqpeer.example") as session:
        session.ehlo("zqpeer.example")
        for command in (
            "VRFY zqrecipient@zqcompany.example",
            "ZQPEER zqsender",
            "MAIL FROM:<zqsender",
            "AUTH PLAIN zqguess",
        ):
            session.docmd(command)
        session.mail("zqsender@customer.example")
        session.rcpt("zqrecipient@nowhere.example")
        session.docmd("DATA")


def state_of(conversation: str, browser: Browser) -> str:
    last = browser.read(f"/conversations/{conversation}")["messages"][-1]
    return str((last["delivery"] or {}).get("state", ""))


def days_work(product: Product, relay: Relay, company: Company) -> dict[str, str]:
    """Let everything happen, well and badly; returns what opens doors, by name."""
    agent = company.agent("Zqagent")
    box = company.channel(users=(agent.user_id,), tickets=True)
    company.relay(relay)
    box.taken(letter(1), letter(2))
    company.product.take(BROKEN, box.hosted, "zqbroken@customer.example")
    company.admin.settled()
    agent.position = company.admin.position
    conversation = company.conversations()[0]["conversation_id"]
    at = f"/conversations/{conversation}"
    agent.post(f"{at}/messages", {"text": "zqreply", "attachments": [
        {"filename": "zqfile.txt", "content_type": "text/plain", "data": "enFjb250ZW50"}]})  # fmt: skip
    eventually(lambda: state_of(conversation, agent) == "sent", "the answer was sent")
    company.admin.put("/account/relay", {
        "host": "127.0.0.1", "port": free_port(), "security": "none", "username": "zqrelayuser", "password": "zqrelaypass",
    })  # fmt: skip
    agent.post(f"{at}/messages", {"text": "zqreply", "to": ["zqrecipient@customer.example"]})
    eventually(lambda: state_of(conversation, agent) in {"failed", "deferred"}, "the second cannot be sent")
    company.admin.post(f"/channels/{box.channel_id}/pause")
    product.take(letter(3, text="zqheld", subject="zqheld"), box.hosted)
    company.admin.post("/contacts", {"name": "zqnote", "email": "zqnote@customer.example"})
    token = company.admin.post("/tokens", {"name": "zqtoken", "scopes": ["conversation_read"]})["token"]
    refusals(product, agent, conversation)
    rude_mail(product)
    cookie = agent._session.cookies["postroom_session"]
    return {
        "the token": token,
        "the token's secret": token[-20:],
        "the session": cookie,
        "the password": PASSWORD,
    }


def accidents(product: Product, company: Company, box: str) -> None:
    """Let servers die while requests and mails are under way: each kind of process meets an exception."""
    for name in ("postgres", "valkey"):
        product.signal(name)
        for _ in range(3):
            with contextlib.suppress(requests.RequestException):
                company.admin.send(
                    "POST", "/contacts", {"name": "zqname", "email": "zqsender9@customer.example"}
                )
            with contextlib.suppress(smtplib.SMTPException, OSError):
                product.take(letter(4), box)
        eventually(
            lambda: requests.get(f"{product.url}/ready", timeout=5).status_code == 200, f"{name} is back", 60
        )


def answers(url: str) -> bool:
    """Whether Redis does."""
    with redis.Redis.from_url(url) as client, contextlib.suppress(redis.ConnectionError):
        return bool(client.ping())
    return False


def shown(product: Product, printed: str, temporary: Path, commands: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield everything that is kept or shown."""
    yield from kept(product)
    yield "what is printed", printed.encode()
    yield "commands of Redis", commands
    for path in (product.state / "valkey").rglob("*"):
        if path.is_file():
            yield f"file {path.relative_to(product.state)}", path.read_bytes()
    for path in temporary.rglob("*"):
        if path.is_file():
            yield f"temporary file {path.name}", path.name.encode() + path.read_bytes()


def command_lines(product: Product) -> Iterator[tuple[str, bytes]]:
    """Yield the command line of each process of it."""
    groups = set(product.groups().values())
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getpgid(int(process.name)) in groups:
                yield "command line", (process / "cmdline").read_bytes()


def metrics(port: int) -> Iterator[tuple[str, bytes]]:
    """Yield what monitoring reads."""
    answer = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=10)
    assert answer.status_code == 200
    assert b"postroom" in answer.content
    yield "metrics", answer.content


def test_marks_are_in_the_read_models_and_nowhere_else(temporary: Path) -> None:
    with ExitStack() as closing:
        state = closing.enter_context(temporary_state())
        relay = closing.enter_context(Relay(closing.enter_context(temporary_state())))
        port = free_port(run=5)  # `serve` gives one to each process that shows metrics
        product = closing.enter_context(Product(state, metrics_port=port))
        product.wait_ready()
        company = Company(product, closing, "Zqcompany")
        with Commands(product.settings.redis_url) as commands:
            secrets = days_work(product, relay, company)
        accidents(product, company, company.admin.read("/channels")["items"][0]["hosted_address"])
        eventually(lambda: answers(product.settings.redis_url), "Redis is back")
        words = (*MARKS, *secrets.values())
        lines = [*command_lines(product), *metrics(port)]
        assert lines
        places = found(words, (*shown(product, "", temporary, bytes(commands.seen)), *lines))
        _, printed = product.stop()
        places |= found(words, [("what is printed", printed.encode())])
    wrong = {(where, word) for where, word in places if not where.startswith(READ_MODELS)}
    assert not wrong - NAMES_OF_THINGS, sorted(wrong)
    seen = {word for where, word in places if where.startswith(READ_MODELS)}
    assert {"zqsender", "zqname", "zqsubject", "zqbody", "zqreply", "zqfile"} <= seen, (
        "the marks went nowhere"
    )
