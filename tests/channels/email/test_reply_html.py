"""What a person newly wrote where the body is HTML, alone or beside plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.channels.email.html import text_of_html
from infrastructure.channels.email.parse import parse
from infrastructure.channels.email.parsed import Forward, Original, Person
from infrastructure.channels.email.replies import texts_of
from infrastructure.channels.email.reply_html import parts_of, reply_html
from infrastructure.channels.email.reply_marks import marks
from tests.channels.email import reply_cases as cases
from tests.channels.email.mails import TOP, multipart, part
from tests.support.timing import seconds_of

TAGS = [
    "<div>", "</div>", "<blockquote>", "</blockquote>", '<blockquote type="cite">', '<div class="gmail_quote">', "<p>",
    '<div class="gmail_attr">', '<div id="Signature">', "<hr id=stopSpelling>", "<br>", "&nbsp;", "&gt; a", "<li>", "<",
    "<!-- ", "On Tue, 5 Mar 2024, Ann wrote:", "Hello", "Jo", "-- ", "\n", "<style>a", "</style>", '<div class="x',
]  # fmt: skip
HTMLS = st.one_of(st.lists(st.sampled_from(TAGS), max_size=24).map("".join), st.text(max_size=200))


def written(text: str, html: str) -> str:
    return texts_of(text, parts_of(text, html, None), "reply")


@pytest.mark.req("EML-17")
def test_the_reply_of_each_case() -> None:
    of_text = {name: written(text_of_html(html), html) for name, html in cases.html()}
    assert {name: found for name, found in of_text.items() if found != cases.SHORT_TEXT} == {}
    of_html = {name: text_of_html(reply_html(html, None)) for name, html in cases.html()}
    assert {name: found for name, found in of_html.items() if found != cases.SHORT_TEXT} == {}
    assert all("<b>again</b>" in reply_html(html, None) for _, html in cases.html())


@pytest.mark.req("EML-17")
def test_the_marks_of_the_html_tell_of_the_plain_text_beside_it() -> None:
    text = "Yes, please send it again.\n\nJo Doe from the example company in Warsaw\n\nXyz 5 qux Ann\n\nDear Jo, we are very sorry to hear that."
    html = (
        '<div>Yes, please send it again.</div><div id="Signature">Jo Doe from the example company in Warsaw</div>'
        '<div class="gmail_quote"><div class="gmail_attr">Xyz 5 qux Ann</div>'
        "<blockquote>Dear Jo, we are very sorry to hear that.</blockquote></div>"
    )
    mail = parse(multipart("alternative", part("text/plain", text), part("text/html", html), top=TOP))
    assert mail.text == text
    assert texts_of(text, mail.parts, "reply") == "Yes, please send it again."
    assert texts_of(text, mail.parts, "signature") == "Jo Doe from the example company in Warsaw"
    assert texts_of(text, mail.parts, "quote").startswith("Xyz 5 qux Ann")


@pytest.mark.req("EML-17")
def test_answers_between_quotes() -> None:
    html = (
        '<div class="gmail_quote"><div class="gmail_attr">On Tue Ann wrote:</div><blockquote class="gmail_quote">One?'
        '</blockquote><div>Yes.</div><blockquote class="gmail_quote">Two?</blockquote><div>No.</div></div>'
    )
    assert written(text_of_html(html), html) == "Yes.\n\nNo."
    assert text_of_html(reply_html(html, None)).split() == ["Yes.", "No."]


@pytest.mark.req("EML-14", "EML-17")
def test_what_is_passed_on_stays_where_it_is_asked_for() -> None:
    html = (
        '<p>See below.</p><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>'
        "From: Ann &lt;ann@shop.example&gt;<br>Subject: Parcel<br></div>Hello, it is late.</div>"
    )
    text = text_of_html(html)
    forward = Forward(
        "inline", "gmail", Original(Person("ann@shop.example")), "See below.", text.index("----")
    )
    assert [one.kind for one in parts_of(text, html, forward)] == ["reply", "forward"]
    assert text_of_html(reply_html(html, forward)) == "See below."
    assert "it is late" in reply_html(html, forward, ("reply", "forward"))


@pytest.mark.req("EML-17")
def test_a_picture_in_the_reply_stays_and_one_in_the_quote_goes() -> None:
    html = '<div>Look: <img src="cid:a"></div><blockquote type="cite">Old: <img src="cid:b"></blockquote>'
    kept = reply_html(html, None)
    assert ("cid:a" in kept, "cid:b" in kept) == (True, False)


@pytest.mark.req("EML-17")
@given(HTMLS)
def test_any_html_has_parts_that_cover_its_text(html: str) -> None:
    text = text_of_html(html)
    parts = parts_of(text, html, None)
    assert [one.start for one in parts] == [0, *(one.end for one in parts)][: len(parts)]
    assert not parts or parts[-1].end == len(text)
    reply_html(html, None)
    found = marks(html)
    assert all(0 <= one.start <= one.end <= len(html) for one in found)


@pytest.mark.req("EML-17", "RL-06")
@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "</div>",
        '<blockquote type="cite">x',
        '<div class="gmail_quote"><blockquote>',
        "<div class=",
        "&gt;",
        "<li>a",
        "a <b>c</b> ",
    ],
)
def test_time_grows_with_the_length(piece: str) -> None:
    def seconds(chars: int) -> float:
        html = piece * (chars // len(piece))

        def read() -> None:
            parts_of(text_of_html(html), html, None)
            reply_html(html, None)

        return seconds_of(read)

    seconds(2_000)
    assert seconds(80_000) < 12 * seconds(20_000) + 0.2
