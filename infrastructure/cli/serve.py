"""`serve`: everything on one machine under one supervisor."""

import os
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from infrastructure.cli.preloading import carry_out, preload
from infrastructure.cli.probes import bind_problem, healthy, next_free
from infrastructure.cli.welcome import welcome
from infrastructure.embedded import Postgres, Service, ServiceFailed, Valkey
from infrastructure.embedded.forked import Forked
from infrastructure.embedded.lock import AlreadyRunning, sole_instance
from infrastructure.embedded.paths import LINUX, log_file, private_dir, without_postgres_variables
from infrastructure.embedded.supervisor import StopAsked, Supervisor
from infrastructure.settings import RUNNING, Settings, address_of, note_running, reachable

CHECKOUT = Path(__file__).parents[2]
STEP_SECONDS = 600.0
HEALTH_SECONDS = 90.0


@dataclass(frozen=True)
class Child:
    """One process to keep running: `python -m infrastructure.cli <words, or name>` unless `program` says otherwise."""

    name: str
    words: str = ""
    stop_timeout: float = 8.0
    demo_only: bool = False
    program: tuple[str, ...] = ()

    def service(self, settings: Settings) -> Service:
        """Return it as a service, its settings in the environment."""
        words = self.words or self.name
        command = self.program or (sys.executable, "-m", "infrastructure.cli", *words.split())
        environment = without_postgres_variables(os.environ) | settings.to_env()
        environment |= {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(CHECKOUT)}
        log = log_file(settings.state, self.name)
        if self.program:
            return Service(self.name, command, log, environment, self.stop_timeout, Path(command[-1]).name)
        word = f"infrastructure.cli {words}"
        if not LINUX:
            return Service(self.name, command, log, environment, self.stop_timeout, word)
        work = partial(carry_out, words.split())
        return Forked(self.name, f"python -m {word}", log, environment, self.stop_timeout, word, work)


@dataclass(frozen=True)
class Plan:
    """What `serve` runs: steps once and in order, then children in order."""

    steps: tuple[Child, ...] = (Child("migrate"), Child("demo", demo_only=True))
    children: tuple[Child, ...] = (
        Child("demo-relay", demo_only=True),
        Child("api"),
        Child("smtp"),
        # two processes for two processors: one interpreter does one thing at a time
        Child("projector-views", "projector --only views"),
        Child("projector-reactors", "projector --only reactors"),
        Child("worker"),
    )

    def without_demo(self) -> "Plan":
        """Return the plan for real accounts only."""
        return Plan(
            tuple(step for step in self.steps if not step.demo_only),
            tuple(child for child in self.children if not child.demo_only),
        )


class Serving:
    """One run of `serve`: what was decided for it, and the servers it started."""

    def __init__(self, settings: Settings, plan: Plan, *, demo: bool) -> None:
        self.settings = settings
        self.plan = plan if demo else plan.without_demo()
        self.relays_here = (
            demo and not settings.relay_url and any(c.name == "demo-relay" for c in plan.children)
        )
        self.began = time.monotonic()

    def run(self) -> None:
        """Start everything, say where it is, and keep it running until asked to stop."""
        private_dir(self.settings.state)
        address = address_of(self.settings.host, self.settings.port)
        with (
            sole_instance(self.settings.state, f"process {os.getpid()} at {address}"),
            Supervisor(self.settings.state, click.echo) as supervisor,
        ):
            settings = self._with_ports()
            with ThreadPoolExecutor(1) as beside:  # it has ended when the first child is forked
                loaded = beside.submit(self._preload)
                settings = self._start_servers(supervisor, settings)
                loaded.result()
            note_running(settings)
            for step in self.plan.steps:
                supervisor.run(step.service(settings), STEP_SECONDS)
            self._start_children(supervisor, settings)
            click.echo(welcome(settings, time.monotonic() - self.began, relay=self.relays_here))
            supervisor.keep()
        (self.settings.state / RUNNING).unlink()

    def _preload(self) -> None:
        if LINUX and not all(child.program for child in (*self.plan.steps, *self.plan.children)):
            preload(demo=self.relays_here)

    def _with_ports(self) -> Settings:
        """Return settings whose ports are free; refuses in words, rather than let a child die in its log.

        The demo relay's ports are nobody's choice: it takes the next free ones.
        """
        settings = self.settings
        for host, port, option in (
            (settings.host, settings.port, "--port"),
            (settings.smtp_host, settings.smtp_port, "--smtp-port"),
        ):
            if problem := bind_problem(host, port):
                message = f"port {port} on {host}: {problem.strerror}; choose another with {option}"
                raise click.ClickException(message)
        if not self.relays_here:
            return settings
        taken = {settings.port, settings.smtp_port}
        relay = next_free(settings.host, settings.demo_relay_port, taken)
        web = next_free(settings.host, settings.demo_relay_web_port, taken | {relay})
        relay_url = f"smtp://{reachable(settings.host)}:{relay}"
        return replace(settings, demo_relay_port=relay, demo_relay_web_port=web, relay_url=relay_url)

    def _start_servers(self, supervisor: Supervisor, settings: Settings) -> Settings:
        """Start the embedded servers that are not replaced by ones of the environment; returns the full settings."""
        if not settings.database_url:
            postgres = Postgres(settings.state)
            supervisor.start(postgres)
            settings = replace(settings, database_url=postgres.dsn)
        if not settings.redis_url:
            valkey = Valkey(settings.state)
            supervisor.start(valkey)
            settings = replace(settings, redis_url=valkey.url)
        return settings

    def _start_children(self, supervisor: Supervisor, settings: Settings) -> None:
        services: dict[str, Service] = {}
        metrics = settings.metrics_port
        for child in self.plan.children:
            if child.name == "demo-relay" and not self.relays_here:
                continue
            services[child.name] = child.service(replace(settings, metrics_port=metrics))
            if metrics and child.name != "demo-relay":
                metrics += 1
            # the worker's, so that what it has in hand still leaves
            services[child.name].needed_by_others = child.name == "demo-relay"
            supervisor.start(services[child.name])
        address = address_of(settings.host, settings.port)
        supervisor.wait_for(lambda: healthy(address), services["api"], HEALTH_SECONDS)


def chosen(**options: object) -> Settings:
    """Return the environment's settings with the given command-line options put over them."""
    over: Iterable[tuple[str, str]] = (
        (f"POSTROOM_{name.upper()}", str(value)) for name, value in options.items() if value
    )
    return Settings.from_env({**os.environ, **dict(over)}, servers=False)


def serve_plan(settings: Settings, plan: Plan, *, demo: bool) -> None:
    """Run `plan` until asked to stop; raises ClickException with what went wrong."""
    try:
        Serving(settings, plan, demo=demo).run()
    except StopAsked:
        return
    except AlreadyRunning as error:
        raise click.ClickException(f"already running: {error}. Stop it, or choose another --state") from None
    except (ServiceFailed, OSError) as error:
        raise click.ClickException(str(error)) from None


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the web interface and API (8000).")
@click.option("--smtp-port", type=click.IntRange(1, 65535), help="Port that takes in mail (2525).")
@click.option("--host", help="Address to listen on (127.0.0.1).")
@click.option("--state", help="Directory of all data (./var).")
@click.option("--no-demo", is_flag=True, help="No demo account and no demo relay.")
def serve(
    port: int | None, smtp_port: int | None, host: str | None, state: str | None, *, no_demo: bool
) -> None:
    """Start everything on this machine; Ctrl-C stops it."""
    serve_plan(chosen(port=port, smtp_port=smtp_port, host=host, state=state), Plan(), demo=not no_demo)
