"""Consent itself: what is asked, what is kept of the evidence, given and taken back (PRV-01..06)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from domain.channel.aggregate import Channel
from domain.channel.consent_events import ConsentSet
from domain.channel.consent_settings import LONGEST_TEXT, ConsentSettings, text_hash
from domain.channel.consenting import ConsentNotOffered
from domain.channel.steps import NotConnected
from domain.consent.aggregate import LONGEST_REASON, UNDO_FOR, Consent, NothingToUndo
from domain.consent.events import ConsentGiven, ConsentWithdrawn
from domain.consent.terms import Evidence, Terms, host_of, truncated
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput
from projections.common.recorded import Recorded
from projections.consent.fold import as_they_were
from tests.support.given import env

TEXT = "We keep what you write, to answer you."
ANN = "user:5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11"
BUTTON = Evidence("button", None, "203.0.113.0/24", "shop.example")


def terms(version: int = 1, mode: str = "explicit") -> Terms:
    return Terms(mode, "en", TEXT, version, text_hash(TEXT))


def consent() -> Consent:
    return Consent.begin(
        uuid4(), env(), contact_id=uuid4(), channel_id=uuid4(), inbox_id=uuid4(), purpose="conversation"
    )


def by(actor: str, later: timedelta = timedelta()) -> Envelope:
    told = env()
    return Envelope(told.account_id, actor, told.at + later, told.correlation_id)


def channel(kind: str = "chat") -> Channel:
    return Channel.start(uuid4(), env(), kind=kind, inbox_id=uuid4())


@pytest.mark.req("PRV-01", "PRV-05")
def test_another_text_mode_or_purpose_is_another_version_and_the_same_is_none() -> None:
    asking = channel()
    assert (asking.consent.asks, asking.consent.text_version) == (False, 0)
    asking.set_consent(env(), ConsentSettings("explicit", texts={"en": f" {TEXT} "}))
    asking.set_consent(env(), ConsentSettings("explicit", texts={"en": TEXT}))
    assert (asking.consent.texts, asking.consent.text_version) == ({"en": TEXT}, 1)
    for number, wanted in enumerate(
        (
            ConsentSettings("implied", texts={"en": TEXT}),
            ConsentSettings("implied", texts={"en": TEXT, "pl": "Zapisujemy."}),
            ConsentSettings("implied", "recording", {"en": TEXT, "pl": "Zapisujemy."}),
            ConsentSettings("off", "recording", {"en": TEXT}),
        ),
        2,
    ):
        asking.set_consent(env(), wanted)
        assert asking.consent.text_version == number
    assert sum(isinstance(event, ConsentSet) for event in asking.pending_events) == 5


@pytest.mark.req("PRV-01")
@pytest.mark.parametrize(
    ("settings", "field"),
    [
        (ConsentSettings("maybe", texts={"en": TEXT}), "mode"),
        (ConsentSettings("explicit", "marketing", {"en": TEXT}), "purpose"),
        (ConsentSettings("explicit"), "texts"),
        (ConsentSettings("explicit", texts={"english": TEXT}), "texts"),
        (ConsentSettings("explicit", texts={"en": "  "}), "texts"),
        (ConsentSettings("explicit", texts={"en": "x" * (LONGEST_TEXT + 1)}), "texts"),
        (ConsentSettings("explicit", texts={f"a{chr(97 + number)}": TEXT for number in range(21)}), "texts"),
    ],
)
def test_nobody_is_asked_in_a_way_that_cannot_be(settings: ConsentSettings, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        channel().set_consent(env(), settings)
    assert refused.value.field == field


@pytest.mark.req("PRV-01")
def test_mail_and_channels_that_ended_ask_nobody() -> None:
    with pytest.raises(ConsentNotOffered):
        channel("email").set_consent(env(), ConsentSettings("explicit", texts={"en": TEXT}))
    ended = channel()
    ended.disconnect(env())
    with pytest.raises(NotConnected):
        ended.set_consent(env(), ConsentSettings("explicit", texts={"en": TEXT}))


@pytest.mark.req("PRV-05")
def test_the_text_is_shown_in_the_language_asked_for_if_there_is_one() -> None:
    settings = ConsentSettings("explicit", texts={"en": TEXT, "pl": "Zapisujemy.", "pt-BR": "Guardamos."})
    wanted = {"pl-PL": "pl", "PL": "pl", "pt-BR": "pt-BR", "de": "en", "": "en"}
    assert {one: settings.language_for(one) for one in wanted} == wanted
    assert settings.language_for("de", "pl") == "pl"
    assert ConsentSettings().language_for("en") == ""
    assert settings.hashes["en"] == text_hash(TEXT)


@pytest.mark.req("PRV-05")
def test_of_an_address_the_network_is_kept_and_of_a_page_the_host() -> None:
    shown = {
        "203.0.113.77": "203.0.113.0/24",
        "2001:db8:1:2:3:4:5:6": "2001:db8:1::/48",
        "::ffff:203.0.113.77": "203.0.113.0/24",
        "fe80::1%eth0": "fe80::/48",
        "nonsense": "",
        "": "",
    }
    assert {address: truncated(address) for address in shown} == shown
    pages = {"https://shop.example/cart?user=jo#x": "shop.example", "https://[bad": "", "": ""}
    assert {page: host_of(page) for page in pages} == pages


@pytest.mark.req("PRV-05")
def test_it_holds_for_the_version_and_mode_agreed_to_until_taken_back() -> None:
    one = consent()
    assert (one.state, one.holds_for("explicit", 1)) == ("none", False)
    one.withdraw(env(), method="button")
    one.give(env(), terms(), BUTTON)
    one.give(env(), terms(), BUTTON)
    assert (one.state, one.holds_for("explicit", 1)) == ("given", True)
    assert not one.holds_for("explicit", 2)
    assert not one.holds_for("implied", 1)
    one.give(env(), terms(2), BUTTON)
    one.withdraw(env(), method="button", ip="203.0.113.0/24")
    one.withdraw(env(), method="button")
    assert (one.state, one.holds_for("explicit", 2)) == ("withdrawn", False)
    one.give(env(), terms(2), BUTTON)
    assert one.holds_for("explicit", 2)
    kinds = [type(event) for event in one.pending_events]
    assert (kinds.count(ConsentGiven), kinds.count(ConsentWithdrawn)) == (3, 1)


@pytest.mark.req("PRV-05")
def test_evidence_and_withdrawals_are_of_known_kinds_and_by_hand_there_is_a_reason() -> None:
    one = consent()
    wrong: tuple[Callable[[], None], ...] = (
        lambda: one.give(env(), terms(), Evidence("telepathy")),
        lambda: one.withdraw(env(), method="message"),
        lambda: one.withdraw(env(), method="hand", reason=" "),
        lambda: one.withdraw(env(), method="hand", reason="x" * (LONGEST_REASON + 1)),
    )
    for attempt in wrong:
        with pytest.raises(InvalidInput):
            attempt()


@pytest.mark.req("PRV-05")
def test_only_ones_own_withdrawal_by_hand_can_be_undone_and_only_soon() -> None:
    one = consent()
    one.give(env(), terms(), BUTTON)
    with pytest.raises(NothingToUndo):
        one.undo_withdrawal(by(ANN))
    one.withdraw(by("visitor:a"), method="button")
    with pytest.raises(NothingToUndo):
        one.undo_withdrawal(by("visitor:a"))
    one.give(env(), terms(), BUTTON)
    one.withdraw(by(ANN), method="hand", reason="A letter.")
    with pytest.raises(NothingToUndo):
        one.undo_withdrawal(by("user:other"))
    with pytest.raises(NothingToUndo):
        one.undo_withdrawal(by(ANN, UNDO_FOR + timedelta(seconds=1)))
    one.undo_withdrawal(by(ANN, UNDO_FOR))
    assert one.holds_for("explicit", 1)


STEPS = st.lists(st.sampled_from(["give", "give_other", "withdraw", "by_hand", "undo"]), max_size=12)


@pytest.mark.req("PRV-06")
@examples(steps=STEPS)
def test_the_state_at_any_past_time_is_the_fold_of_what_had_happened_by_then(steps: list[str]) -> None:
    one, known = consent(), dict[int, tuple[Any, ...]]()
    for step in steps:
        _happen(one, step)
        known[one.version] = (one.state, one.given and one.given.text_version)
    events = [event for event in one.pending_events if isinstance(event, Event)]
    recorded = [Recorded(number, event) for number, event in enumerate(events, 1)]
    for version, (state, text_version) in known.items():
        row = as_they_were(recorded[:version])[UUID(str(one.id))]
        assert (row.state, row.text_version or None, row.version) == (state, text_version, version)


def _happen(one: Consent, step: str) -> None:
    match step:
        case "give":
            one.give(env(), terms(), BUTTON)
        case "give_other":
            one.give(env(), terms(2, "implied"), Evidence("message"))
        case "withdraw":
            one.withdraw(by("visitor:a"), method="button")
        case "by_hand":
            one.withdraw(by(ANN), method="hand", reason="A letter.")
        case "undo" if one.withdrawn is not None and one.withdrawn.method == "hand":
            one.undo_withdrawal(by(ANN))
