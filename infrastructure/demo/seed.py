"""Makes the demo's accounts, once: fixed ids, deterministic commands; a second start changes nothing."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

from api.visibility import hash_of, token_text
from application.account import SetRelay
from domain.account.aggregate import Account
from domain.kernel.ids import derived
from infrastructure.bootstrap import Application, clock
from infrastructure.demo.company import ATLAS, COMPANIES, Company
from infrastructure.demo.crew import OPERATOR, Crew
from infrastructure.demo.notes import write_notes
from infrastructure.passwords import Passwords
from infrastructure.projecting.runner import Runner
from infrastructure.settings import reachable

TOLD = "told"
CHATTED = "chatted"
PAGED = "paged"
PASSWORD = "demo_password"  # noqa: S105 - the name of a secret, not one
TOKEN = "demo_token"  # noqa: S105 - the name of a secret, not one


@dataclass(frozen=True, slots=True)
class Seeded:
    """What a start of the demo did: conversations told, 0 where they were there already."""

    conversations: int


def seed(app: Application, more: Sequence[Company] = ()) -> Seeded:
    """Make what is missing of the demo's accounts, and write the logins to `<state>/demo.txt`.

    `more` companies are made, too; one that was made before stays in the file.
    """
    companies = dict.fromkeys((*COMPANIES, *more, *(one for one in (ATLAS,) if _is_told(Crew(app, one)))))
    crews = [Crew(app, company) for company in companies]
    password = _kept(crews[0], PASSWORD, lambda: f"pine-{secrets.token_hex(6)}")
    unfinished = [crew for crew in crews if not _is_told(crew)]
    silent = [crew for crew in crews if crew.app.secrets.get(crew.account, CHATTED) is None]
    pageless = [crew for crew in crews if crew.app.secrets.get(crew.account, PAGED) is None]
    told = 0
    if unfinished or silent or pageless:
        from infrastructure.demo.arranging import arrange  # noqa: PLC0415 - once in the life of an installation
        from infrastructure.demo.chats import chat  # noqa: PLC0415 - once in the life of an installation
        from infrastructure.demo.pages import page  # noqa: PLC0415 - once in the life of an installation
        from infrastructure.demo.telling import tell  # noqa: PLC0415 - once in the life of an installation

        now, password_hash = clock(), Passwords().hash(password)
        with projecting(app):
            for crew in unfinished:
                arrange(crew, now, password_hash, hash_of(_kept(crew, TOKEN, secrets.token_urlsafe)))
                told += tell(crew, now)
                app.secrets.put(crew.account, TOLD, b"1")
            for crew in silent:
                told += chat(crew, now)
                app.secrets.put(crew.account, CHATTED, b"1")
            for crew in pageless:
                told += page(crew, now)
                app.secrets.put(crew.account, PAGED, b"1")
    for crew in crews:
        _point_at_relay(crew)
    write_notes(app.settings, [(crew, _token(crew)) for crew in crews], password)
    return Seeded(told)


def _is_told(crew: Crew) -> bool:
    return crew.app.secrets.get(crew.account, TOLD) is not None


def _kept(crew: Crew, name: str, make: Callable[[], str]) -> str:
    """Return a secret of the demo, made at the first start and sealed like any other."""
    found = crew.app.secrets.get(crew.account, name)
    if found is not None:
        return found.decode()
    made = make()
    crew.app.secrets.put(crew.account, name, made.encode())
    return made


def _token(crew: Crew) -> str:
    """Return the text of the account's demo token."""
    return token_text(derived(crew.command("token"), "token"), _kept(crew, TOKEN, secrets.token_urlsafe))


def _point_at_relay(crew: Crew) -> None:
    """Let the account's mail leave by the demo's relay, wherever it listens at this start."""
    settings = crew.app.settings
    host, port = reachable(settings.host), settings.demo_relay_port
    if crew.app.ports.egress.mail_refusal(host, port):
        return  # made without `serve`: mail leaves by the installation's relay, if there is one
    account = crew.app.log.fresh(Account, crew.account)
    relay = None if account is None else account.relay
    if relay is None or (relay.host, relay.port) != (host, port):
        env = crew.app.env(crew.account, OPERATOR)
        crew.app.bus.dispatch(SetRelay(host, port, security="none"), env)


@contextmanager
def projecting(app: Application) -> Iterator[None]:
    """Keep the read models up meanwhile, where no projector runs yet."""
    runner = Runner(app.settings.database_url, app.log, app.projectors)
    thread = Thread(target=runner.run, name="demo-projector")
    thread.start()
    try:
        yield
    finally:
        runner.stop()
        thread.join()
