"""`./dev bench [ROW ...]`: print one table of figures, each beside its baseline and target."""

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from tests.benchmarks.ground import Grounds, tell
from tests.benchmarks.options import Options
from tests.benchmarks.table import Row, as_json, drawn

ROWS = {
    "PF-01": "append",
    "PF-04": "live",
    "CHT-11": "chat",
    "PF-10": "weight",
    "PF-02": "ingest",
    "PF-03": "project",
    "PF-09": "history",
    "PF-07": "api",
    "PF-08": "streams",
    "PF-06": "search",
    "PF-11": "growth",
    "RTG-12": "routing",
    "PF-05": "lists",
}
"""In the order they are measured: what needs no history first, what changes the lists last."""
DEFAULT = Options()
UNITS = {"k": 1_000, "K": 1_000, "M": 1_000_000}


class Count(click.ParamType[int]):
    """A number that may be written as 50k or 1M."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return it; fails with a sentence otherwise."""
        text = str(value)
        unit = UNITS.get(text[-1:], 1)
        try:
            return int(text.rstrip("kKM").replace(",", "")) * unit
        except ValueError:
            self.fail("write a number such as 10000, 50k or 1M", param, ctx)


@click.command()
@click.argument("chosen", nargs=-1, type=click.Choice(sorted(ROWS)))
@click.option("--size", type=Count(), default=DEFAULT.size, show_default=True, help="Messages there; 50k or 1M make a second, larger history.")  # fmt: skip
@click.option("--listed", type=Count(), help="Conversations in the larger lists of PF-05; as many as --size if not given.")  # fmt: skip
@click.option("--mails", default=DEFAULT.mails, show_default=True, help="Sent in a round of ingest.")
@click.option("--rounds", default=DEFAULT.rounds, show_default=True, help="Samples of each figure.")
@click.option("--streams", default=DEFAULT.streams, show_default=True, help="Live streams of PF-08.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write the rows there, too.")
@click.option("--markdown", "table", type=click.Path(path_type=Path), help="Write the table there, with machine, date and command.")  # fmt: skip
def bench(
    chosen: tuple[str, ...],
    *,
    size: int,
    listed: int | None,
    mails: int,
    rounds: int,
    streams: int,
    file: Path | None,
    table: Path | None,
) -> None:
    """Measure all rows, or those named; servers and processes are started for it and ended."""
    options = Options(size, rounds, mails, size if listed is None else listed, streams)
    began = time.monotonic()
    found: list[Row] = []
    with Grounds(options) as grounds:
        for name in [one for one in ROWS if one in chosen or not chosen]:
            tell(f"{(time.monotonic() - began) / 60:4.1f} min: measuring {name}")
            measure: Callable[[Grounds], Iterator[Row]] = import_module(f"tests.benchmarks.{ROWS[name]}").rows
            found += measure(grounds)
            for row in found[-20:]:
                if row.id == name:
                    tell("  ".join(cell for cell in row.cells() if cell))
    found.sort(key=lambda row: row.id)
    taken = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {machine()}, {(time.monotonic() - began) / 60:.0f} minutes, medians of {rounds}, {command()}"  # fmt: skip
    click.echo(f"{taken}\n\n{drawn(found)}")
    if file is not None:
        file.write_text(
            json.dumps({"taken": taken, "rows": as_json(found)}, indent=1) + "\n", encoding="utf-8"
        )
    if table is not None:
        table.write_text(f"{taken}\n\n{drawn(found)}\n", encoding="utf-8")


def machine() -> str:
    """Return what the machine is."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )
    return f"{os.cpu_count()} processors ({model})"


def command() -> str:
    """Return the command as it was given."""
    return f"`./dev bench {' '.join(sys.argv[1:])}`".replace(" `", "`")


if __name__ == "__main__":
    bench()
