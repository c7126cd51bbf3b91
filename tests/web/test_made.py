"""The interface as it is made: types of the API, pure functions, weight (UIX-01, PF-10)."""

import gzip
import re
import subprocess
from pathlib import Path

import pytest

from api.typescript import typescript

CHECKOUT = Path(__file__).parents[2]
WEB = CHECKOUT / "web"
BUILT = CHECKOUT / "build" / "web"
NODE = CHECKOUT / ".venv" / "bin" / "node"
ENTRY_JS, EACH_LAZY, CSS = 45_000, 25_000, 10_000
MOST_PACKAGES = 30


def node(*words: str | Path) -> str:
    done = subprocess.run([NODE, *words], cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def sent(name: str) -> int:
    return len(gzip.compress((BUILT / "assets" / name).read_bytes(), 9))


def test_the_types_are_those_of_the_api() -> None:
    assert (WEB / "src" / "api" / "types.ts").read_text() == typescript(), "run ./dev types"


def test_typescript_is_strict_and_content() -> None:
    node("node_modules/typescript/bin/tsc", "--noEmit")


def test_pure_functions() -> None:
    tests = sorted(path.relative_to(WEB) for path in (WEB / "test").glob("*.test.ts"))
    assert "fail 0" in node("--test", *tests)


@pytest.mark.req("PF-10")
def test_it_is_light() -> None:
    at_once = {
        path.name for path in (BUILT / "assets").iterdir() if path.name in (BUILT / "index.html").read_text()
    }
    assert sum(sent(name) for name in at_once if name.endswith(".js")) <= ENTRY_JS
    assert sum(sent(name) for name in at_once if name.endswith(".css")) <= CSS
    later = {path.name for path in (BUILT / "assets").glob("*.[jc]s*")} - at_once
    # a part's script and its styles have the same name before the digest
    parts = {name.partition("-")[0]: 0 for name in later}
    for name in later:
        parts[name.partition("-")[0]] += sent(name)
    assert max(parts.values()) <= EACH_LAZY, parts
    packages = node("-p", "Object.keys(require('./node_modules/.package-lock.json').packages).length")
    assert int(packages) <= MOST_PACKAGES


def test_nothing_of_it_comes_from_elsewhere() -> None:
    texts = [
        path.read_text(errors="replace")
        for path in BUILT.rglob("*")
        if path.suffix in {".html", ".css", ".js"}
    ]
    assert texts
    hosts = {host for text in texts for host in re.findall(r"https?://([\w.-]+)", text)}
    assert hosts <= {"www.w3.org"}
