"""What Markdown becomes where there is no HTML: WhatsApp's own marks, or plain text (WAB-02, MSG-01, CNV-06)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.markdown import Markdown

MARKDOWN = Markdown()
PIECES = [
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~",
    "> ",
    "- ",
    "1. ",
    "# ",
    "[a](https://a.example)",
    "\n",
    "\n\n",
    "word",
    " ",
]


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("It is **on its way**.", "It is *on its way*."),
        ("*soon*, _soon_", "_soon_, _soon_"),
        ("~~five~~ six", "~five~ six"),
        ("***both***, **one _and_ two**", "_*both*_, *one _and_ two*"),
        ("**two\nlines**", "*two*\n*lines*"),
        ("# Dear Jo\n\nhi", "*Dear Jo*\n\nhi"),
        ("# Dear **Jo**", "Dear *Jo*"),
        ("use `a < b`", "use `a < b`"),
        ("```\nif a < b:\n    c\n```", "```if a < b:\n    c```"),
        ("~~~\na `b`\n~~~", "    a `b`"),
        ("- a\n- **b**", "- a\n- *b*"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("> a\n> b", "> a\n> b"),
        ("[the **plan**](https://a.example/x_y)", "the *plan* (https://a.example/x_y)"),
        ("https://a.example/x_y_z", "https://a.example/x_y_z"),
        ("snake_case_name, 2 * 3 * 4", "snake_case_name, 2 * 3 * 4"),
        ("un**believ**able", "unbelievable"),
        ("as typed  \n  here", "as typed\nhere"),
    ],
)
def test_whatsapp_gets_the_marks_that_it_knows(written: str, sent: str) -> None:
    assert MARKDOWN.rendered(written, "whatsapp") == (sent, "")


@pytest.mark.req("MSG-01")
@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("It is **on its way**, *really*.", "It is on its way, really."),
        ("~~five~~ six", "~~five~~ six"),
        ("# Dear Jo\n\n- a\n- `b`", "Dear Jo\n\n- a\n- b"),
        ("[the plan](https://a.example)", "the plan (https://a.example)"),
    ],
)
def test_where_nothing_is_formatted_no_marks_are_left(written: str, sent: str) -> None:
    assert MARKDOWN.rendered(written, "") == (sent, "")


@pytest.mark.req("WAB-02", "MSG-01")
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=300),
    st.sampled_from(["whatsapp", ""]),
)
def test_whatever_is_written_stays_text_with_all_its_letters(text: str, marks: str) -> None:
    said = MARKDOWN.rendered(text, marks)
    assert said.html == ""
    assert [one for one in said.text if one.isalpha()] == [
        one for one in MARKDOWN.rendered(text).text if one.isalpha()
    ]
