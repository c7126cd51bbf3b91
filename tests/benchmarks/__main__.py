"""`./dev bench [ROW ...]`: print one table of figures, each beside its baseline and target."""

import json
import platform
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click

from tests.benchmarks.options import Options
from tests.benchmarks.table import Row, as_json, drawn

ROWS = {
    "PF-01": "append",
    "PF-02": "ingest",
    "PF-03": "project",
    "PF-04": "live",
    "PF-05": "lists",
}
DEFAULT = Options()


@click.command()
@click.argument("chosen", nargs=-1, type=click.Choice([*ROWS]))
@click.option(
    "--conversations",
    default=DEFAULT.conversations,
    show_default=True,
    help="In the log projected and listed.",
)
@click.option("--mails", default=DEFAULT.mails, show_default=True, help="Sent in a round of ingest.")
@click.option("--rounds", default=DEFAULT.rounds, show_default=True, help="Samples of each figure.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write the rows there, too.")
def bench(chosen: tuple[str, ...], conversations: int, mails: int, rounds: int, file: Path | None) -> None:
    """Measure all rows, or those named; servers and processes are started for it and ended."""
    options = Options(conversations, rounds, mails)
    found: list[Row] = []
    for name in sorted(set(chosen)) or ROWS:
        click.echo(f"measuring {name} ...", err=True)
        measure: Callable[[Options], Iterator[Row]] = import_module(f"tests.benchmarks.{ROWS[name]}").rows
        found += measure(options)
    click.echo(
        f"Python {platform.python_version()}, {platform.machine()}; figures are medians of {rounds} samples\n"
    )
    click.echo(drawn(found))
    if file is not None:
        file.write_text(json.dumps(as_json(found), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    bench()
