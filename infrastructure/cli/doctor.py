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

from api.condition import OK
from infrastructure.cli.probes import bind_problem
from infrastructure.embedded.placement import packaged_binaries
from infrastructure.embedded.valkey import packaged_valkey
from infrastructure.observing.judging import Limits, judged
from infrastructure.observing.looking import connect_looking, look, redis_looking
from infrastructure.projecting.positions import NEWEST
from infrastructure.projecting.replica import wrong_with
from infrastructure.settings import Settings, with_running

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
    yield space(settings.state, settings.disk_megabytes)
    yield port("web port", settings.host, settings.port, "--port")
    yield port("smtp port", settings.smtp_host, settings.smtp_port, "--smtp-port")
    if settings.database_url:
        yield from database(settings.database_url)
    if settings.database_url and settings.replica_url:
        yield from replica(settings)
    if settings.redis_url:
        yield redis_server(settings.redis_url)
    if settings.database_url:
        yield from condition(settings)


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


def space(state: Path, enough: int) -> Finding:
    """Look for enough megabytes of free disk."""
    place = next(path for path in (state, *state.parents) if path.exists())
    free = shutil.disk_usage(place).free
    return Finding(
        "disk", free > enough * 1_000_000, f"{free // 1_000_000} MB free", f"free at least {enough} MB"
    )


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
    """Connect to PostgreSQL and look at its version."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version
            advice = "use PostgreSQL 18 or newer"
            yield Finding("database", version >= OLDEST_POSTGRES, f"PostgreSQL {version // 10000}", advice)
    except psycopg.OperationalError:
        yield Finding(
            "database", well=False, seen="not reachable", advice="check POSTROOM_DATABASE_URL, or unset it"
        )


def replica(settings: Settings) -> Iterator[Finding]:
    """Look whether the replica follows, and shows within its limit what the primary shows now."""
    try:
        with connect_looking(settings.database_url) as db:
            newest = db.execute(NEWEST).fetchall()[0][0]
    except psycopg.Error:
        return  # said already
    wrong = wrong_with(settings.replica_url, newest, settings.replica_lag_seconds)
    seen, advice = (wrong.text, wrong.advice) if wrong else ("follows", "")
    yield Finding(wrong.code if wrong else "replica", wrong is None, seen, advice)


def condition(settings: Settings) -> Iterator[Finding]:
    """Look at what runs, and yield what `GET /api/v1/status` tells administrators; one finding where all is well."""
    try:
        with connect_looking(settings.database_url) as db:
            client = redis_looking(settings.redis_url)
            found = judged(look(db, client, settings.state), Limits.of(settings))
            if client is not None:
                client.close()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        yield Finding("status", well=False, seen="no tables yet", advice="run ./dev postroom migrate")
        return
    except psycopg.OperationalError:
        return  # said already
    for notice in found.notices:
        if notice.code == "disk":
            continue  # looked at already
        yield Finding(notice.code, well=False, seen=notice.text, advice=notice.advice)
    figures = found.figures
    assert figures is not None  # noqa: S101 - it was just looked at
    slowest = max(figures.consumers, key=lambda one: one.behind, default=None)
    behind = f"; {slowest.name} is {slowest.behind} events behind" if slowest and slowest.behind else ""
    yield Finding("status", found.state == OK, f"{found.state}, version {found.version}{behind}", "see above")


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
