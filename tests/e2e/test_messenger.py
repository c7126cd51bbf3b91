"""The running product and Facebook's webhooks: what nobody agreed to is nowhere (PRV-02)."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import PageDesk
from tests.support.company import Company
from tests.support.product import Product, eventually
from tests.support.providers import messenger_hook as hook
from tests.support.providers.messenger import APP, SECRET, VERIFY, Facebook
from tests.support.providers.messenger_http import running_facebook
from tests.support.servers import temporary_state
from tests.support.traces import found, kept

WORDS = ("zqsecret", "zqpicture", "zqfile", "zqann", "zqlast")
"""What somebody writes, sends and is called before they agree: text, a file's content and name, their name."""


@pytest.fixture(scope="module")
def facebook() -> Iterator[Facebook]:
    """Facebook, on this machine."""
    with running_facebook() as running:
        yield running


@pytest.fixture(scope="module")
def registered(facebook: Facebook) -> Iterator[Product]:
    """The product, as an app of it."""
    about: dict[str, Any] = {
        "messenger_app_id": APP, "messenger_app_secret": SECRET, "messenger_verify_token": VERIFY,
        "messenger_url": facebook.url,
    }  # fmt: skip
    with temporary_state() as state, Product(state, **about) as running:
        running.wait_ready()
        yield running


def places(product: Product) -> set[str]:
    """Return where any of the words is: tables, blobs, keys, logs, queues, and each file of the servers, journals included."""
    files = (
        (str(path.relative_to(product.state)), read(path))
        for path in product.state.rglob("*")
        if path.is_file()
    )
    return {where for contents in (kept(product), files) for where, _ in found(WORDS, contents)}


def read(path: Path) -> bytes:
    """Return a file, empty if it has gone meanwhile."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


@pytest.mark.req("PRV-02", "MSG-09")
def test_what_somebody_wrote_is_nowhere_before_they_agree(registered: Product, facebook: Facebook) -> None:
    with ExitStack() as closing:
        company = Company(registered, closing, "Kappa")
        at = PageDesk(company, facebook)
        at.ann = at.page.person("Zqann", "Zqlast")
        admin, told = company.admin, f"/channels/{at.channel}"
        admin.put("/account/data-privacy", {"on": True})
        admin.put(f"{told}/consent", {"mode": "explicit", "texts": {"en": "May we keep what you write?"}})
        facebook.fails("/zqfile.png", 500)
        picture = facebook.media_at("zqfile.png", "image/png", b"\x89PNG zqpicture")
        at.writes("zqsecret one")
        at.tell(hook.files(at.page.id, at.ann.psid, ("image", picture)))
        assert places(registered) == set(), "while a file is still to be fetched"
        eventually(lambda: len(admin.read("/intakes")["items"]) == 2, "the file is fetched, and held")
        asked = eventually(
            lambda: [one for one in at.page.sent if one.message.get("quick_replies")], "they are asked"
        )
        assert places(registered) == set(), "while it is held"
        reply, _ = asked[0].message["quick_replies"]
        agreed = hook.text(at.page.id, at.ann.psid, reply["title"], quick_reply={"payload": reply["payload"]})
        at.tell(agreed)

        def taken_in() -> bool:
            rows = company.conversations()
            there = [admin.read(f"/conversations/{one['conversation_id']}")["messages"] for one in rows]
            return any("zqsecret one" in {one["text"] for one in messages} for messages in there)

        eventually(taken_in, "what was held is taken in, in order")
        assert any(one.startswith("table views") for one in places(registered)), (
            "the search finds what is there"
        )
