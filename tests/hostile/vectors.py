"""HTML by which strangers try to run, load or cover something: our own collection, a family under each heading."""

from itertools import product
from pathlib import Path

FILE = Path(__file__).with_name("vectors.txt")
EVIL = "http://evil.example"
EVENTS = [
    "onload",
    "onerror",
    "onclick",
    "ondblclick",
    "onmouseover",
    "onmousemove",
    "onmouseenter",
    "onmousedown",
    "onpointerover",
    "onpointerrawupdate",
    "onfocus",
    "onfocusin",
    "onblur",
    "onkeydown",
    "onkeypress",
    "oninput",
    "onchange",
    "onbeforeinput",
    "onsubmit",
    "onreset",
    "onselect",
    "oncontextmenu",
    "onwheel",
    "onscroll",
    "onscrollend",
    "ontoggle",
    "onbeforetoggle",
    "onanimationstart",
    "onanimationend",
    "ontransitionend",
    "ontransitionrun",
    "onplay",
    "onplaying",
    "oncanplay",
    "onloadstart",
    "onloadeddata",
    "onloadedmetadata",
    "ontimeupdate",
    "onvolumechange",
    "onwaiting",
    "ondrag",
    "ondragstart",
    "ondrop",
    "oncopy",
    "oncut",
    "onpaste",
    "onhashchange",
    "onpopstate",
    "onpageshow",
    "onresize",
    "onmessage",
    "onstorage",
    "onunload",
    "onbeforeunload",
    "onafterprint",
    "oncuechange",
    "onsecuritypolicyviolation",
    "onslotchange",
    "oncontentvisibilityautostatechange",
    "onbegin",
    "onend",
    "onrepeat",
    "onwebkitanimationstart",
    "onformdata",
    "oninvalid",
    "ONLOAD",
    "oNeRrOr",
    "on-x",
]
SCHEMES = (
    "javascript:{js}", "JaVaScRiPt:{js}", "java\tscript:{js}", "java\nscript:{js}", " javascript:{js}", "\x01javascript:{js}",
    "javascript&colon;{js}", "&#106;avascript:{js}", "&#x6A;avascript:{js}", "&#0000106avascript:{js}", "java&Tab;script:{js}",
    "java&NewLine;script:{js}", "javascript:&#10;{js}", "javascript://x%0a{js}", "vbscript:{js}", "livescript:{js}",
    "data:text/html,<script>{js}</script>", "data:text/html;base64,PHNjcmlwdD4=", "data:application/xhtml+xml,<script/>",
    "DATA:text/html,x", " data:text/html,x", "view-source:{url}", "feed:javascript:{js}", "jar:{url}!/x", "blob:{url}/x",
    "filesystem:{url}/x", "file:///etc/passwd", "about:blank", "//evil.example/x", "\\\\evil.example\\x", "/api/v1/session",
    "?x", "#x", "cid:{js}", "intent://x#Intent;scheme=javascript;end", "ms-word:ofe|u|{url}", "x-apple:1",
)  # fmt: skip
HOLDERS = ('<a href="{}">x</a>', '<img src="{}">', "<a href='{}'>x</a>", '<a href=\\"{}\\" href="{}">x</a>')


def vectors() -> list[str]:
    """Return every vector; each tells its number to `parent` where a script of it runs, or asks evil.example."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    written = [
        line.replace("\\\\", "\\").replace("\\x00", "\0").replace("\\x0c", "\f")
        for line in lines
        if line[:2] != "# "
    ]
    written += [
        form.format(event)
        for event, form in product(
            EVENTS, ('<img src=x {}="{{js}}">', "<p {}={{js}} tabindex=1>x</p>", "<b/{}='{{js}}'/>x</b>")
        )
    ]
    written += [holder.format(*[scheme] * 2) for scheme, holder in product(SCHEMES, HOLDERS)]
    return [
        text.replace("{js}", f"parent.postMessage({number},String.fromCharCode(42))").replace(
            "{url}", f"{EVIL}/{number}"
        )
        for number, text in enumerate(written)
    ]
