"""Which requirement is proven by which test.

As a pytest plugin it checks the ids in `@pytest.mark.req(...)` and, after a run of everything, writes
build/trace.json. As a program (`python -m tests.support.trace`) it prints what that file says.
"""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
IDS = CHECKOUT / "docs" / "requirements-ids.txt"
TRACE = CHECKOUT / "build" / "trace.json"
PROPERTY = "req"


def requirements() -> dict[str, str]:
    """Return id -> title of every requirement, in the order of the list."""
    lines = (
        line for line in IDS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    )
    return {name: title for name, _, title in (line.partition(" ") for line in lines)}


class Tracer:
    """Collects the outcome of each test for the ids it names."""

    def __init__(self, *, whole: bool) -> None:
        """`whole`: everything is run, so what is collected may replace the file."""
        self.whole = whole
        self.proven: dict[str, set[str]] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Hand the ids to the reports, which reach us from parallel workers too; refuse unknown ids."""
        known = requirements()
        for item in items:
            ids = [name for mark in item.iter_markers(PROPERTY) for name in mark.args]
            if unknown := [name for name in ids if name not in known]:
                message = f"{item.nodeid} names {unknown}, which {IDS.name} does not list"
                raise pytest.UsageError(message)
            item.user_properties += [(PROPERTY, name) for name in ids]

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what passed, and what failed in any phase."""
        if report.failed:
            self.failed.add(report.nodeid)
        if report.when == "call" and report.passed:
            for name, value in report.user_properties:
                if name == PROPERTY:
                    self.proven.setdefault(str(value), set()).add(report.nodeid)

    @pytest.hookimpl
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the file, unless this is a parallel worker or a run of some tests only."""
        if not self.whole or hasattr(session.config, "workerinput") or session.config.option.collectonly:
            return
        passing = {name: sorted(tests - self.failed) for name, tests in self.proven.items()}
        TRACE.parent.mkdir(exist_ok=True)
        TRACE.write_text(json.dumps(passing, indent=1, sort_keys=True), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Register the tracer of this run."""
    narrowed = config.option.keyword or config.option.markexpr or getattr(config.option, "lf", False)
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not narrowed
    config.pluginmanager.register(Tracer(whole=whole), "requirements-tracer")


def lines(titles: dict[str, str], proven: dict[str, list[str]]) -> Iterable[str]:
    """Yield the report: each id with its number of passing tests, then the ids that have none."""
    have = {name: proven[name] for name in titles if proven.get(name)}
    for name, tests in have.items():
        yield f"{name}  {len(tests):3} passing  {titles[name]}"
    yield ""
    yield f"{len(have)} of {len(titles)} have a passing test. Without one:"
    yield from (f"{name}  {title}" for name, title in titles.items() if name not in have)


def main(arguments: list[str]) -> None:
    """Print the report; `ID ...` prints the tests of these ids."""
    proven: dict[str, list[str]] = json.loads(TRACE.read_text(encoding="utf-8"))
    if arguments:
        report = [f"{name}  {test}" for name in arguments for test in proven.get(name, ["no passing test"])]
    else:
        seen = datetime.fromtimestamp(TRACE.stat().st_mtime, UTC).isoformat(" ", "minutes")
        report = [f"As of the last run of all tests, {seen}", "", *lines(requirements(), proven)]
    sys.stdout.write("\n".join(report) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
