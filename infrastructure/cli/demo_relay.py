"""`demo-relay`: the relay of the demo, until it is asked to stop."""

import signal
from threading import Event

import click

from infrastructure.cli.stopping import SIGNALS
from infrastructure.demo.kept import Store
from infrastructure.demo.relay import DemoRelay
from infrastructure.observing.lines import write_lines
from infrastructure.settings import Settings


@click.command("demo-relay")
def demo_relay() -> None:
    """Keep and show every mail that is sent; deliver none."""
    settings = Settings.from_env(servers=False)
    write_lines("demo-relay", settings.log_format, settings.log_level)
    stop = Event()
    for name in SIGNALS:
        signal.signal(name, lambda *_: stop.set())
    store = Store(settings.state / "demo-relay")
    with DemoRelay(store, settings.host, settings.demo_relay_port, settings.demo_relay_web_port) as relay:
        click.echo(f"mails on port {relay.port}, page at http://{settings.host}:{relay.web_port}/")
        stop.wait()
