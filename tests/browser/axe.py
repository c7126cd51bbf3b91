"""axe-core, out of web/node_modules: what it finds on a page, in both colours and at two widths."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = ((1440, 900), (390, 844))
COLOURS = ("light", "dark")
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'], iframes: false });
  return found.violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html, failureSummary }) => [html.slice(0, 160), failureSummary])]);
}"""


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page, sizes: Sequence[tuple[int, int]] = SIZES) -> list[Any]:
    """Return what axe has against the page in either colour and at each width; transitions are over by then."""
    page.evaluate(_script())
    found: list[Any] = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        for colour in COLOURS:
            page.emulate_media(color_scheme=colour, reduced_motion="reduce")  # type: ignore[arg-type]
            page.wait_for_function(
                "() => document.getAnimations().every((one) => one.playState === 'finished')"
            )
            found += [(width, colour, *one) for one in page.evaluate(RUN)]
    return found
