"""Choosing another number before a line is connected: the first one leads here no more (CAL-01)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infrastructure.calling.looking_after import number_secret
from tests.api.calling.test_connecting import Wizard
from tests.support.api import Reply, Served
from tests.support.providers.twilio import Number, Twilio

ADDRESSES = ("VoiceUrl", "VoiceFallbackUrl", "StatusCallback")


@pytest.fixture
def wizard(reached: Served, twilio: Twilio) -> Wizard:
    """Somebody who chooses a number."""
    found = Wizard(reached, twilio)
    for name in ("First", "Second"):
        twilio.number(f"+4822123456{len(twilio.numbers)}", name)
    assert found.account().status_code == 200
    return found


def choose(wizard: Wizard, number: Number) -> Reply:
    """Choose a number."""
    return wizard.put("calling/number", {"number_sid": number.sid})


def leads(number: Number) -> bool:
    """Whether a number leads anywhere."""
    return any(number.settings.get(one) for one in ADDRESSES)


def work(wizard: Wizard, reached: Served) -> None:
    """Let a worker look at what is to be left."""
    reached.application.calling.forgetting(wizard.world.account, wizard.channel, wizard.channel.hex)


def is_left_in(wizard: Wizard, reached: Served, ahead: timedelta) -> bool:
    """Whether something is to be left at Twilio once that time has passed."""
    found = reached.application.calling.places.left_due(datetime.now(UTC) + ahead)
    return (wizard.world.account, wizard.channel) in found


def secret(wizard: Wizard, reached: Served, number: Number) -> Any:
    """Return what is kept to let a number go by."""
    return reached.application.secrets.get(wizard.world.account, number_secret(wizard.channel, number.sid))


@pytest.mark.req("CAL-01")
def test_the_first_number_is_let_go(wizard: Wizard, reached: Served, twilio: Twilio) -> None:
    first, second = twilio.numbers[-2:]
    assert choose(wizard, first).status_code == 200
    assert choose(wizard, first).status_code == 200
    assert not is_left_in(wizard, reached, timedelta(hours=1)), "the same number stays"
    assert choose(wizard, second).status_code == 200
    assert is_left_in(wizard, reached, timedelta())
    work(wizard, reached)
    assert (leads(first), leads(second)) == (False, True)
    assert not is_left_in(wizard, reached, timedelta(hours=1))
    assert secret(wizard, reached, first) is None


@pytest.mark.req("CAL-01", "RL-03")
def test_it_is_tried_again_with_the_account_it_is_in_while_twilio_is_away(
    wizard: Wizard, reached: Served, twilio: Twilio
) -> None:
    first, second = twilio.numbers[-2:]
    choose(wizard, first)
    choose(wizard, second)
    assert twilio.token in secret(wizard, reached, first).decode()
    twilio.fails(f"{first.sid}.json", 503)
    work(wizard, reached)
    assert leads(first)
    assert not is_left_in(wizard, reached, timedelta())
    places, soon = reached.application.calling.places, timedelta(minutes=16)
    assert is_left_in(wizard, reached, soon)
    places.leave(wizard.world.account, wizard.channel, "IncomingPhoneNumbers", first.sid)
    work(wizard, reached)
    assert (leads(first), leads(second)) == (False, True)


@pytest.mark.req("CAL-01", "RL-03")
@pytest.mark.parametrize("status", [404, 401])
def test_a_number_that_is_not_ours_any_more_holds_nothing_up(
    wizard: Wizard, reached: Served, twilio: Twilio, status: int
) -> None:
    first, second = twilio.numbers[-2:]
    choose(wizard, first)
    choose(wizard, second)
    twilio.fails(f"{first.sid}.json", status, 20404 if status == 404 else 20003)
    work(wizard, reached)
    assert not is_left_in(wizard, reached, timedelta(hours=1))
    assert secret(wizard, reached, first) is None


@pytest.mark.req("CAL-01")
def test_one_that_is_chosen_again_or_was_never_left_keeps_leading_here(
    wizard: Wizard, reached: Served, twilio: Twilio
) -> None:
    first, second = twilio.numbers[-2:]
    for number in (first, second, first):
        assert choose(wizard, number).status_code == 200
    work(wizard, reached)
    assert (leads(first), leads(second)) == (True, False)
    # it is noted before the other number is chosen: where that came to nothing, nothing changes
    accounts = reached.services.calling
    accounts.give_up(wizard.world.account, wizard.channel, datetime.now(UTC) - timedelta(minutes=5))
    assert is_left_in(wizard, reached, timedelta())
    work(wizard, reached)
    assert leads(first)
    assert not is_left_in(wizard, reached, timedelta(hours=1))
    assert secret(wizard, reached, first) is None
