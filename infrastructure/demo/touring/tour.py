"""The whole tour: starts the stand-ins and the product, connects, lets people write, and stays until Ctrl-C."""

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from infrastructure.cli.probes import bind_problem, next_free
from infrastructure.demo.company import HARBOUR
from infrastructure.demo.notes import NAME
from infrastructure.demo.touring import scenes
from infrastructure.demo.touring.connecting import connect_line, connect_number, connect_page, subscribe
from infrastructure.demo.touring.guest import Guest
from infrastructure.demo.touring.programs import CHECKOUT, Program, surroundings
from infrastructure.demo.touring.state import made_anew
from infrastructure.demo.touring.town import Town
from infrastructure.demo.touring.trouble import CannotGoOn

HOST = "127.0.0.1"
TOWN = "tests.support.providers.town"
SMTP_PORT = 2625
STARTS = 600.0
LOOK = 1.0
ENDS = (signal.SIGINT, signal.SIGTERM)
NEEDED = (
    "The tour needs the folder tests/ of a checkout: the stand-ins of Facebook, WhatsApp and Twilio lie there, and no"
    " installed package or image has them. Clone the repository, and start ./dev postroom demo --channels there."
)


class Stopped(BaseException):
    """Somebody asked the tour to end."""


def tour(state: Path, port: int, say: Callable[[str], None]) -> None:
    """Give the tour, until Ctrl-C or SIGTERM; ends everything that it started. Raises `CannotGoOn`."""
    if not (CHECKOUT / TOWN.replace(".", "/") / "__main__.py").exists():
        raise CannotGoOn(NEEDED)
    if problem := bind_problem(HOST, port):
        message = f"Port {port} on {HOST}: {problem.strerror}. Choose another with --port."
        raise CannotGoOn(message)
    with stoppable(), ExitStack() as running:
        try:
            _give(made_anew(state), port, running, say)
        except Stopped:
            say("\nEnding everything ...")
        finally:
            for name in ENDS:
                signal.signal(name, signal.SIG_IGN)
    say("Stopped.")


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM raise `Stopped` meanwhile."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Stopped

    before = {name: signal.signal(name, stop) for name in ENDS}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _give(state: Path, port: int, running: ExitStack, say: Callable[[str], None]) -> None:
    address, smtp_port = f"http://{HOST}:{port}", next_free(HOST, SMTP_PORT, {port})
    say("Starting stand-ins of Facebook, WhatsApp and Twilio on this machine ...")
    outside = running.enter_context(Program("town", [TOWN, address], surroundings({}), state))
    town = Town.of(outside.line('{"page"', STARTS))
    say(f"Starting Postroom with the demo's companies in {state} ...")
    settings = town.told["settings"] | {
        "POSTROOM_STATE": str(state), "POSTROOM_PORT": str(port), "POSTROOM_SMTP_PORT": str(smtp_port),
        "POSTROOM_EGRESS_ALLOW": "127.0.0.0/8",
    }  # fmt: skip
    words = ["infrastructure.cli", "serve"]
    product = running.enter_context(Program("product", words, surroundings(settings), state))
    product.line("Ctrl-C stops", STARTS)
    password = _password(state)
    anna = Guest(address, f"anna@{HARBOUR.domain}", password)
    inbox = anna.read("/inboxes")["items"][0]["inbox_id"]
    say("Connecting, as Anna Wilk does under Settings, Channels:")
    page = connect_page(anna, inbox, town.told["messenger"])
    say("  the Facebook page Harbour & Pine: logged in at Facebook, page, greeting, chatflow, rule")
    subscribe(anna)
    number = connect_number(anna, inbox, town.told["whatsapp"])
    say("  the number +48 58 100 20 30 in WhatsApp: account, number, verification, rule; templates read")
    line = connect_line(anna, inbox, town.told["calling"])
    say(
        "  the telephone line +48 58 100 20 40: account, number, voice, recording with consent, rule, tickets"
    )
    for key, phone in town.told["calling"]["phones"].items():
        Guest(address, f"{key}@{HARBOUR.domain}", password).put("/me/phone", {"phone": phone})
    say("  Marek and Julia named their phones, which ring for calls")
    stage = scenes.Stage(anna, town, say)
    scenes.in_messenger(stage, page)
    scenes.in_whatsapp(stage, number)
    scenes.on_the_telephone(stage, line)
    say(_what_to_try(address, town.page, password, state / "logs"))
    _stay([product, outside], town, say)


def _password(state: Path) -> str:
    found = re.search(r"password (\S+)", (state / NAME).read_text(encoding="utf-8"))
    if found is None:
        message = f"{state / NAME} names no password."
        raise CannotGoOn(message)
    return found[1]


def _what_to_try(address: str, page: str, password: str, logs: Path) -> str:
    return f"""
Where to look
  Postroom    {address}/inbox  as anna@{HARBOUR.domain}, password {password}
  the phones  {page}/  what people outside see; write and call there as one of them
  the logs    {logs}

What to try
  Answer Igor Falk in Postroom: his phone shows it, and your answer is then called seen.
  Write as Igor or Ola on their phones: it comes in while you look, and the time to answer counts down.
  Write to Lech Batory, who said STOP; then write START as Lech, and write to him again.
  Begin a conversation with a template, as Anna did with Kuba Reda.
  Sign in as marek@{HARBOUR.domain} and call Leon Szkuner back: Marek's phone rings first, then Leon's.
  Press ignore on the phones of Marek and Julia, then call on Hanna's: she leaves a message.
  Settings, Channels: how the three were connected, and what they are set to do.

What comes to the phones is told here. Ctrl-C ends everything; a new tour begins anew."""


def _stay(programs: list[Program], town: Town, say: Callable[[str], None]) -> None:
    """Tell of what comes to the phones; raises `CannotGoOn` where a process has ended by itself."""
    town.news()  # what the tour itself told of
    while True:
        time.sleep(LOOK)
        for program in programs:
            program.check()
        for line in town.news():
            say(line)
