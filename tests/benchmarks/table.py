"""The table of figures, as text and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

HEADINGS = ("id", "what", "figure", "baseline", "ratio", "target", "met", "spread")


@dataclass(frozen=True)
class Row:
    """One figure: absolute, beside its baseline where it has one, against its target."""

    id: str
    what: str
    figure: float
    unit: str
    target: str
    met: bool | None
    """None where the row only informs."""
    spread: str
    baseline: float | None = None
    ratio: float | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the row as texts under `HEADINGS`."""
        return (
            self.id, self.what, f"{number(self.figure)} {self.unit}",
            "" if self.baseline is None else number(self.baseline), "" if self.ratio is None else f"{self.ratio:.2f}",
            self.target, "" if self.met is None else "yes" if self.met else "NO", self.spread,
        )  # fmt: skip


def number(value: float) -> str:
    """Return a number with as many digits as mean something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def drawn(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    texts = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    texts.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(texts)


def as_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows as JSON objects."""
    return [asdict(row) for row in rows]
