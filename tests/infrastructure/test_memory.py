"""How much memory the embedded PostgreSQL keeps pages in."""

from pathlib import Path

import pytest

from infrastructure.embedded.memory import shared_buffers


@pytest.mark.parametrize(
    ("bound", "expected"),
    [(str(256 << 20), "128MB"), (str(2 << 30), "256MB"), (str(1 << 20), "128MB")],
)
def test_a_container_gives_an_eighth_of_what_it_may_have(tmp_path: Path, bound: str, expected: str) -> None:
    cgroup = tmp_path / "memory.max"
    cgroup.write_text(f"{bound}\n", encoding="ascii")
    assert shared_buffers(cgroup) == expected


@pytest.mark.parametrize("said", [None, "max\n", ""])
def test_a_container_without_a_bound_gives_what_the_machine_would(tmp_path: Path, said: str | None) -> None:
    cgroup = tmp_path / "memory.max"
    if said is not None:
        cgroup.write_text(said, encoding="ascii")
    there = int(shared_buffers(cgroup).removesuffix("MB"))
    assert there == int(shared_buffers(tmp_path / "none").removesuffix("MB"))
    assert 128 <= there <= 1024
