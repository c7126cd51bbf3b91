"""Stems: a text without any of them need not be searched, since whatever matches holds one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.channels.email.reply_words import ABOVE
from infrastructure.channels.email.signature_words import NOTICE
from infrastructure.channels.email.stems import has_any, stems_of

PATTERNS = {"above": ABOVE, "notice": NOTICE}
SHORTEST = 4
"""Letters below which a stem would be in most texts, and save nothing."""


@pytest.mark.req("EML-17", "PF-02")
@pytest.mark.parametrize("name", PATTERNS)
@given(data=st.data())
def test_whatever_matches_holds_a_stem(name: str, data: st.DataObject) -> None:
    said = data.draw(st.from_regex(PATTERNS[name], fullmatch=True))
    assert has_any(stems_of(PATTERNS[name]), f"well, {said} and so on")


@pytest.mark.req("PF-02")
@pytest.mark.parametrize("name", PATTERNS)
def test_no_stem_is_so_short_that_most_texts_hold_it(name: str) -> None:
    stems = stems_of(PATTERNS[name])
    assert min(map(len, stems)) >= SHORTEST
    assert not has_any(stems, "hello, my order has not come yet. where is it?")


@pytest.mark.req("EML-17")
@pytest.mark.parametrize(
    ("pattern", "stems"),
    [
        (r"answer.{0,25} above (?:this|the) line|sopra (?:a )?questa riga", {" above ", "questa riga"}),
        (r"confidential(?:ity)?\b|linj?en?|n.imprimez", {"confidential", "lin", "imprimez"}),
        (r"unauthori[sz]ed|de[mn]? nada\.", {"unauthori", " nada"}),
    ],
)
def test_of_each_alternative_the_longest_piece_that_is_always_there(pattern: str, stems: set[str]) -> None:
    assert stems_of(pattern) == stems
