"""A signature stands below what was written and above what is quoted, once, in both forms (EML-09)."""

import email
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.channels.email.compose import OutgoingMail, compose
from infrastructure.channels.email.signed import html_with_signature, split_html, split_text, with_signature
from infrastructure.markdown import Markdown
from tests.channels.email.test_compose import PLAIN

SIGNED = replace(PLAIN, signature_text="Bo\nShop", signature_html="<p><b>Bo</b><br>Shop</p>")
QUOTED = "Yes.\n\nOn 3 May 2026 Ann wrote:\n> Is it there?\n>\n>> Not yet.\n"


def parts(mail: OutgoingMail) -> tuple[str, str]:
    message = email.message_from_bytes(compose(mail), policy=default)
    assert isinstance(message, EmailMessage)
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    return plain.get_content().replace("\r\n", "\n"), html.get_content()


@pytest.mark.req("EML-09", "EML-19")
def test_a_mail_has_the_signature_in_both_forms_set_off_in_the_text() -> None:
    text, html = parts(SIGNED)
    assert text.rstrip("\n") == "It is on its way.\n\nBo\n\n-- \nBo\nShop"
    assert html.index("It is on its way.") < html.index('<div class="signature"><p><b>Bo</b>')
    assert html.count("signature") == 1
    assert compose(SIGNED) == compose(SIGNED)


@pytest.mark.req("EML-09")
@pytest.mark.parametrize("html", ["", Markdown().rendered(QUOTED).html])
def test_it_stands_above_the_quote_once(html: str) -> None:
    text, page = parts(replace(SIGNED, text=QUOTED, html=html))
    assert text.startswith("Yes.\n\n-- \nBo\nShop\n\nOn 3 May 2026 Ann wrote:\n> Is it there?")
    assert text.count("-- \n") == 1
    places = [page.index(piece) for piece in ("Yes.", "<b>Bo</b>", "Ann wrote", "Is it there")]
    assert places == sorted(places)


@pytest.mark.req("EML-09")
def test_a_mail_without_a_signature_is_what_it_was() -> None:
    assert with_signature(QUOTED, "") == QUOTED
    assert "signature" not in parts(PLAIN)[1]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Hello", "Hello"),
        ("> a\nMy answer", "> a\nMy answer"),
        ("> only quoted", ""),
        ("See these:\n> a", "See these:"),
        ("Hi\n\nAm 3.5.2026 schrieb Ann:\n\n> a\n\n", "Hi\n"),
        ("", ""),
    ],
)
def test_the_quote_at_the_end_begins_with_who_wrote_it(text: str, own: str) -> None:
    assert split_text(text)[0] == own


@pytest.mark.parametrize(
    ("html", "own"),
    [
        ("<p>Hello</p>", "<p>Hello</p>"),
        ("<blockquote>a</blockquote><p>Mine</p>", "<blockquote>a</blockquote><p>Mine</p>"),
        ("<p>Mine</p><blockquote>a<blockquote>b</blockquote></blockquote>", "<p>Mine</p>"),
        ("<p>Mine</p><blockquote>a</blockquote>\n<blockquote>b</blockquote>", "<p>Mine</p>"),
        ("<p>Mine</p><p>On 3 May Ann wrote:</p><blockquote>a</blockquote>", "<p>Mine</p>"),
        ("<p>Look at these:</p><blockquote>a</blockquote>", "<p>Look at these:</p>"),
    ],
)
def test_a_quote_in_html_is_found_in_the_same_way(html: str, own: str) -> None:
    assert split_html(html)[0] == own
    assert "".join(split_html(html)) == html


@pytest.mark.req("EML-09")
@given(st.lists(st.sampled_from(["> q", ">", "word", "On 3 May Ann wrote:", "", "-- "]), max_size=12))
def test_nothing_that_was_written_is_lost_whatever_it_is(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "\n".join(split_text(text)).strip("\n") == text.strip("\n") or text == ""
    made = with_signature(text, "@@ signature @@")
    assert made.count("@@ signature @@") == 1
    assert [line for line in made.split("\n") if line in {"> q", "word"}] == [
        line for line in lines if line in {"> q", "word"}
    ]
    assert html_with_signature(text, "", "<p>@@</p>").count("<p>@@</p>") == 1
