"""Words that are only begun, however common they are (CNV-03, PF-06)."""

import pytest

from projections.common.db import Db
from projections.search import blocks, fold, stretches
from projections.search.asking import parsed
from projections.search.blocks import Block, level_of
from projections.search.filters import Filters
from projections.search.stretches import Looking
from tests.projections.test_search import every, searchable
from tests.support.scene import Scene

ALWAYS_EACH, SOON_BY_INDEX = 0, 10**9
TEXTS = ("an order", "ordered twice", "the parcel", "parcel ordered", "orders parcel", "nothing")


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few messages fill many blocks."""
    monkeypatch.setattr(blocks, "SIZES", (4, 16, 64))
    for module in (stretches, fold):
        monkeypatch.setattr(module, "SMALLEST", 4)
    monkeypatch.setattr(stretches, "LENGTH", 4)


class Noting(Looking):
    """Notes what the index is asked for."""

    def __init__(self, db: Db, scene: Scene, text: str, stored: int) -> None:
        super().__init__(db, scene.account_id, scene.inboxes, parsed(text), Filters())
        self.asked: list[str] = []
        self._stored = stored

    def _words(self, block: Block, *, one_by_one: bool) -> str:
        self.asked.append(super()._words(block, one_by_one=one_by_one))
        return self.asked[-1]


@pytest.mark.req("CNV-03", "PF-06")
@pytest.mark.parametrize(
    "text", ["ord", "parc", "parcel ord", "the par", "-parcel ord", '"parcel" xyz', "an@order.ord"]
)
@pytest.mark.parametrize("looked_at", [2, 6, 2_000])
def test_the_same_is_found_message_by_message_and_by_the_index(
    db: Db, text: str, looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretches, "MOST_LOOKED_AT", looked_at)
    scene = Scene()
    for number in range(50):
        scene.writes(f"Jo{number}", text=TEXTS[number % len(TEXTS)])
        scene.command()
    with searchable(db, scene):
        monkeypatch.setattr(stretches, "READ", ALWAYS_EACH)
        each = every(db, scene, text, 3)
        monkeypatch.setattr(stretches, "READ", SOON_BY_INDEX)
        assert every(db, scene, text, 3) == each
    assert bool(each) == (text not in {'"parcel" xyz', "an@order.ord"})


@pytest.mark.req("PF-06")
def test_the_index_is_asked_for_a_rare_beginning_and_never_for_a_common_one(db: Db) -> None:
    scene = Scene()
    for number in range(50):
        scene.writes(f"Jo{number}", text="an order" if number % 2 else "rare" * (number == 20))
    with searchable(db, scene):
        common, rare = Noting(db, scene, "ord", 1_000_000), Noting(db, scene, "rar", 100)
        assert len(common.stretch(common.newest).conversations) == 4
        assert [len(stretch.conversations) for stretch in (rare.stretch(rare.newest), rare.stretch(20))] == [
            1,
            0,
        ]
    assert not any(":*" in words for words in common.asked)
    assert "'rar':*" not in rare.asked[0]
    assert "'rar':*" in rare.asked[-1]


@pytest.mark.req("PF-06")
@pytest.mark.parametrize(
    ("share", "needed", "level"), [(1, 4, 0), (0.5, 4, 1), (0.1, 4, 2), (0.01, 4, 3), (0, 1, 3)]
)
def test_what_is_rarer_is_looked_for_in_a_larger_block(share: float, needed: int, level: int) -> None:
    assert level_of(share, needed) == level
