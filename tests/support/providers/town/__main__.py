"""Runs the town until it is asked to stop."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Sequence
from threading import Event
from typing import Protocol

import click

from tests.support.providers.messenger_http import running_facebook
from tests.support.providers.town.messenger import PageVisitors
from tests.support.providers.town.page import showing
from tests.support.providers.town.phones import CannotDo
from tests.support.providers.town.telephone import Callers
from tests.support.providers.town.whatsapp import NumberVisitors
from tests.support.providers.twilio_http import running_twilio
from tests.support.providers.whatsapp_http import running_whatsapp

LOOK = 0.3


class Group(Protocol):
    """People of one platform."""

    def deliver(self) -> None:
        """Bring what was sent to them. Raises `CannotDo` where the product takes no word of it."""


def main(product: str, port: str = "0") -> None:
    """Run everything; says in a line of JSON where, once it works."""
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with running_facebook() as facebook, running_whatsapp() as meta, running_twilio() as twilio:
        page, number, line = PageVisitors(facebook, product), NumberVisitors(meta, product), Callers(twilio)
        phones = {phone.key: phone for phone in (*page.phones, *number.phones, *line.phones)}
        with showing(phones, int(port)) as address:
            told = {
                "page": address,
                "settings": page.settings() | number.settings() | line.settings(),
                "messenger": page.told(),
                "whatsapp": number.told(),
                "calling": line.told(),
            }
            click.echo(json.dumps(told))
            _deliver(stop, [page, number, line])


def _deliver(stop: Event, groups: Sequence[Group]) -> None:
    while not stop.wait(LOOK):
        for group in groups:
            try:
                group.deliver()
            except CannotDo as error:
                click.echo(f"not told: {error}", err=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
