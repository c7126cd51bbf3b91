"""`doctor`: look at the surroundings and say what is wrong and what to do about it."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import psycopg
import redis

from infrastructure.cli.probes import bind_problem
from infrastructure.embedded.placement import packaged_binaries
from infrastructure.embedded.valkey import packaged_valkey
from infrastructure.settings import Settings, with_running

ENOUGH_BYTES = 1_000_000_000
OLDEST_POSTGRES = 180000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` says what to do when it is not well."""

    name: str
    well: bool
    seen: str
    advice: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each check, in an order in which the first bad one is likely the cause of the rest."""
    yield Finding("python", sys.version_info >= (3, 11), sys.version.split()[0], "use Python 3.11 or newer")
    if not settings.database_url:
        yield binary("embedded postgres", lambda: packaged_binaries() / "postgres")
    if not settings.redis_url:
        yield binary("embedded valkey", packaged_valkey)
    yield writable(settings.state)
    yield space(settings.state)
    yield port("web port", settings.host, settings.port, "--port")
    yield port("smtp port", settings.smtp_host, settings.smtp_port, "--smtp-port")
    if settings.database_url:
        yield from database(settings.database_url)
    if settings.redis_url:
        yield redis_server(settings.redis_url)


def binary(name: str, find: Callable[[], Path]) -> Finding:
    """Look for the binary of an embedded server."""
    try:
        path = find()
    except OSError:
        return Finding(name, well=False, seen="not installed", advice="run ./dev setup")
    return Finding(name, os.access(path, os.X_OK), str(path), "run ./dev setup")


def writable(state: Path) -> Finding:
    """Look whether the state directory, or the nearest parent it would be made in, can be written."""
    place = next(path for path in (state, *state.parents) if path.exists())
    return Finding(
        "state",
        os.access(place, os.W_OK | os.X_OK),
        str(state),
        "choose another directory with POSTROOM_STATE",
    )


def space(state: Path) -> Finding:
    """Look for a gigabyte of free disk."""
    place = next(path for path in (state, *state.parents) if path.exists())
    free = shutil.disk_usage(place).free
    return Finding("disk", free > ENOUGH_BYTES, f"{free // 1_000_000} MB free", "free at least 1 GB")


def port(name: str, host: str, number: int, option: str) -> Finding:
    """Look whether a port is free, or in use, which is well when this Postroom is what uses it."""
    problem = bind_problem(host, number)
    if problem is None:
        return Finding(name, well=True, seen=f"{number} is free")
    if isinstance(problem, PermissionError):
        return Finding(
            name, well=False, seen=f"{number} needs privileges", advice=f"choose another with {option}"
        )
    return Finding(
        name,
        well=True,
        seen=f"{number} is in use (by this Postroom, if it runs; else choose another with {option})",
    )


def database(url: str) -> Iterator[Finding]:
    """Connect to PostgreSQL; look at its version, and at how far the views are behind the log."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version
            advice = "use PostgreSQL 18 or newer"
            yield Finding("database", version >= OLDEST_POSTGRES, f"PostgreSQL {version // 10000}", advice)
            yield lag(connection)
    except psycopg.OperationalError:
        yield Finding(
            "database", well=False, seen="not reachable", advice="check POSTROOM_DATABASE_URL, or unset it"
        )


def lag(connection: psycopg.Connection[tuple[object, ...]]) -> Finding:
    """Compare the slowest view's position with the log's end."""
    try:
        row = connection.execute(LAG).fetchone()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        return Finding("lag", well=False, seen="no tables yet", advice="run ./dev postroom migrate")
    behind = int(str(row[0])) if row else 0
    return Finding("lag", behind < LAG_LIMIT, f"{behind} events", "is the projector running? see its log")


LAG_LIMIT = 1000
LAG = """
SELECT greatest(coalesce((SELECT max(notification_id) FROM stored_events), 0)
              - coalesce((SELECT min(position) FROM views.positions), 0), 0)
"""


def redis_server(url: str) -> Finding:
    """Ping Redis."""
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5) as client:
            client.ping()
    except redis.RedisError:
        return Finding(
            "redis", well=False, seen="not reachable", advice="check POSTROOM_REDIS_URL, or unset it"
        )
    return Finding("redis", well=True, seen="answers")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def doctor(*, as_json: bool) -> None:
    """Check the surroundings; exit code 1 when something is not well."""
    findings = list(examine(Settings.from_env(with_running(os.environ), servers=False)))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            advice = "" if finding.well else f"  ->  {finding.advice}"
            click.echo(f"{'ok ' if finding.well else 'BAD'}  {finding.name:18} {finding.seen}{advice}")
    if not all(finding.well for finding in findings):
        sys.exit(1)
