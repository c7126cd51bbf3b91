"""Documents made from the code say what the code says; tables kept by hand name what there is."""

import re
from dataclasses import fields

import pytest

from domain.catalogue import events
from infrastructure.embedded.identity import SWITCH
from infrastructure.settings import Settings
from tests.support.reference import DOCS, GENERATED

VARIABLE = re.compile(r"^\| `(POSTROOM_\w+)` \| ([^|]*) \|", re.MULTILINE)
MADE_AT_START = {"POSTROOM_DATABASE_URL", "POSTROOM_REDIS_URL", "POSTROOM_MASTER_KEY", "POSTROOM_BASE_URL"}
"""Their default is no fixed text: what they say instead is in words."""


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_is_what_the_code_makes_now(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == GENERATED[name](), "stale: run .venv/bin/python -m tests.support.reference"


def test_every_event_has_its_entry() -> None:
    headings = re.findall(r"^### (\S+)$", (DOCS / "events.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == list(events())


def test_personal_fields_are_shown_sealed() -> None:
    text = (DOCS / "events.md").read_text(encoding="utf-8")
    received = text.partition("### conversation.message_received")[2].partition("###")[0]
    assert "Sealed under the key of the contact in `contact_id`." in received
    assert "| `text` | text | sealed |" in received
    assert "| `automatic` | text |  |" in received


def test_every_variable_is_in_the_table_with_its_default() -> None:
    told = dict(VARIABLE.findall((DOCS / "operations.md").read_text(encoding="utf-8")))
    known = {f"POSTROOM_{field.name.upper()}": field.default for field in fields(Settings)}
    assert set(told) == {*known, SWITCH}
    for name in known.keys() - MADE_AT_START:
        default = str(known[name])
        assert told[name] == (f"`{default}`" if default else "none"), name
