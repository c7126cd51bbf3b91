"""A chat on the demo company's website, and what visitors lately wrote in it, through the product itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from application.channel import Connect, SetSenderDetails, StartConnect
from application.channel_automation import SetRoutingRule
from application.chat import SetChatGreeting, SetChatHours, SetChatLook
from application.chatted import Sending, packed
from application.claims import claim_id
from application.conversation import PostReply
from application.receipts import RecordReceipt
from application.visitors import GiveDetails
from domain.channel.chat_settings import ChatHours, Greeting, Look
from domain.conversation.aggregate import Conversation
from domain.kernel.ids import derived
from infrastructure.demo.arranging import BEFORE, Keyed
from infrastructure.demo.company import HARBOUR
from infrastructure.demo.crew import CHAT as KEY
from infrastructure.demo.crew import Crew
from infrastructure.door import Target

SITE = "https://www.harbour-pine.example"
HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Talk:
    """One visitor: what they and we said, so many seconds after it began; a line of ours begins with `>`."""

    key: str
    page: str
    lines: Sequence[tuple[int, str]]
    email: str = ""
    name: str = ""


TALKS = (
    Talk(
        "pier-table",
        "/tables/pier",
        (
            (0, "Hello! Does the Pier table also come in 2.4 m?"),
            (95, "> Good morning! Yes: up to 2.6 m, in steps of 20 cm. It takes about five weeks."),
            (150, "Great. And could we see the wood before?"),
            (210, "> Of course. I can send you three samples by post, or you visit us in Gdynia."),
        ),
        "marta@kowalczyk.example",
        "Marta Kowalczyk",
    ),
    Talk("parcel", "/orders", ((420, "Hi, my order HP-2210 says delivered, but there is nothing here."),)),
    Talk(
        "po-polsku",
        "/pl/krzesla",
        ((600, "Dzień dobry, czy krzesło Molo można kupić na raty?"), (700, "> Dzień dobry! Tak, na 10 rat 0 %.")),
        "p.maj@poczta.example",
        "Paweł Maj",
    ),
)  # fmt: skip
"""The second waits for an answer."""


def chat(crew: Crew, now: datetime) -> int:
    """Connect the company's chat and let its visitors write, once for ever; returns how many conversations there are."""
    if crew.company is not HARBOUR:
        return 0
    for key, command in _steps(crew):
        crew.arrange(key, command, now - BEFORE + timedelta(hours=1))
    moments = sorted(
        (seconds, number, index)
        for number, talk in enumerate(TALKS)
        for index, (seconds, _) in enumerate(talk.lines)
    )
    for seconds, number, index in moments:
        _say(crew, TALKS[number], index, now - HALF_AN_HOUR + timedelta(seconds=seconds))
    return len(TALKS)


def _steps(crew: Crew) -> Iterator[Keyed]:
    channel, company = crew.channel(KEY), crew.company
    greeting = Greeting(team_ids=(crew.team(),), welcome="Hello! Ask us anything about our furniture.")
    hours = ChatHours(reply_time="minutes", away="ask_email", away_text="We are away for a moment.")
    yield f"start:{KEY}", StartConnect("chat", crew.inbox(company.places[0].key))
    yield "chat:look", SetChatLook(channel, Look(title=company.name))
    yield "chat:greeting", SetChatGreeting(channel, greeting)
    yield "chat:hours", SetChatHours(channel, hours)
    yield "chat:sender", SetSenderDetails(channel, "agent_and_company", company.name)
    yield "chat:rule", SetRoutingRule(channel, enabled=False)
    yield "chat:connect", Connect(channel)


def _say(crew: Crew, talk: Talk, index: int, at: datetime) -> None:
    text, key = talk.lines[index][1], f"chat:{talk.key}:{index}"
    visitor = derived(crew.account, "demo visitor", talk.key)
    if text.startswith("> "):
        _answer(crew, visitor, key, text[2:], at)
        return
    _write(crew, talk, visitor, key, text, at)
    if index == 0 and talk.email:
        given = GiveDetails(crew.channel(KEY), visitor.hex, talk.email, talk.name)
        crew.do(f"{key}:details", given, at, f"visitor:{visitor.hex}")


def _write(crew: Crew, talk: Talk, visitor: UUID, key: str, text: str, at: datetime) -> None:
    channel, intake = crew.channel(KEY), crew.command(key)
    if crew.app.log.outcome_of(crew.account, intake) is None:
        sending = Sending(channel, visitor, key, text, page_url=SITE + talk.page, language="en", at=at)
        crew.app.door.chatted(packed(sending), Target(crew.account, channel), intake, "192.0.2.26", at=at)
    crew.app.ingest(crew.account, intake, at=at)


def _answer(crew: Crew, visitor: UUID, key: str, text: str, at: datetime) -> None:
    """Answer by somebody of the team, which the visitor then sees."""
    conversation = _conversation(crew, visitor)
    who = conversation.assignee_id or crew.user(crew.company.team[0])
    crew.do(key, PostReply(conversation.id, text), at, f"user:{who}")
    seen = RecordReceipt(conversation.id, derived(crew.command(key), "message"), "seen", visitor.hex)
    crew.do(f"{key}:seen", seen, at + timedelta(seconds=3), f"visitor:{visitor.hex}")


def _conversation(crew: Crew, visitor: UUID) -> Conversation:
    secret = crew.app.secrets.of_account(crew.account)
    stream = claim_id(secret, "chat_thread", crew.channel(KEY).hex, visitor.hex)
    found = crew.app.log.fresh(Conversation, crew.app.log.holders([stream])[stream].holder_id)
    assert found is not None  # noqa: S101 - what a claim leads to is there
    return found
