"""`./dev test --long`: minutes of chaos on a product of its own; exit code 1 where anything is not as promised."""

import argparse
import random
import sys
import time

import click

from tests.chaos.comparing import Row
from tests.chaos.plan import LONG, SHORT, planned
from tests.chaos.run import Run
from tests.chaos.stage import Stage


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(prog="./dev test --long", description=__doc__)
    parser.add_argument("--seed", type=int, help="of an earlier run, to make it again")
    parser.add_argument(
        "--kills", type=int, default=0, help="how many; the usual number of a long run is over 100"
    )
    parser.add_argument("--short", action="store_true", help="the short run that is among the tests")
    parser.add_argument("--disk", choices=["own", "limit"], default="own", help="how it is made full")
    parser.add_argument("--restore", action="store_true", help="compare a restored backup of it as well")
    asked = parser.parse_args()
    seed = random.randrange(2**32) if asked.seed is None else asked.seed  # noqa: S311 - no secret
    plan = planned(seed, SHORT if asked.short else LONG, asked.kills)
    click.echo(f"seed {plan.seed}: {plan.kills} kills, {len(plan.deeds)} deeds in all")
    stage = Stage(small_disk=asked.disk == "own")
    began = time.monotonic()
    try:
        with stage:
            run = Run(plan, stage, click.echo)
            result = run.run()
            again = run.restored() if asked.restore and not result.differences else None
    except BaseException:
        click.echo("".join(stage.printed))
        click.echo(f"seed {plan.seed} failed; everything is kept in {stage.state}")
        raise
    click.echo(table([*figures(run), *result.rows, ("seconds", round(time.monotonic() - began))]))
    if again is not None:
        click.echo(f"\nA restored backup of it:\n{table(again.rows)}")
        result.differences += again.differences
    if result.differences:
        click.echo("\n".join(["", "NOT AS PROMISED", *result.differences[:100]]))
        click.echo(f"seed {plan.seed}; everything is kept in {stage.state}")
        return 1
    stage.remove()
    click.echo("as promised")
    return 0


def figures(run: Run) -> list[Row]:
    """Return what was done, and what was said meanwhile."""
    notes = run.notes
    rows: list[Row] = [(what, times) for what, times in sorted(run.done.items())]
    rows.append(
        (
            "kills in all",
            sum(times for what, times in run.done.items() if what.startswith(("kill", "restart"))),
        )
    )
    rows += [(f"answered {kind}", times) for kind, times in sorted(notes.said.items())]
    rows += [(f"longest wait, {kind}", f"{seconds:.1f} s") for kind, seconds in sorted(notes.waits.items())]
    return rows


def table(rows: list[Row]) -> str:
    """Return rows as text in two columns."""
    width = max(len(what) for what, _ in rows)
    return "\n".join(f"{what:{width}}  {number}" for what, number in rows)


if __name__ == "__main__":
    sys.exit(main())
