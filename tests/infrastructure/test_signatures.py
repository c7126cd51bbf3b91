"""What becomes of a signature that people write, as Markdown or as HTML: harmless in both forms (EML-10, SE-04)."""

import pytest

from infrastructure.markdown import Markdown
from tests.hostile.test_html import Look
from tests.hostile.vectors import vectors

MARKDOWN = Markdown()


class Shown(Look):
    """Takes pictures at https addresses for harmless, too."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = [(name, value) for name, value in attrs if (tag, name) != ("img", "src")]
        assert all((value or "").lower().startswith("https://") for name, value in attrs if name == "src")
        super().handle_starttag(tag, kept)

    handle_startendtag = handle_starttag


@pytest.mark.req("EML-10")
def test_markdown_may_show_pictures_by_https_and_keeps_tokens_as_they_are() -> None:
    written = "**{{agent.first_name}} {{agent.last_name}}**\n![Logo](https://acme.example/l.png) [Acme](https://acme.example)"
    text, html = MARKDOWN.signature("markdown", written)
    assert text == "{{agent.first_name}} {{agent.last_name}}\nLogo Acme (https://acme.example)"
    assert "<strong>{{agent.first_name}} {{agent.last_name}}</strong>" in html
    assert '<img src="https://acme.example/l.png" alt="Logo"' in html
    assert 'href="https://acme.example"' in html


@pytest.mark.req("EML-10")
def test_plain_words_have_both_forms() -> None:
    assert MARKDOWN.signature("markdown", "Bo\nShop") == ("Bo\nShop", "<p>Bo<br>\nShop</p>")


@pytest.mark.req("EML-10")
def test_html_keeps_its_looks() -> None:
    text, html = MARKDOWN.signature(
        "html", '<table><tr><td style="color: #333"><b>{{agent.name}}</b></td></tr></table>'
    )
    assert text == "{{agent.name}}"
    assert "<b>{{agent.name}}</b>" in html
    assert "color" in html


@pytest.mark.req("EML-10", "SE-04")
@pytest.mark.parametrize("form", ["markdown", "html"])
@pytest.mark.parametrize(
    "source", ["http://x.example/a.png", "data:image/png;base64,AAAA", "cid:one", "//x/a.png", "/a"]
)
def test_pictures_from_anywhere_but_https_are_left_out(form: str, source: str) -> None:
    written = f"![x]({source})" if form == "markdown" else f'<p>a</p><img src="{source}" alt="x">'
    assert "<img" not in MARKDOWN.signature(form, written).html


@pytest.mark.req("EML-10", "SE-04")
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_public_attacks_become_harmless(form: str) -> None:
    for vector in vectors():
        reader = Shown()
        reader.feed(MARKDOWN.signature(form, vector).html)
        reader.close()
