"""What came without the consent it needs: held, then destroyed, and never taken in afterwards (PRV-02)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from application.intake import AcceptMessage, ReplayIntake
from application.unagreed import DestroyUnagreed
from domain.intake.aggregate import CONSENT_MISSING, Intake, IntakeEnded
from domain.intake.events import OriginalDestroyed
from domain.kernel.refusal import NotAllowed
from tests.support.mails import a_mail
from tests.support.world import World

CLOCK = "system:clock"
DAYS = timedelta(days=7)


class Held:
    """A mail room's original that was set aside for a reason."""

    def __init__(self, reason: str = CONSENT_MISSING) -> None:
        self.world = world = World()
        self.channel = world.channel()
        self.intake, blob, raw = uuid4(), uuid4(), a_mail()
        world.ports.blobs.put(blob, self.intake, raw, begins=True)
        world.do(AcceptMessage(self.intake, self.channel, blob, len(raw), "", "", "192.0.2.1"))
        self.set_aside(reason)

    def set_aside(self, reason: str) -> None:
        intake = self.now
        intake.set_aside(self.world.env(), reason)
        self.world.ports.log.append(self.world.account, None, [intake], {})

    @property
    def now(self) -> Intake:
        return self.world.get(Intake, self.intake)

    def readable(self) -> bool:
        return self.world.ports.blobs.get(self.now.blob_id, self.intake) is not None

    def destroyed(self) -> list[OriginalDestroyed]:
        return self.world.happened(self.intake, OriginalDestroyed)


@pytest.mark.req("PRV-02")
def test_it_is_held_for_its_days_then_its_key_goes_and_it_is_never_taken_in() -> None:
    held = Held()
    held.world.do(DestroyUnagreed(held.intake), by=CLOCK)
    assert held.readable()
    held.world.now += DAYS
    for _ in range(2):
        held.world.do(DestroyUnagreed(held.intake), by=CLOCK)
    (event,) = held.destroyed()
    assert (event.channel_id, event.reason) == (held.channel, CONSENT_MISSING)
    assert not held.readable()
    with pytest.raises(IntakeEnded, match="destroyed"):
        held.world.do(ReplayIntake(held.intake), by=held.world.admin)


@pytest.mark.req("PRV-02", "RL-05")
def test_what_is_taken_in_again_or_waits_for_another_reason_is_left_alone() -> None:
    other = Held("channel_paused")
    other.world.now += DAYS
    other.world.do(DestroyUnagreed(other.intake), by=CLOCK)
    asked_again = Held()
    asked_again.world.now += DAYS
    asked_again.world.do(ReplayIntake(asked_again.intake), by=asked_again.world.admin)
    asked_again.world.do(DestroyUnagreed(asked_again.intake), by=CLOCK)
    for held in (other, asked_again):
        assert held.readable()
        assert not held.destroyed()
        with pytest.raises(IntakeEnded):
            held.now.destroy(held.world.env())


@pytest.mark.req("PRV-02")
def test_taking_it_in_again_in_vain_holds_it_no_longer() -> None:
    held = Held()
    held.world.now += DAYS - timedelta(hours=1)
    held.world.do(ReplayIntake(held.intake), by=held.world.admin)
    held.set_aside(CONSENT_MISSING)
    held.world.do(DestroyUnagreed(held.intake), by=CLOCK)
    assert held.readable()
    held.world.now += timedelta(hours=1)
    held.world.do(DestroyUnagreed(held.intake), by=CLOCK)
    assert held.destroyed()
    assert not held.readable()


@pytest.mark.req("PRV-02")
def test_no_person_destroys_it() -> None:
    held = Held()
    held.world.now += DAYS
    with pytest.raises(NotAllowed):
        held.world.do(DestroyUnagreed(held.intake), by=held.world.admin)
