"""What becomes of the Markdown that people write: harmless HTML, and plain text that reads well (EML-19, SE-04)."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.channels.email.compose_parts import body_parts
from infrastructure.markdown import Markdown
from tests.hostile.test_html import Look
from tests.hostile.vectors import vectors
from tests.support.timing import seconds_of

MARKDOWN = Markdown()
ALLOWED = frozenset("p br strong em s code pre blockquote ul ol li a h3 h4".split())  # noqa: SIM905 - a list read as a sentence
PIECES = [
    "*", "**", "_", "`", "```\n", "~~", "> ", "- ", "1. ", "# ", "[a](", "https://a.example/x_y_z", "javascript:alert(1)",
    ")", "<script>", "<img src=x onerror=alert(1)>", "![x](https://a.example/a.png)", "\n", "\n\n", "\\", "&lt;", "&#60;", '"',
    "<https://a.example>", "<a@b.example>", "word", " ", "\t", "[a]: javascript:alert(1)\n", "data:text/html,x", "ü", "\u202e",
]  # fmt: skip


class Listed(Look):
    """Also fails on an element that our own Markdown has no use for."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= {"href", "rel", "target", "start"}
        super().handle_starttag(tag, attrs)

    handle_startendtag = handle_starttag


def look(text: str) -> None:
    """Look at every element of what a text becomes."""
    reader = Listed()
    reader.feed(MARKDOWN.rendered(text).html)
    reader.close()


@pytest.mark.req("EML-19", "SE-04")
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=300))
def test_whatever_is_written_becomes_harmless_html(text: str) -> None:
    look(text)
    assert MARKDOWN.rendered(text) == MARKDOWN.rendered(text)


@pytest.mark.req("SE-04")
def test_public_attacks_become_harmless_text() -> None:
    for vector in vectors():
        look(vector)
        look(f"**x** [a]({vector})")


@pytest.mark.req("EML-19")
@pytest.mark.parametrize(
    ("written", "html", "text"),
    [
        ("It is **on *its* way**", "<p>It is <strong>on <em>its</em> way</strong></p>", "It is on its way"),
        ("~~five~~ six", "<p><s>five</s> six</p>", "~~five~~ six"),
        ("# Dear Jo\n\nhi", "<h3>Dear Jo</h3>\n<p>hi</p>", "Dear Jo\n\nhi"),
        ("- a\n- b\n  1. c", "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>", "- a\n- b\n  1. c"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>', "3. a\n4. b"),
        ("> a\n> b", "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>", "> a\n> b"),
        ("```\nif a < b:\n    c\n```", "<pre><code>if a &lt; b:\n    c\n</code></pre>", "    if a < b:\n        c"),
        ("use `a < b`", "<p>use <code>a &lt; b</code></p>", "use a < b"),
        ("![x](https://a.example/i.png) **b**", None, "!x (https://a.example/i.png) b"),
    ],
)  # fmt: skip
def test_the_subset_is_rendered_both_ways(written: str, html: str | None, text: str) -> None:
    rendered = MARKDOWN.rendered(written)
    assert rendered.text == text
    assert html is None or rendered.html == html


@pytest.mark.req("EML-19")
def test_links_say_where_they_lead_in_both() -> None:
    rendered = MARKDOWN.rendered(
        "See [the **plan**](https://a.example/?a=1&b=2), https://b.example/x_y_z. Or <a@b.example>"
    )
    assert (
        rendered.text == "See the plan (https://a.example/?a=1&b=2), https://b.example/x_y_z. Or a@b.example"
    )
    assert '<a href="https://a.example/?a=1&amp;b=2"' in rendered.html
    assert '<a href="https://b.example/x_y_z"' in rendered.html
    assert ">https://b.example/x_y_z</a>." in rendered.html
    assert '<a href="mailto:a@b.example"' in rendered.html


@pytest.mark.req("EML-19")
@pytest.mark.parametrize(
    "text", ["Hello,\nsee https://a.example/x.\n\nJo", "  a   b ", "2 * 3 < 4 & <b>", "#", "", "a_b_c"]
)
def test_what_needs_no_formatting_stays_as_it_was_typed(text: str) -> None:
    assert MARKDOWN.rendered(text) == (text, "")


@pytest.mark.req("SE-04", "EML-19")
@pytest.mark.parametrize(
    "hostile", ["[", "*a ", "**a*", "> ", "~~a", "_a__b", "[[a](", "- ", "`a``", "a https://"]
)
def test_no_text_takes_long(hostile: str) -> None:
    assert seconds_of(lambda: MARKDOWN.rendered((hostile * 100_000)[:100_000])) < 30


@pytest.mark.req("EML-19")
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join),
    st.lists(st.tuples(st.sampled_from(["a.txt", "zdjęcie.png"]), st.binary(max_size=200)), max_size=2),
)
def test_both_forms_and_the_files_come_out_of_the_mail_again(
    written: str, files: list[tuple[str, bytes]]
) -> None:
    rendered = MARKDOWN.rendered(written)
    raw = body_parts(
        "seed", rendered.text, [(name, "text/plain", data) for name, data in files], rendered.html
    )
    read = message_from_bytes(b"MIME-Version: 1.0\r\n" + raw, policy=policy.default)
    plain, html = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert not read.defects
    shown = "".join(one for one in rendered.text if one.isprintable() or one in "\n\t")
    assert [line.rstrip() for line in plain.get_content().splitlines() if line.strip()] == [
        line.rstrip() for line in shown.splitlines() if line.strip()
    ] or "\u202e" in written
    if rendered.html:
        assert rendered.html.splitlines() == html.get_content().splitlines()[2:-1]
    found = [(part.get_filename(), part.get_payload(decode=True)) for part in read.iter_attachments()]
    assert found == files
