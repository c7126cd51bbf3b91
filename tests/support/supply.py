"""What we are made of: pinned with hashes, compared with published advisories, written down as CycloneDX (SE-07).

`python -m tests.support.supply` is part of `./dev check`; it leaves the bill of materials in build/sbom.json.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

CHECKOUT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-web.txt")
BILL = CHECKOUT / "build" / "sbom.json"
PATIENCE = 45.0
"""Seconds the advisories may take; a machine without a network must get on."""
PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+))?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})$")
Audit = Sequence[str]


@dataclass(frozen=True)
class Pinned:
    """One package of a lock file."""

    name: str
    version: str
    hashes: tuple[str, ...]


def pinned(lock: str) -> list[Pinned]:
    """Return the packages of a lock file's text.

    Raises:
        ValueError: a line that pins nothing, or a package without a hash, in words.

    """
    found = []
    for block in re.sub(r"\\\n\s*", " ", lock).splitlines():
        if not block or block.startswith("#"):
            continue
        asked, *hashes = re.split(r" (?=--)", block.strip())
        pin, sums = PIN.match(asked.strip()), [HASH.match(one.strip()) for one in hashes]
        if pin is None:
            raise ValueError(f"{asked!r} is not pinned as name==version. Run ./dev lock.")
        if not sums or None in sums:
            raise ValueError(f"{asked!r} has no sha256 hashes. Run ./dev lock.")
        found.append(Pinned(pin["name"], pin["version"], tuple(one[1] for one in sums if one)))
    return found


def wanted(asked: str) -> Iterator[str]:
    """Yield the names that a requirements.in asks for."""
    for line in asked.splitlines():
        name = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", line)
        if name:
            yield name[0].lower().replace("_", "-").replace(".", "-")


def bill(packages: Sequence[Pinned], version: str, at: datetime) -> dict[str, Any]:
    """Return the CycloneDX 1.6 bill of materials of these packages."""
    own = f"pkg:generic/postroom@{version}"
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{one.name}@{one.version}",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:pypi/{one.name}@{one.version}",
            # of each file that may be installed: platforms differ
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": f"https://pypi.org/project/{one.name}/{one.version}/",
                    "hashes": [{"alg": "SHA-256", "content": digest} for digest in one.hashes],
                }
            ],
        }
        for one in packages
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, own + at.isoformat())}",
        "version": 1,
        "metadata": {
            "timestamp": at.isoformat(timespec="seconds"),
            "component": {"type": "application", "bom-ref": own, "name": "postroom", "version": version},
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [str(one["bom-ref"]) for one in components]}],
    }


def pip_audit(lock: Path) -> list[str]:
    """Return the command that compares a lock file with the advisories."""
    options = (
        "--disable-pip",
        "--require-hashes",
        "--progress-spinner",
        "off",
        "--timeout",
        "5",
        "-f",
        "json",
    )
    return [sys.executable, "-m", "pip_audit", *options, "-r", str(lock)]


def advisories(command: Audit, patience: float = PATIENCE) -> tuple[list[str], str]:
    """Return what is known against our packages, and a sentence about how much was looked at; never waits long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=patience, check=False)
        report = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, OSError, ValueError, KeyError, TypeError):
        return [], "advisories not checked: they cannot be reached from here"
    bad = [
        f"{one['name']} {one['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'no version'}"
        for one in report
        for known in one.get("vulns", ())
    ]
    left_out = sum("skip_reason" in one for one in report)
    if left_out == len(report):
        return bad, "advisories not checked: the index here has none"
    return bad, f"advisories of {len(report) - left_out} packages checked, of {left_out} not"


def main() -> int:
    """Check, write and audit; returns the exit code."""
    failed = []
    for name in LOCKS:
        lock, asked = CHECKOUT / name, (CHECKOUT / name).with_suffix(".in")
        if not lock.exists():
            continue
        try:
            packages = pinned(lock.read_text(encoding="utf-8"))
        except ValueError as error:
            failed.append(f"{name}: {error}")
            continue
        missing = set(wanted(asked.read_text(encoding="utf-8"))) - {one.name for one in packages}
        failed += [f"{name}: {one} is asked for and not locked. Run ./dev lock." for one in sorted(missing)]
        print(f"{name}: {len(packages)} packages, each pinned with its hashes")  # noqa: T201 - a program for people
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if not failed:
        BILL.parent.mkdir(exist_ok=True)
        runtime = pinned((CHECKOUT / LOCKS[0]).read_text(encoding="utf-8"))
        made = bill(runtime, project["version"], datetime.now(UTC))
        BILL.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        print(f"{BILL.relative_to(CHECKOUT)}: what an installation consists of, as CycloneDX")  # noqa: T201 - as above
        known, sentence = advisories(pip_audit(CHECKOUT / LOCKS[0]))
        failed += known
        print(sentence)  # noqa: T201 - as above
    for one in failed:
        print(one, file=sys.stderr)  # noqa: T201 - as above
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
