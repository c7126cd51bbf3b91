"""Where mails are found: CPython's own test data, directories and mailboxes one names, and a maker of hostile ones."""

import importlib.util
import mailbox
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.channels.email.mails import WHOLE, mail, multipart, part
from tests.channels.email.test_bounces import CASES, NONE
from tests.channels.email.test_wrapped import PROTECTED
from tests.channels.email.wrapping import encoded, lzfu, signed, tnef

ENDINGS = {".eml", ".txt", ".msg", ".mail", ".lorien", ".email", ""}
NASTY = [
    b"\r\n", b"\n", b"\0", b"\xff", b"--b1\r\n", b"--b1--", b"Content-Type: multipart/report; boundary=b1\r\n", b"=?utf-8?b?", b"?=",
    b"Content-Type: message/delivery-status\r\n\r\n", b"Final-Recipient: rfc822;", b"Status: 9.9.9\r\n", b"Action: ?\r\n", b"<>",
    b"Content-Type: application/ms-tnef\r\n", b"\x78\x9f\x3e\x22", b"Content-Transfer-Encoding: base64\r\n", b"From: MAILER-DAEMON\r\n",
    b"Auto-Submitted: auto-replied\r\n", b"-----BEGIN PGP MESSAGE-----\r\n", b"\x30\x80", b"Subject: Undelivered Mail\r\n", b"<" * 40,
]  # fmt: skip
SEEDS: tuple[bytes, ...] = (
    *WHOLE,
    *(raw for raw, _ in CASES.values()),
    *NONE.values(),
    *(raw for raw, _ in PROTECTED.values()),
    mail("Content-Type: application/ms-tnef", body=tnef(("a", "x/y", b"1"), body=((0x102, 0x1009, lzfu(b"{\\rtf1 x}")),))),
    multipart("mixed", encoded("application/pkcs7-mime", signed(WHOLE[0])), part("text/calendar", "BEGIN:VCALENDAR")),
)  # fmt: skip


def of_cpython() -> list[bytes]:
    """Return the mails of CPython's own tests of its `email` package; none where the interpreter came without."""
    found = importlib.util.find_spec("test.test_email")
    if found is None or found.origin is None:
        return []
    return [path.read_bytes() for path in sorted((Path(found.origin).parent / "data").glob("msg_*.txt"))]


def of_directory(root: Path) -> Iterator[bytes]:
    """Yield every mail below a directory, or in a mailbox file; files of other kinds are left out."""
    if root.is_file():
        with closing(mailbox.mbox(root, create=False)) as box:
            yield from (bytes(one) for one in box)
        return
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix.lower() in ENDINGS:
            yield path.read_bytes()


def hostile(seed: int, count: int) -> Iterator[bytes]:
    """Yield mails that are cut, repeated, mixed with each other and with what breaks parsers; the same for a seed."""
    chance = random.Random(f"hostile {seed}")  # noqa: S311 - no secret
    for _ in range(count):
        raw = chance.choice(SEEDS)
        for _ in range(chance.randint(1, 8)):
            at, length = chance.randrange(len(raw) + 1), chance.choice((0, 1, 7, 60, 400))
            other = chance.choice(SEEDS)
            start = chance.randrange(len(other))
            piece = chance.choice((chance.choice(NASTY), chance.randbytes(9), other[start : start + 300]))
            raw = raw[:at] + piece * chance.choice((1, 1, 1, 30)) + raw[at + length :]
        yield raw[:100_000]
