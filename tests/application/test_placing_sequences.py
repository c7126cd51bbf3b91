"""Whatever is merged, split, moved and undone: no message is lost, none is shown twice, and every undo restores (CNV-07)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.placing import MergeConversation, UnmergeConversation
from application.splitting import MoveMessages
from domain.kernel.ids import derived
from domain.kernel.refusal import Refusal
from tests.support.placing import Desk, Step, steps

ANY = settings(max_examples=60, deadline=None)


@pytest.mark.req("CNV-07", "EML-16")
@given(steps=steps)
@ANY
def test_every_message_is_shown_once_and_answers_follow_it(steps: list[Step]) -> None:
    desk = Desk()
    for step in steps:
        desk.step(*step)
        shown = [(message, where) for where, each in desk.shown().items() for message in each]
        assert len(shown) == len(dict(shown))
        assert dict(shown) == desk.followed()


@pytest.mark.req("CNV-07")
@given(steps=steps, one=st.integers(0, 50), other=st.integers(0, 50))
@ANY
def test_taking_a_merge_apart_restores_all(steps: list[Step], one: int, other: int) -> None:
    desk = Desk()
    desk.run(steps)
    before, merged = desk.state(), desk.pick(one)
    try:
        desk.world.do(MergeConversation(merged, desk.pick(other), confirmed=True), by=desk.agent)
    except Refusal:
        return
    desk.world.do(UnmergeConversation(merged), by=desk.agent)
    assert desk.state() == before


@pytest.mark.req("CNV-07", "EML-16")
@given(steps=steps, one=st.integers(0, 50), other=st.integers(0, 50), into=st.none() | st.integers(0, 50))
@ANY
def test_moving_messages_back_restores_all(steps: list[Step], one: int, other: int, into: int | None) -> None:
    desk = Desk()
    desk.run(steps)
    source = desk.pick(one)
    chosen, target = desk.some(source, other), None if into is None else desk.pick(into)
    env = desk.world.env(desk.agent)
    before = desk.followed()
    try:
        desk.world.bus.dispatch(MoveMessages(source, chosen, target, confirmed=True), env)
    except Refusal:
        return
    where = {desk.followed()[message] for message in chosen}
    assert len(where) == 1
    if target is None:
        assert env.command_id is not None
        assert (
            where == {derived(env.command_id, "conversation")}
            or desk.conversation(source).merged_into in where
        )
    desk.world.do(MoveMessages(where.pop(), chosen, source, confirmed=True), by=desk.agent)
    assert desk.followed() == before
