# ruff: noqa: SIM905 - word lists are read as sentences, not as columns
"""HTML of strangers made harmless, and turned into text; both in time proportional to its length (EML-17, SE-04)."""

import html
import re
from collections.abc import Callable

import nh3

from infrastructure.channels.email.html_nesting import level

_ATTRIBUTES_OF_TAG = r"(?:(?>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)|[^<>]*+)>"
_DROPPED = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|title|noscript|template|svg|math|iframe|object|select|textarea)\b"
    r"[^<>]*+>.*?(?:</\1\s*+>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_PRE = re.compile(r"<pre\b(?:[^<]|<(?!/pre\b))*+", re.IGNORECASE)
_TAG_OR_LINE = re.compile(r"<[^<>]*+>|\n")
_BLOCK = re.compile(
    r"</?(?:br|p|div|tr|table|ul|ol|dl|h[1-6]|blockquote|pre|section|article|header|footer|center|address|hr)\b"
    + _ATTRIBUTES_OF_TAG,
    re.IGNORECASE,
)
_ITEM = re.compile(r"<li\b" + _ATTRIBUTES_OF_TAG, re.IGNORECASE)
_CELL = re.compile(r"</?t[dh]\b" + _ATTRIBUTES_OF_TAG, re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-zA-Z/!?]" + _ATTRIBUTES_OF_TAG)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_MANY_LINES = re.compile(r"\n{3,}")
_IMAGE = re.compile(r"<img((?:\s[\w:-]+=\"[^\"]*\")*)\s*/?>")
_ATTRIBUTE = re.compile(r"\s([\w:-]+)=\"([^\"]*)\"")
_SAFE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_BAD_STYLE = re.compile(
    r"url|expression|import|behaviou?r|binding|var\s*\(|attr\s*\(|image|[\\@<>{}]", re.IGNORECASE
)

_IGNORED = re.compile(r"[\x00-\x20]+")
"""What browsers leave out of an address before they look at its scheme."""

_TAGS = set(
    "a abbr acronym address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em"
    " figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub"
    " sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
_STYLES = set(
    "color background-color font-family font-size font-style font-weight line-height text-align text-decoration"
    " text-indent text-transform vertical-align white-space letter-spacing border border-top border-right border-bottom"
    " border-left border-color border-style border-width border-collapse border-spacing border-radius padding"
    " padding-top padding-right padding-bottom padding-left margin margin-top margin-right margin-bottom margin-left"
    " width max-width height direction".split()
)
_SIZES = {"width", "height"}
_OF_CELL = {"align", "valign", "bgcolor", "colspan", "rowspan", "width", "height", "nowrap"}
_ATTRIBUTES = {
    "*": {"style", "dir", "lang", "title", "align"},
    "a": {"href"},
    "img": {"src", "alt", *_SIZES},
    "font": {"color", "face", "size"},
    "td": _OF_CELL,
    "th": _OF_CELL,
    "tr": {"bgcolor", "valign"},
    "table": {"bgcolor", "border", "cellpadding", "cellspacing", *_SIZES},
    "ol": {"start", "type"},
    "li": {"value"},
    "col": {"span", "width"},
    "time": {"datetime"},
}


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style" and (_BAD_STYLE.search(value) or len(value) > 2_000):  # noqa: PLR2004
        return None
    if name == "href" and _IGNORED.sub("", value).lower().startswith(("data:", "cid:")):
        return None
    if tag == "img" and name == "src" and value.lstrip().lower().startswith("data:"):
        return value if _SAFE_DATA.fullmatch(value.strip()) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=set(
        "script style title noscript template svg math iframe object textarea select xmp".split()
    ),
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}, "img": {"loading": "lazy"}},
    filter_style_properties=_STYLES,
)


def sanitise(
    raw_html: str, image_url: Callable[[str], str | None] = lambda _cid: None, *, allow_remote: bool = False
) -> str:
    """Make a stranger's HTML safe to show: no script, form, frame, style sheet, id or class is left.

    A `cid:` image gets the URL that `image_url(content id)` gives, and none if that is None. Remote images keep their
    address in `data-blocked-src` only, until `allow_remote` (EML-17).
    """
    cleaned = _CLEANER.clean(level(raw_html))

    def image(match: re.Match[str]) -> str:
        attributes = []
        for name, value in _ATTRIBUTE.findall(match[1]):
            if name != "src":
                attributes.append(f' {name}="{value}"')
                continue
            source = html.unescape(value).strip()
            scheme = source.partition(":")[0].lower()
            if scheme == "cid":
                url = image_url(source[4:].strip("<> "))
                attributes += [f' src="{html.escape(url)}"'] if url else []
            elif scheme in {"http", "https"}:
                attributes.append(f' {"src" if allow_remote else "data-blocked-src"}="{value}"')
            elif scheme == "data":
                attributes.append(f' src="{value}"')
        return f"<img{''.join(attributes)}>"

    return _IMAGE.sub(image, cleaned)


def has_blocked_images(sanitised: str) -> bool:
    """Say whether showing remote images would make a difference."""
    return " data-blocked-src=" in sanitised


def text_of_html(raw_html: str) -> str:
    """Read HTML as text: blocks on lines of their own, list items marked, no tags, no scripts; linear time."""
    text = _SPACES.sub(" ", _PRE.sub(_broken, _DROPPED.sub("", raw_html)))
    for pattern, instead in ((_ITEM, "\n- "), (_BLOCK, "\n"), (_CELL, " "), (_ANY_TAG, "")):
        text = pattern.sub(instead, text)
    lines = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _broken(preformatted: re.Match[str]) -> str:
    """Mark the ends of lines that a browser shows as such."""
    return _TAG_OR_LINE.sub(lambda piece: "<br>" if piece[0] == "\n" else piece[0], preformatted[0])


def html_of_text(text: str) -> str:
    """Show plain text as HTML, its line breaks kept."""
    return f'<div style="white-space: pre-wrap">{html.escape(text)}</div>'
