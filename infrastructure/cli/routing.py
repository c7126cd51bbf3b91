"""`routing`: another rule tried on the past."""

import json
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from uuid import UUID

import click

from domain.channel.settings import STRATEGIES, TARGETS, Rule
from domain.kernel.refusal import Refusal
from domain.simulation.result import Result
from infrastructure.cli.times import TIMES, aware
from infrastructure.settings import Settings


@click.group()
def routing() -> None:
    """Try routing rules."""


@routing.command()
@click.argument("channel_id", type=click.UUID, metavar="CHANNEL")
@click.option(
    "--since",
    type=click.DateTime(TIMES),
    required=True,
    help="Begin of the period; UTC unless it says otherwise.",
)
@click.option("--until", type=click.DateTime(TIMES), help="Its end; now if left out.")
@click.option("--target", type=click.Choice(sorted(TARGETS)), default="specific", show_default=True)
@click.option(
    "--user", "users", type=click.UUID, multiple=True, help="A user the rule names; as often as needed."
)
@click.option(
    "--team", "teams", type=click.UUID, multiple=True, help="A team the rule names; as often as needed."
)
@click.option("--strategy", type=click.Choice(sorted(STRATEGIES)), default="round_robin", show_default=True)
@click.option(
    "--available-only/--also-away", default=True, show_default=True, help="Whether those away are left out."
)
@click.option(
    "--shown", type=click.IntRange(0), default=20, show_default=True, help="How many that differ are listed."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def simulate(
    channel_id: UUID,
    *,
    since: datetime,
    until: datetime | None,
    target: str,
    users: tuple[UUID, ...],
    teams: tuple[UUID, ...],
    strategy: str,
    available_only: bool,
    shown: int,
    as_json: bool,
) -> None:
    """Try a rule on the conversations that came to CHANNEL in a period: who would have got what. Nothing is recorded."""
    from api.simulating import Trial, tried
    from domain.channel.aggregate import Channel
    from infrastructure.bootstrap import bootstrap
    from infrastructure.cli.progress import bar

    rule = Rule(
        enabled=True,
        target=target,
        user_ids=users,
        team_ids=teams,
        strategy=strategy,
        available_only=available_only,
    )
    with bootstrap(Settings.from_env(), pool_size=2) as app, app.pool.connection() as db:
        channel = app.log.fresh(Channel, channel_id)
        if channel is None:
            sys.exit("there is no such channel")
        trial = Trial(
            channel.account_id, channel_id, channel.kind, channel.inbox_id, rule, aware(since),
            datetime.now(UTC) if until is None else aware(until),
        )  # fmt: skip
        began = time.perf_counter()
        try:
            with bar("simulating", hidden=as_json) as show:
                came = tried(db, app.log, trial, shown=shown, progress=show)
        except Refusal as refusal:
            sys.exit(str(refusal))
        seconds = time.perf_counter() - began
    if as_json:
        click.echo(json.dumps(asdict(came) | {"seconds": seconds}, indent=2, default=str))
        return
    _print(came.result)
    click.echo(f"{came.events} events in {seconds:.1f} s, {came.events / max(seconds, 1e-9):,.0f} a second")


def _print(result: Result) -> None:
    click.echo(
        f"{result.conversations} conversations, {result.different} would have gone to somebody else first"
    )
    for name, waits, fair in (
        ("by this rule", result.simulated_waits, result.simulated_fairness),
        ("as it was", result.recorded_waits, result.recorded_fairness),
    ):
        click.echo(
            f"  {name}: wait median {_told(waits.median)}, p95 {_told(waits.p95)}, longest {_told(waits.longest)},"
            f" never {waits.never}; fairness {'-' if fair is None else f'{fair:.2f}'}"
        )
    for share in result.shares:
        click.echo(
            f"  {share.user_id}  {share.simulated:>6} instead of {share.recorded:>6}, {share.peak} at once at most"
        )
    for reason, times in result.unassigned:
        click.echo(f"  not at once: {reason} x {times}")
    for case in result.differences:
        click.echo(
            f"  {case.conversation_id} of {case.arrived_at:%Y-%m-%d %H:%M}: {case.simulated or 'nobody'} instead of"
            f" {case.recorded or 'nobody'} ({', '.join(case.reasons)})"
        )


def _told(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:,.0f} s"
