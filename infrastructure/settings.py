"""What the surroundings decide: one frozen dataclass, read from POSTROOM_* variables and nowhere else."""

import base64
import binascii
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit

PREFIX = "POSTROOM_"
RUNNING = "running.json"
KEY_BYTES = 32
HIGHEST_PORT = 65535
DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")

T = TypeVar("T")


class SettingsError(Exception):
    """A variable is missing or wrong. The message names it and the way out, never its value (it may be a secret)."""


@dataclass(frozen=True)
class Settings:
    """Everything a process of Postroom takes from its surroundings; secrets stay out of its repr."""

    database_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    state: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = 8000
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 2525
    base_url: str = "http://127.0.0.1:8000"
    mail_domain: str = "in.postroom.localhost"
    master_key: bytes | None = field(default=None, repr=False)
    """32 bytes, or None: then `<state>/keys/master.json`, made at first start."""
    relay_url: str = field(default="", repr=False)
    """smtp://[user:password@]host:port or smtps://…; empty: an account without its own relay cannot send."""
    demo_relay_port: int = 2526
    demo_relay_web_port: int = 8025

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None, *, servers: bool = True) -> Self:
        """Read and check POSTROOM_*; raises SettingsError.

        Without a database in the environment, the `serve` that runs on the same state directory is asked (see
        `with_running`). `servers=False` lets the server addresses be absent, for what starts servers itself.
        """
        given = os.environ if environment is None else environment
        read = Variables(with_running(given) if servers else given)
        host = read.text("HOST", cls.host)
        port = read.get("PORT", _port, cls.port)
        return cls(
            database_url=read.get("DATABASE_URL", _url("postgresql", "postgres"), "", required=servers),
            redis_url=read.get("REDIS_URL", _url("redis", "rediss", "unix"), "", required=servers),
            state=Path(read.text("STATE", str(cls.state))).expanduser().absolute(),
            host=host,
            port=port,
            smtp_host=read.text("SMTP_HOST", cls.smtp_host),
            smtp_port=read.get("SMTP_PORT", _port, cls.smtp_port),
            base_url=read.get("BASE_URL", _url("http", "https"), address_of(host, port)).rstrip("/"),
            mail_domain=read.get("MAIL_DOMAIN", _domain, cls.mail_domain),
            master_key=read.get("MASTER_KEY", _key, None),
            relay_url=read.get("RELAY_URL", _url("smtp", "smtps"), ""),
            demo_relay_port=read.get("DEMO_RELAY_PORT", _port, cls.demo_relay_port),
            demo_relay_web_port=read.get("DEMO_RELAY_WEB_PORT", _port, cls.demo_relay_web_port),
        )

    def to_env(self) -> dict[str, str]:
        """Return the variables from which a child process reads these same settings."""
        texts = {
            name.upper(): str(value)
            for name, value in vars(self).items()
            if name != "master_key" and value != ""
        }
        if self.master_key is not None:
            texts["MASTER_KEY"] = base64.b64encode(self.master_key).decode()
        return {PREFIX + name: text for name, text in texts.items()}


def with_running(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return `environment`, completed by what a running `serve` has noted when it names no database of its own.

    So `postroom reply` in a second terminal reaches the embedded servers of the first.
    """
    read = Variables(environment)
    if read.text("DATABASE_URL", ""):
        return environment
    note = Path(read.text("STATE", str(Settings.state))).expanduser() / RUNNING
    try:
        noted: dict[str, str] = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return environment
    return {**noted, **{name: text for name, text in environment.items() if text.strip()}}


def note_running(settings: Settings) -> None:
    """Write down, for our user only, how to reach what runs on this state directory; the master key is left out."""
    path = settings.state / RUNNING
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(json.dumps(replace(settings, master_key=None).to_env()), encoding="utf-8")


class Variables:
    """The POSTROOM_* of an environment; an empty variable counts as absent, as compose files write it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str, default: str) -> str:
        """Return the variable as it stands."""
        return self._environment.get(PREFIX + name, "").strip() or default

    def get(self, name: str, parse: Callable[[str], T], default: T, *, required: bool = False) -> T:
        """Return the parsed variable; raises SettingsError naming it and what it should look like."""
        text = self.text(name, "")
        if not text:
            if required:
                raise SettingsError(
                    f"{PREFIX}{name} is not set. Start everything with ./dev run, or set it: {EXAMPLES[name]}"
                )
            return default
        try:
            return parse(text)
        except ValueError as error:
            raise SettingsError(f"{PREFIX}{name}: {error}. Set it like this: {EXAMPLES[name]}") from None


EXAMPLES = {
    "DATABASE_URL": "postgresql://postroom:password@db.example.com:5432/postroom",
    "REDIS_URL": "redis://redis.example.com:6379/0",
    "PORT": "8000",
    "SMTP_PORT": "2525",
    "BASE_URL": "https://postroom.example.com",
    "MAIL_DOMAIN": "in.example.com",
    "MASTER_KEY": 'the output of: python3 -c "import base64,os;print(base64.b64encode(os.urandom(32)).decode())"',
    "RELAY_URL": "smtp://user:password@relay.example.com:587",
    "DEMO_RELAY_PORT": "2526",
    "DEMO_RELAY_WEB_PORT": "8025",
}


def address_of(host: str, port: int) -> str:
    """Return the address under which a server bound to `host` is reached from this machine."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{reached}:{port}"


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT):
        raise ValueError("not a port number between 1 and 65535")
    return int(text)


def _url(*schemes: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        try:
            parts = urlsplit(text)
            parts.port  # noqa: B018 - reading it is what checks it
        except ValueError:
            raise ValueError("not a URL") from None
        if parts.scheme not in schemes:
            raise ValueError(f"must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}")
        if parts.scheme in {"http", "https", "smtp", "smtps"} and not parts.hostname:
            raise ValueError("names no host")
        return text

    return parse


def _domain(text: str) -> str:
    if not DOMAIN.fullmatch(text.lower()):
        raise ValueError("not a domain name")
    return text.lower()


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"must be {KEY_BYTES} bytes in base64")
    return key
