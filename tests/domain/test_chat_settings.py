"""A chat's channel is connected in order, keeps what it is told in one form, and stays editable."""

from collections.abc import Callable
from dataclasses import asdict, replace

import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from domain.channel import chat_events, events
from domain.channel.aggregate import Channel
from domain.channel.chat_settings import (
    MOST_ORIGINS,
    MOST_PEOPLE,
    ChatHours,
    ChatIdentity,
    Greeting,
    Look,
    Places,
    contrasts,
)
from domain.channel.chatting import NotAChat
from domain.channel.settings import Rule
from domain.channel.steps import NotConnected, StepFixed, StepRefused, steps_of
from domain.channels.chat_kind import NoAddress
from domain.channels.kinds import kind_of
from domain.kernel.refusal import InvalidInput
from tests.support.given import env, given, uid

LOOK = Look("custom", "#FF8800", "rounded", "left", "pl", " Zapytaj  nas ")
GREETING = Greeting("owner", (uid("ada"), uid("ada")), (uid("team"),), "people", " Hello! ", prompt=True)
HOURS = ChatHours("hours", uid("schedule"), "measured", "ask_email", "", "message", " Tomorrow. ", "hide")
Command = Callable[[Channel], None]
DO: dict[str, Command] = {
    "look": lambda it: it.set_look(env(), LOOK),
    "greeting": lambda it: it.set_greeting(env(), GREETING),
    "hours": lambda it: it.set_chat_hours(env(), HOURS),
    "sender_details": lambda it: it.set_sender_details(
        env(), from_name="company", company_name="Acme", from_address=""
    ),
    "rule": lambda it: it.set_rule(env(), Rule()),
    "connect": lambda it: it.connect(env()),
}
STEPS = steps_of("chat", "")


def begun(kind: str = "chat") -> Channel:
    return Channel.start(uid("channel"), env(), kind=kind, inbox_id=uid("inbox"))


def issue(channel: Channel) -> None:
    channel.issue_chat_key(env(), "abc", uid("claim"), "h-abc@in.example.org")


def rotate(channel: Channel) -> None:
    channel.rotate_identity(env())


CONNECTED = [issue, *(DO[step] for step in STEPS)]


@pytest.mark.req("CHT-01", "EML-06")
@pytest.mark.parametrize("at", range(len(STEPS)))
def test_each_step_comes_in_its_turn(at: int) -> None:
    so_far = given(begun(), *(DO[step] for step in STEPS[:at]))
    assert (so_far.aggregate.state, so_far.aggregate.next_step) == ("connecting", STEPS[at])
    done = so_far.when(DO[STEPS[at]])
    assert (done.refusal, len(done.events)) == (None, 1)
    for later in STEPS[at + 1 :]:
        so_far.when(DO[later]).then_refused(StepRefused, "before this step")


@pytest.mark.req("CHT-02", "CHT-03", "CHT-04", "CHT-06", "CHT-07")
def test_what_it_is_told_is_kept_in_one_form_and_stays_editable() -> None:
    connected = given(begun(), *CONNECTED)
    chat = connected.aggregate.chat
    assert (connected.aggregate.state, chat.key) == ("connected", "abc")
    assert chat.look == replace(LOOK, colour="#ff8800", title="Zapytaj nas")
    assert chat.greeting == replace(GREETING, user_ids=(uid("ada"),), welcome="Hello!")
    assert chat.hours == replace(HOURS, offline_text="Tomorrow.")
    edited = connected.when(lambda it: it.set_chat_hours(env(), replace(HOURS, basis="always")))
    edited.then((chat_events.ChatHoursSet, {"basis": "always", "schedule_id": None}))
    connected.when(DO["look"]).then((chat_events.ChatLookSet, asdict(chat.look)))
    connected.when(DO["connect"]).then_refused(StepFixed)


@pytest.mark.req("CHT-10")
def test_a_key_and_an_address_are_issued_once() -> None:
    issued = given(begun())
    facts = issued.when(issue)
    facts.then((chat_events.ChatKeyIssued, {"key": "abc"}), (events.HostedAddressIssued, {}))
    again = given(begun(), issue)
    again.when(lambda it: it.issue_chat_key(env(), "other", uid("other"), "")).then_nothing()
    assert again.aggregate.sender == "h-abc@in.example.org"
    assert again.aggregate.answers_to == ""


@pytest.mark.req("CHT-10", "CHT-12")
def test_where_another_address_sends_answers_come_back_to_ours() -> None:
    sent_from = given(begun(), *CONNECTED).aggregate
    sent_from.set_sender_details(
        env(), from_name="company", company_name="Acme", from_address="hi@acme.example"
    )
    assert (sent_from.sender, sent_from.answers_to) == ("hi@acme.example", "h-abc@in.example.org")


@pytest.mark.req("CHT-10")
def test_sites_are_kept_as_browsers_write_them() -> None:
    connected = given(begun(), *CONNECTED)
    assert connected.aggregate.chat.places.allows("https://anywhere.example")
    sites = ("https://WWW.Example.com/", "http://localhost:8080", "https://x.example:443", "http://[::1]:80")
    page = {"rule": "hide", "pattern": " /checkout/* "}
    command: Command = lambda it: it.set_places(env(), Places((*sites, sites[0]), (page,)))  # noqa: E731
    kept = ("https://www.example.com", "http://localhost:8080", "https://x.example", "http://[::1]")
    recorded = {"origins": kept, "pages": ({"rule": "hide", "pattern": "/checkout/*"},)}
    connected.when(command).then((chat_events.ChatPlacesSet, recorded))
    placed = given(begun(), *CONNECTED, command)
    placed.when(command).then_nothing()
    allows = placed.aggregate.chat.places.allows
    assert (allows("https://www.example.com"), allows("https://example.com")) == (True, False)


@pytest.mark.req("CHT-10", "SE-03")
def test_who_must_say_who_they_are_needs_a_secret_first() -> None:
    connected = given(begun(), *CONNECTED)
    require: Command = lambda it: it.set_identity(env(), required=True)  # noqa: E731
    connected.when(require).then_refused(InvalidInput, "secret")
    connected.when(lambda it: it.set_identity(env(), required=False)).then_nothing()
    connected.when(rotate).then((chat_events.ChatIdentityRotated, {"secret_version": 1}))
    named = given(begun(), *CONNECTED, rotate, rotate, require)
    assert named.aggregate.chat.identity == ChatIdentity(required=True, secret_version=2)


@pytest.mark.req("CHT-10")
@pytest.mark.parametrize(
    "command",
    [rotate, lambda it: it.set_places(env(), Places()), lambda it: it.set_identity(env(), required=True)],
)
def test_only_a_chat_has_this(command: Command) -> None:
    given(begun("email")).when(command).then_refused(NotAChat)
    given(begun(), lambda it: it.disconnect(env())).when(command).then_refused(NotConnected)


@pytest.mark.req("CHT-02", "CHT-03", "CHT-04", "CHT-06", "CHT-07", "CHT-10")
@pytest.mark.parametrize(
    ("settings", "field"),
    [
        (Look("pigeon"), "colour_from"),
        (Look(font="comic"), "font"),
        (Look(side="top"), "side"),
        (Look(language="xx"), "language"),
        (Look(colour="red"), "colour"),
        (Look(title="x" * 81), "title"),
        (Greeting("pigeon"), "heading"),
        (Greeting(fallback="pigeon"), "fallback"),
        (Greeting(user_ids=tuple(uid(n) for n in range(MOST_PEOPLE + 1))), "user_ids"),
        (Greeting(welcome="x" * 1001), "welcome"),
        (Greeting(welcome="  ", prompt=True), "welcome"),
        (ChatHours("pigeon"), "basis"),
        (ChatHours("hours"), "schedule_id"),
        (ChatHours(reply_time="soon"), "reply_time"),
        (ChatHours(away="pigeon"), "away"),
        (ChatHours(offline="pigeon"), "offline"),
        (ChatHours(capacity="pigeon"), "capacity"),
        (ChatHours(away_text="x" * 1001), "away_text"),
        (Places(("https://x.example",) * (MOST_ORIGINS + 1)), "origins"),
        (Places(("https://x.example/shop",)), "origins"),
        (Places(("ftp://x.example",)), "origins"),
        (Places(("https://",)), "origins"),
        (Places(("https://ann@x.example",)), "origins"),
        (Places(("https://x.example:port",)), "origins"),
        (Places(("https://x.example?a",)), "origins"),
        (Places(pages=({"rule": "pigeon", "pattern": "/"},)), "pages.rule"),
        (Places(pages=({"rule": "show", "pattern": "x" * 501},)), "pages.pattern"),
        (Places(pages=({"rule": "show", "pattern": "shop"},)), "pages.pattern"),
    ],
)
def test_what_cannot_be_set_names_its_field(
    settings: Look | Greeting | ChatHours | Places, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        settings.checked()
    assert refused.value.field == field


@pytest.mark.req("CHT-02")
@cases(st.integers(0, 0xFFFFFF))
def test_black_or_white_can_be_read_on_every_colour(number: int) -> None:
    found = contrasts(f"#{number:06x}")
    readable = {"#ffffff": found["white"], "#000000": found["black"]}
    assert readable[str(found["ink"])] == max(readable.values())
    assert float(max(readable.values())) >= 4.5


@pytest.mark.req("CHT-01", "CHT-05", "CHT-14", "RTG-05")
def test_a_chat_is_live_counts_availability_and_knows_visitors_by_a_cookie() -> None:
    chat = kind_of("chat")
    assert (chat.live, chat.availability_always, chat.identity, chat.outlet) == (True, True, "cookie", True)
    with pytest.raises(NoAddress):
        chat.check_provider("other", {})
    with pytest.raises(NoAddress):
        chat.address("help@example.org", "in.example.org")
