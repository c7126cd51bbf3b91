"""Nothing of a stranger's HTML runs, loads, sends or covers anything: looked at tag by tag, and in a real browser."""

import json
import re
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.resources.messages import FRAME, PAGE
from infrastructure.channels.email.html import sanitise
from infrastructure.channels.email.showing import MailRendering
from tests.browser.driving import Driver
from tests.channels.email.mails import TOP, mail
from tests.hostile.vectors import EVIL, vectors
from tests.support.web import say, site

VECTORS = vectors()
OPENED = [*range(200), *range(200, len(VECTORS), 3)]
"""Those opened in a browser: of the generated ones every third, for each takes a frame of its own."""
TAGS = set(
    "a abbr acronym address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em"  # noqa: SIM905 - a list read as a sentence
    " figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub"
    " sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
HARMLESS = set(
    "style dir lang title align href rel target src alt width height loading color face size valign bgcolor colspan"  # noqa: SIM905 - as above
    " rowspan nowrap border cellpadding cellspacing start type value span datetime data-blocked-src".split()
)
LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*")
LOADING = re.compile(
    r"url|expression|import|image|position|behavior|binding|content|[\\@<>{}]|--", re.IGNORECASE
)


class Look(HTMLParser):
    """Reads what is shown and fails on anything that is not known to be harmless."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            text = value or ""
            assert name in HARMLESS, name
            if name == "href":
                assert LINK.match(text), text
            elif name == "src":
                assert PICTURE.fullmatch(text), text
            elif name == "style":
                assert not LOADING.search(text), text

    handle_startendtag = handle_starttag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def look(html: str) -> None:
    reader = Look()
    reader.feed(html)
    reader.close()


@pytest.mark.req("SE-04", "EML-17")
def test_there_are_some_hundred_vectors() -> None:
    assert len(VECTORS) > 500
    assert len(set(VECTORS)) == len(VECTORS)


@pytest.mark.req("SE-04", "EML-17")
def test_of_every_vector_only_harmless_tags_and_attributes_are_left() -> None:
    for vector in VECTORS:
        shown = sanitise(vector)
        look(shown)
        look(sanitise(shown))


@pytest.mark.req("SE-04", "EML-17")
@settings(max_examples=300)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(VECTORS),
            st.sampled_from(
                [
                    "<",
                    ">",
                    '"',
                    "'",
                    "`",
                    "<!--",
                    "-->",
                    "</",
                    "/>",
                    "<p title='",
                    '<a href="',
                    "\0",
                    "&#",
                    "]]>",
                ]
            ),
            st.tuples(st.sampled_from(VECTORS), st.integers(0, 60)).map(lambda cut: cut[0][: cut[1]]),
        ),
        max_size=6,
    ).map("".join)
)
def test_nor_of_pieces_of_vectors_put_together(html: str) -> None:
    look(sanitise(html))


def shown(number: int) -> tuple[bytes, dict[str, str]]:
    """Return a vector's page and headers as GET /messages/{id}/html answers."""
    raw = mail(*TOP, "Content-Type: text/html; charset=utf-8", body=VECTORS[number])
    rendered = MailRendering().html(raw, lambda _content_id: None, allow_remote=False)
    body = rendered[0] if rendered else ""
    return f"{FRAME}{body}</body></html>".encode("utf-8", "replace"), {
        "Content-Security-Policy": PAGE.format(more=""), "X-Frame-Options": "SAMEORIGIN",
    }  # fmt: skip


HARNESS = """<!doctype html><title>waiting</title><pre id=out></pre><script>
const ran = new Set(), frames = [];
addEventListener("message", event => ran.add(event.data));
for (const n of NUMBERS) { const f = document.createElement("iframe"); f.src = "/KIND/" + n; frames.push(f); document.body.append(f); }
addEventListener("load", () => setTimeout(() => { out.textContent = JSON.stringify([...ran]); document.title = "done"; }, 3000));
</script>"""


def opened(driver: Driver, kind: str) -> tuple[list[int], list[str]]:
    """Open every vector in a frame of a browser; returns whose scripts ran, and what was asked of evil.example."""

    def serve(request: BaseHTTPRequestHandler) -> None:
        _, which, number = f"{request.path}/".split("/")[:3]
        if which == "harness":
            page = HARNESS.replace("NUMBERS", json.dumps(OPENED)).replace("KIND", kind)
            say(request, 200, page.encode(), Content_Type="text/html; charset=utf-8")
        elif which in {"raw", "safe"} and number.isdigit():
            body, headers = (VECTORS[int(number)].encode(), {}) if which == "raw" else shown(int(number))
            named = {name.replace("-", "_"): value for name, value in headers.items()}
            say(request, 200, body, Content_Type="text/html; charset=utf-8", **named)
        else:
            say(request, 404)

    with (
        site(lambda request: say(request, 404)) as evil,
        site(serve) as pages,
        driver.at_work() as browser,
        # the names of strangers lead to us; the pages themselves are asked directly
        browser.new_context(proxy={"server": evil.url, "bypass": "127.0.0.1"}) as context,
    ):
        page = context.new_page()
        page.goto(f"{pages.url}/harness", wait_until="commit")
        page.wait_for_function("() => document.title === 'done'", timeout=240_000)
        ran = page.evaluate("() => JSON.parse(out.textContent)")
    return ran, [path for _, path, _ in evil.asked if path.startswith(EVIL) or "evil.example" in path]


@pytest.mark.slow
@pytest.mark.req("SE-04", "EML-17")
def test_in_a_browser_no_vector_runs_a_script_or_asks_anything_of_anybody(driver: Driver) -> None:
    ran, asked = opened(driver, "raw")
    assert len(ran) > 30, "the harness would not notice a script"
    assert len(asked) > 30, "the harness would not notice a request"
    assert opened(driver, "safe") == ([], [])
