"""What a word is to search, and what a query means (CNV-03)."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from projections.common.db import Db
from projections.search.asking import (
    LONGEST_QUERY,
    MOST_TERMS,
    NothingToLookFor,
    Term,
    TooMuchToLookFor,
    parsed,
)
from projections.search.blocks import SIZES, block_before, level_after, marks
from projections.search.folding import fold, words
from projections.search.lexemes import MOST_BYTES, lexemes
from projections.search.snippets import LENGTH, marked, snippet
from tests.support.histories import ROOT

TEXTS = st.text(max_size=200)
SAID = st.lists(
    st.sampled_from(["Ann", "żółw", "of", "ORD-17", "東京", "x@y.org"]), min_size=1, max_size=12
).map(" ".join)
EUROPEAN = st.text(st.characters(max_codepoint=0x4FF, exclude_categories=["Cs"]), max_size=60)
WITH_DB = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.req("CNV-03")
@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zażółć GĘŚLĄ jaźń", ["zazolc", "gesla", "jazn"]),
        ("Straße, MÜLLER", ["strasse", "muller"]),
        ("STRASSE Mu\u0308ller", ["strasse", "muller"]),
        ("Œuvre Ångström Þór Søren", ["oeuvre", "angstrom", "thor", "soren"]),
        ("İstanbul ISPARTA \u0131\u015f\u0131k", ["istanbul", "isparta", "isik"]),
        ("ann.kowal@sklep-x.example", ["ann", "kowal", "sklep", "x", "example"]),
        ("PO-2026/00017", ["po", "2026", "00017"]),
        ("Ελλάδα ΕΛΛΆΔΑ", ["ελλαδα", "ελλαδα"]),
        ("東京 tower", ["東", "京", "tower"]),
        ("हिन्दी", ["हिनदी"]),
        ("_ - ½\0 \ud800", ["12"]),
    ],
)
def test_words_are_compared_without_case_and_accents(text: str, folded: list[str]) -> None:
    assert words(text) == folded


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    for word in words(text):
        assert word
        assert fold(word) == word
        assert "'" not in word
        assert "\\" not in word
        assert "#" not in word


@given(EUROPEAN)
def test_how_an_accent_is_encoded_does_not_matter(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@pytest.mark.req("CNV-03")
def test_a_query_has_words_phrases_what_to_leave_out_and_a_beginning() -> None:
    query = parsed('Rechnung "zweite Mahnung" -bezahlt -"in Bar" ann@x.org Über')
    assert query.terms == (
        Term(("rechnung",)), Term(("zweite", "mahnung")), Term(("bezahlt",), without=True),
        Term(("in", "bar"), without=True), Term(("ann", "x", "org")), Term(("uber",), begins=True),
    )  # fmt: skip
    assert str(query) == (
        "('rechnung') & ('zweite' <-> 'mahnung') & !('bezahlt') & !('in' <-> 'bar')"
        " & ('ann' <-> 'x' <-> 'org') & ('uber':*)"
    )


def test_a_word_that_is_finished_or_short_is_no_beginning() -> None:
    assert not parsed("invoice ").terms[0].begins
    assert not parsed("in").terms[0].begins
    assert not parsed('"invoice"').terms[0].begins
    assert parsed('say "invoice 20').terms == (Term(("say",)), Term(("invoice", "20")))


@pytest.mark.parametrize("text", ["", "  ", "-", '""', "-paid", '-"in cash"', "!!! ???"])
def test_nothing_to_look_for_is_said(text: str) -> None:
    with pytest.raises(NothingToLookFor):
        parsed(text)


@pytest.mark.parametrize("text", ["x" * (LONGEST_QUERY + 1), "ab " * (MOST_TERMS + 1)])
def test_too_much_to_look_for_is_said(text: str) -> None:
    with pytest.raises(TooMuchToLookFor):
        parsed(text)


@pytest.mark.req("CNV-03", "SE-04")
@given(text=TEXTS, other=TEXTS)
@WITH_DB
def test_postgresql_takes_whatever_was_written_and_finds_what_is_there(db: Db, text: str, other: str) -> None:
    vector = lexemes([("A", other), ("D", text)])
    try:
        query = parsed(text)
    except (NothingToLookFor, TooMuchToLookFor):
        db.execute("SELECT %s::tsvector", [vector])
        return
    ((found,),) = db.execute("SELECT %s::tsvector @@ %s::tsquery", [vector, str(query)]).fetchall()
    assume(not any(term.without for term in query.terms))
    assert found
    assert any(segment.hit for segment in marked(text, query))


@pytest.mark.req("CNV-03")
@given(text=SAID, start=st.integers(0, 5), length=st.integers(1, 4))
@WITH_DB
def test_words_in_quotes_are_found_where_they_follow_each_other(
    db: Db, text: str, start: int, length: int
) -> None:
    there = words(text)[start : start + length] or words(text)[:1]
    query = parsed(f'"{" ".join(there)}"')
    ((found,),) = db.execute(
        "SELECT %s::tsvector @@ %s::tsquery", [lexemes([("D", text)]), str(query)]
    ).fetchall()
    assert found


def test_no_phrase_goes_over_the_end_of_a_text(db: Db) -> None:
    vector = lexemes([("A", "order lost"), ("D", "in transit")])
    ((found,),) = db.execute(
        "SELECT %s::tsvector @@ %s::tsquery", [vector, str(parsed('"lost in"'))]
    ).fetchall()
    assert not found


@pytest.mark.req("PF-06")
@pytest.mark.parametrize(
    ("text", "loosely", "exact"),
    [
        ('"lost in" parcel -paid', "'lost' & 'in' & 'parcel'", False),
        ("parcel -paid ", "'parcel'", False),
        ("ann@example.o", "'ann' & 'example' & 'o'", False),
        ("lost parc", "'lost' & 'parc':*", True),
    ],
)
def test_what_has_all_the_words_is_looked_through_for_what_is_asked(
    db: Db, text: str, loosely: str, exact: bool
) -> None:
    query = parsed(text)
    assert (query.loosely, query.exact) == (loosely, exact)
    vector = lexemes([("D", "Lost in transit: a parcel for ann@example.org"), ("A", "example o")])
    matches = [
        db.execute("SELECT %s::tsvector @@ %s::tsquery", [vector, asked]).fetchall()[0][0]
        for asked in (str(query), query.loosely)
    ]
    assert matches == [not text.startswith("ann"), True]


def test_a_text_beyond_what_postgresql_can_hold_is_cut(db: Db) -> None:
    texts = ["same " * 40_000, " ".join(f"{number:x}word{number}" for number in range(MOST_BYTES // 8))]
    for text in texts:
        ((size,),) = db.execute("SELECT length(%s::tsvector)", [lexemes([("D", text)])]).fetchall()
        assert size


@given(bound=st.integers(1, 3 * SIZES[2]), levels=st.lists(st.integers(0, 3), min_size=1, max_size=9))
def test_blocks_of_any_level_follow_each_other_without_gap_or_overlap(bound: int, levels: list[int]) -> None:
    while levels and bound:
        block = block_before(ROOT, bound, levels.pop())
        assert 0 <= block.first < bound <= block.first + block.size
        assert block.mark in marks(ROOT, bound - 1)
        assert block.mark in marks(ROOT, block.first)
        assert block.first == 0 or block.mark not in marks(ROOT, block.first - 1)
        bound = block.first


def test_blocks_grow_while_they_give_no_more_than_is_needed() -> None:
    assert [level_after(0, hits, 200) for hits in (0, 25, 26, 500)] == [1, 1, 0, 0]
    assert level_after(3, 0, 200) == 3


@pytest.mark.req("CNV-03")
@given(text=TEXTS, words_=st.lists(st.sampled_from(["ąbc", "Order", "x"]), min_size=1, max_size=3))
def test_a_snippet_is_a_part_of_the_text(text: str, words_: list[str]) -> None:
    query = parsed(" ".join(words_))
    whole = f"{text} {' '.join(words_)} {text}"
    pieces = snippet(whole, query)
    assert any(piece.hit for piece in pieces)
    assert len("".join(piece.text for piece in pieces)) <= LENGTH + 4
    line = re.sub(r"\s", " ", whole)
    shown = "".join(piece.text for piece in pieces)
    assert shown.removeprefix("… ").removesuffix(" …") in line


def test_a_snippet_shows_where_most_of_the_words_are() -> None:
    text = "an invoice came. " + "so it goes. " * 40 + "The Fakturę for invoice 12 is lost."
    pieces = snippet(text, parsed("invoice faktur"))
    assert [piece.text for piece in pieces if piece.hit] == ["Fakturę", "invoice"]
    assert pieces[0].text == "… "
