"""Stored JSON: the bytes are those of the standard library, whichever writes them."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from infrastructure.events.codec import dumps, loads

TEXT = st.text(st.characters())
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(TEXT, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUE)
def test_events_are_stored_as_any_json_parser_reads_them(value: Any) -> None:
    plainly = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
    assert dumps(value) == plainly
    assert loads(plainly) == json.loads(plainly)


def test_half_of_a_surrogate_pair_becomes_a_question_mark() -> None:
    assert loads(dumps({"name": "a\ud800b"})) == {"name": "a?b"}
