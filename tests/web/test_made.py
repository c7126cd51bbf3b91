"""The interface as it is made: types of the API, pure functions, weight (UIX-01, PF-10)."""

import gzip
import subprocess
from pathlib import Path

import pytest

from api.typescript import typescript

CHECKOUT = Path(__file__).parents[2]
WEB = CHECKOUT / "web"
BUILT = CHECKOUT / "build" / "web"
NODE = CHECKOUT / ".venv" / "bin" / "node"
ENTRY_JS, EACH_LAZY, ALL_CSS = 45_000, 25_000, 10_000
MOST_PACKAGES = 30


def node(*words: str | Path) -> str:
    done = subprocess.run([NODE, *words], cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def weight(pattern: str) -> list[int]:
    return [len(gzip.compress(path.read_bytes(), 9)) for path in (BUILT / "assets").glob(pattern)]


def test_the_types_are_those_of_the_api() -> None:
    assert (WEB / "src" / "api" / "types.ts").read_text() == typescript(), "run ./dev types"


def test_typescript_is_strict_and_content() -> None:
    node("node_modules/typescript/bin/tsc", "--noEmit")


def test_pure_functions() -> None:
    tests = sorted(path.relative_to(WEB) for path in (WEB / "test").glob("*.test.ts"))
    assert "fail 0" in node("--test", *tests)


@pytest.mark.req("PF-10")
def test_it_is_light() -> None:
    entry, *_ = weight("index-*.js")
    assert entry <= ENTRY_JS
    assert all(size <= EACH_LAZY for size in weight("*.js") if size != entry)
    assert sum(weight("*.css")) <= ALL_CSS
    packages = node("-p", "Object.keys(require('./node_modules/.package-lock.json').packages).length")
    assert int(packages) <= MOST_PACKAGES


def test_nothing_of_it_comes_from_elsewhere() -> None:
    texts = [
        path.read_text(errors="replace")
        for path in BUILT.rglob("*")
        if path.suffix in {".html", ".css", ".js"}
    ]
    assert texts
    for text in texts:
        for scheme in ("http://", "https://"):
            for found in text.split(scheme)[1:]:
                assert found.startswith("www.w3.org/"), found[:80]
