"""An accepted original is pending until it has one ending."""

from collections.abc import Callable

import pytest

from domain.intake import events
from domain.intake.aggregate import Intake, IntakeEnded
from domain.kernel.event import Event
from tests.support.given import env, given, uid

ENDINGS: list[tuple[Callable[[Intake], None], type[Event], str]] = [
    (lambda it: it.ingested(env(), uid("conversation"), uid("message")), events.MessageIngested, "ingested"),
    (lambda it: it.duplicate(env(), uid("message")), events.DuplicateIgnored, "duplicate"),
    (lambda it: it.set_aside(env(), "channel_paused"), events.MessageSetAside, "set_aside"),
    (lambda it: it.fail(env(), "too_deep"), events.ParsingFailed, "failed"),
]


def accepted() -> Intake:
    return Intake.accept(
        uid("intake"),
        env(),
        channel_id=uid("channel"),
        blob_id=uid("blob"),
        size=120,
        mail_from="ann@example.com",
        recipient="help@example.org",
        peer_ip="192.0.2.1",
    )


@pytest.mark.req("RL-03")
def test_it_is_pending_once_accepted_and_keeps_nothing_personal() -> None:
    intake = accepted()
    assert not intake.ended
    assert "ann@example.com" not in str(
        {name: value for name, value in vars(intake).items() if "pend" not in name}
    )


@pytest.mark.req("RL-04", "RL-05")
@pytest.mark.parametrize(("end", "fact", "ending"), ENDINGS)
def test_it_ends_once(end: Callable[[Intake], None], fact: type[Event], ending: str) -> None:
    given(accepted()).when(end).then((fact, {"channel_id": uid("channel")}))
    ended = given(accepted(), end)
    assert (ended.aggregate.ended, ended.aggregate.ending) == (True, ending)
    for again, _, _ in ENDINGS:
        ended.when(again).then_refused(IntakeEnded, "Replay")


@pytest.mark.req("RL-05")
@pytest.mark.parametrize(("end", "ending"), [(end, ending) for end, _, ending in ENDINGS])
def test_what_failed_or_was_set_aside_can_be_replayed_and_ended_anew(
    end: Callable[[Intake], None], ending: str
) -> None:
    ended = given(accepted(), end)
    if ending in {"ingested", "duplicate"}:
        ended.when(lambda it: it.replay(env())).then_refused(IntakeEnded, "conversation")
        return
    ended.when(lambda it: it.replay(env())).then((events.ReplayRequested, {"channel_id": uid("channel")}))
    replayed = given(accepted(), end, lambda it: it.replay(env()))
    replayed.when(ENDINGS[0][0]).then((events.MessageIngested, {"message_id": uid("message")}))


def test_replaying_what_is_pending_does_nothing() -> None:
    given(accepted()).when(lambda it: it.replay(env())).then_nothing()
