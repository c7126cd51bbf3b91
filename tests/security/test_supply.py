"""What we are made of is pinned, written down and compared with advisories, with or without a network (SE-07)."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.supply import CHECKOUT, LOCKS, advisories, bill, pinned, wanted

HASH = "--hash=sha256:" + "0" * 64
AT = datetime(2026, 11, 22, tzinfo=UTC)

pytestmark = pytest.mark.req("SE-07")


@pytest.mark.parametrize("name", [name for name in LOCKS if (CHECKOUT / name).exists()])
def test_everything_is_pinned_with_hashes(name: str) -> None:
    packages = pinned((CHECKOUT / name).read_text(encoding="utf-8"))
    asked = (CHECKOUT / name).with_suffix(".in").read_text(encoding="utf-8")
    assert set(wanted(asked)) <= {one.name for one in packages}


@pytest.mark.parametrize(
    "lock",
    [f"flask>=3 \\\n    {HASH}", "flask==3.1", "flask @ https://x.example/flask.tar.gz", "-e .", "--index-url https://x.example"],
)  # fmt: skip
def test_what_is_not_pinned_is_named(lock: str) -> None:
    with pytest.raises(ValueError, match=r"Run \./dev lock"):
        pinned(lock)


def test_a_marker_is_no_part_of_a_version() -> None:
    (one,) = pinned(f"colorama==0.4.6 ; sys_platform == 'win32' \\\n    {HASH} \\\n    {HASH}\n")
    assert (one.name, one.version, len(one.hashes)) == ("colorama", "0.4.6", 2)


def test_the_bill_of_materials_is_what_cyclonedx_asks_for() -> None:
    from cyclonedx.model.bom import Bom

    packages = pinned((CHECKOUT / LOCKS[0]).read_text(encoding="utf-8"))
    made = bill(packages, "1.2.3", AT)
    read = Bom.from_json(data=json.loads(json.dumps(made)))  # type: ignore[attr-defined]
    assert {component.name for component in read.components} == {one.name for one in packages}
    assert all(component.purl for component in read.components)


def answering(text: str) -> list[str]:
    return [sys.executable, "-c", f"print({text!r})"]


def test_an_advisory_is_named_with_the_version_that_mends_it() -> None:
    report = {"dependencies": [
        {"name": "flask", "version": "0.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["0.2"]}]},
        {"name": "click", "version": "8", "vulns": []}, {"name": "own", "skip_reason": "not found"},
    ]}  # fmt: skip
    known, sentence = advisories(answering(json.dumps(report)))
    assert known == ["flask 0.1: PYSEC-1, mended in 0.2"]
    assert sentence == "advisories of 2 packages checked, of 1 not"


@pytest.mark.parametrize(
    "command",
    [
        answering("no network"),
        answering('{"dependencies": [{"name": "flask", "skip_reason": "not found"}]}'),
        [sys.executable, "-c", "import threading; threading.Event().wait()"],
        [str(Path(sys.executable).with_name("no-such-program"))],
    ],
)
def test_without_a_network_it_says_so_and_goes_on(command: list[str]) -> None:
    known, sentence = advisories(command, patience=3)
    assert (known, sentence.partition(":")[0]) == ([], "advisories not checked")
