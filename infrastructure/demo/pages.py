"""The demo company's page in Messenger, and what people wrote to it: as if received, nothing is asked of Facebook.

Only where this installation is no app at Facebook: one that is would look after the page, which Facebook does not know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from application.channel import Connect, StartConnect
from application.channel_automation import SetRoutingRule
from application.messaged import packed
from application.messenger import ConnectPage, SetMessengerGreeting
from domain.kernel.ids import derived
from infrastructure.demo.arranging import BEFORE, Keyed
from infrastructure.demo.company import HARBOUR
from infrastructure.demo.crew import Crew
from infrastructure.door import Target

KEY, PAGE_ID = "page", "100000000000042"
TASKS = ("MANAGE", "MODERATE", "MESSAGING")


@dataclass(frozen=True, slots=True)
class Writing:
    """One person: what they and the page said, so many minutes after the first; what the page said begins with `>`.

    `ago` is how long ago the first was: by it a window is open, a person's only, or closed.
    """

    psid: str
    name: str
    ago: timedelta
    lines: Sequence[tuple[int, str]]


WRITINGS = (
    Writing(
        "4200000000000001", "Joanna Wilk", timedelta(days=9),
        ((0, "Is the Molo lamp still made?"), (40, "> Not at the moment. It is back in spring."), (55, "What a pity.")),
    ),
    Writing(
        "4200000000000002", "Tomasz Lis", timedelta(hours=30),
        ((0, "Hi! My chair has a scratch on its left arm."), (2, "It came like that.")),
    ),
    Writing(
        "4200000000000003", "Ewa Sikora", timedelta(minutes=50),
        ((0, "Are you open on Saturday?"), (6, "> Yes, from 10 to 16."), (9, "And may I bring my dog?")),
    ),
)  # fmt: skip
"""The first can be written to no more, the second by a person only, the third by anybody; all three wait."""


def page(crew: Crew, now: datetime) -> int:
    """Connect the company's page and let people write to it, once for ever; returns how many conversations there are."""
    if crew.company is not HARBOUR or crew.app.messenger.graph is not None:
        return 0
    for key, command in _steps(crew):
        crew.arrange(key, command, now - BEFORE + timedelta(hours=1))
    for one in WRITINGS:
        for number, (minutes, text) in enumerate(one.lines):
            _tell(crew, one, number, text, now - one.ago + timedelta(minutes=minutes))
    return len(WRITINGS)


def _steps(crew: Crew) -> Iterator[Keyed]:
    channel, company = crew.channel(KEY), crew.company
    yield f"start:{KEY}", StartConnect("messenger", crew.inbox(company.places[0].key))
    yield "page:page", ConnectPage(channel, PAGE_ID, company.name, TASKS, b"{}")
    yield "page:greeting", SetMessengerGreeting(channel)
    yield "page:rule", SetRoutingRule(channel, enabled=False)
    yield "page:connect", Connect(channel)


def _tell(crew: Crew, one: Writing, number: int, text: str, at: datetime) -> None:
    """Take in what Facebook would have told then."""
    channel, key = crew.channel(KEY), f"page:{one.psid}:{number}"
    intake = derived(crew.command(key), "intake")
    if crew.app.log.outcome_of(crew.account, intake) is None:
        raw = packed(PAGE_ID, _item(one, number, text, at), name=one.name)
        crew.app.door.told(raw, Target(crew.account, channel), intake, at, by="messenger")
    crew.app.ingest(crew.account, intake, at=at)


def _item(one: Writing, number: int, text: str, at: datetime) -> dict[str, Any]:
    person, ours = {"id": one.psid}, text.startswith("> ")
    message: dict[str, Any] = {"mid": f"m_demo_{one.psid}_{number}", "text": text.removeprefix("> ")}
    sender, recipient = ({"id": PAGE_ID}, person) if ours else (person, {"id": PAGE_ID})
    if ours:
        message |= {"is_echo": True, "app_id": 1}
    stamp = int(at.timestamp() * 1000)
    return {"sender": sender, "recipient": recipient, "timestamp": stamp, "message": message}
