"""A channel's bot with its versions, and its runs (CHT-01, CHT-08)."""

from dataclasses import replace
from typing import cast

import pytest

from domain.bot import events
from domain.bot.aggregate import Bot, BotRun, bot_id, run_id
from domain.bot.flow import Flow
from domain.bot.steps import Option, Step
from domain.bot.walking import POLICY, Facts, answer, begin
from domain.kernel.aggregate import Aggregate
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput
from tests.support.given import env, rebuilt, uid

pytestmark = pytest.mark.req("CHT-01")
FLOW = Flow("Robin", (Step("what", "choose", "Which?", options=(Option("One", "end"), Option("Two"))), Step("end", "end", "Bye."))).checked()  # fmt: skip
FIRST, SECOND = uid("first"), uid("second")


def facts(it: Aggregate) -> tuple[Event, ...]:
    return cast("tuple[Event, ...]", tuple(it.pending_events))


def bot() -> Bot:
    return Bot.make(env(), uid("channel"), uid("inbox"), FLOW)


def run() -> BotRun:
    return BotRun.start(
        env(), bot(), conversation_id=uid("conversation"), contact_id=uid("anna"), available=True
    )


def test_a_channel_has_one_bot_which_is_silent_at_first() -> None:
    made = bot()
    assert made.id == bot_id(uid("channel"))
    assert (made.on, made.newest, made.flow) == (False, 1, FLOW)


def test_versions_stay() -> None:
    made = bot()
    changed = replace(FLOW, name="Ruby")
    made.change(env(), FLOW)
    made.change(env(), changed)
    made.switch(env(), on=True)
    made.switch(env(), on=True)
    assert [type(one) for one in made.pending_events] == [
        events.BotMade,
        events.BotChanged,
        events.BotSwitched,
    ]
    again = rebuilt(Bot, facts(made))
    assert (again.versions, again.on, again.newest) == ((FLOW, changed), True, 2)


def test_a_flow_that_is_wrong_is_not_taken() -> None:
    with pytest.raises(InvalidInput):
        Bot.make(env(), uid("channel"), uid("inbox"), replace(FLOW, steps=()))
    with pytest.raises(InvalidInput):
        bot().change(env(), replace(FLOW, name=""))


def test_a_run_records_what_it_heard_and_said_and_how_it_ended() -> None:
    one = run()
    assert one.id == run_id(uid("conversation"))
    one.take(env(), FIRST, begin(FLOW, Facts()), (uid("said"),))
    assert (one.waits, one.tries, one.outcome) == ("what", 0, "")
    one.take(env(), SECOND, answer(FLOW, "what", "one", Facts(), {}), (uid("bye"),))
    last = rebuilt(BotRun, facts(one))
    assert (last.waits, last.outcome, last.answered) == ("", "ended", 2)
    heard, spoke, ended = one.pending_events[-3:]
    assert isinstance(heard, events.BotHeard)
    assert (heard.value, heard.step, heard.understood) == ("One", "what", True)
    assert isinstance(spoke, events.BotSpoke)
    assert (spoke.steps, spoke.message_ids, spoke.policy) == (("end",), (uid("bye"),), POLICY)
    assert isinstance(ended, events.BotRunEnded)
