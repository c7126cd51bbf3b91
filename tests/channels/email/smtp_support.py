"""An intake and scripted relays on real sockets, for tests."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from infrastructure.channels.email.smtp import Intake


@contextmanager
def running(intake: "Intake[Any]") -> Iterator[asyncio.AbstractEventLoop]:
    """Run an intake on a free port in a thread of its own."""
    loop = uvloop.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(intake.start("127.0.0.1", 0), loop).result(10)
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_end(intake), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(intake: "Intake[Any]") -> None:
    await intake.stop(grace=5)
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.wait(others, timeout=5) if others else None


@contextmanager
def scripted(answers: Sequence[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """Listen on a free port and answer one connection's lines in turn; an empty answer hangs up. DATA reads to the dot."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_talk, args=(listener, answers, heard))
        thread.start()
        yield listener.getsockname()[1], heard
        thread.join(10)


def _talk(listener: socket.socket, answers: Sequence[bytes], heard: list[bytes]) -> None:
    connection, _ = listener.accept()
    with connection, connection.makefile("rb") as lines:
        for answer in answers:
            if not answer:
                return
            connection.sendall(answer + b"\r\n")
            if answer.startswith(b"221"):
                return
            until_dot = answer.startswith(b"354")
            while line := lines.readline():
                heard.append(line)
                if not until_dot or line == b".\r\n":
                    break


def certificate(directory: Path, serial: int = 1) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a self-signed certificate for localhost; give the server's context, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (directory / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (directory / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(directory / "cert.pem", directory / "key.pem")
    return server, ssl.create_default_context(cafile=str(directory / "cert.pem"))
