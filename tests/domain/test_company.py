"""What an account says of itself, and how it looks to customers."""

from datetime import date

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.account import events
from domain.account.aggregate import Account
from domain.account.branding import LEAST_CONTRAST, Branding, contrast
from domain.kernel.refusal import InvalidInput
from tests.support.given import env, given, uid

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def opened() -> Account:
    day = date(2024, 4, 2)
    return Account.create(
        uid("account"), env(), name="Acme", created_on=day, time_zone="Europe/Warsaw", language="pl"
    )


@pytest.mark.req("ACC-11")
def test_name_zone_and_language_can_be_changed_but_not_the_date() -> None:
    named = given(opened(), lambda it: it.rename(env(), " Acme Ltd "))
    assert named.aggregate.name == "Acme Ltd"
    named.when(lambda it: it.rename(env(), "Acme Ltd")).then_nothing()
    named.when(lambda it: it.rename(env(), " ")).then_refused(InvalidInput)
    moved = given(opened(), lambda it: it.set_locale(env(), time_zone="Asia/Tokyo", language="en"))
    assert (moved.aggregate.time_zone, moved.aggregate.language) == ("Asia/Tokyo", "en")
    assert moved.aggregate.opened_on == date(2024, 4, 2)
    moved.when(lambda it: it.set_locale(env(), time_zone="Asia/Tokyo", language="en")).then_nothing()
    moved.when(lambda it: it.set_locale(env(), time_zone="UTC", language="tlh")).then_refused(InvalidInput)


@pytest.mark.req("ACC-07")
def test_data_privacy_is_off_until_somebody_switches_it_on() -> None:
    assert not opened().data_privacy
    on = given(opened(), lambda it: it.set_data_privacy(env(), on=True))
    assert on.aggregate.data_privacy
    on.when(lambda it: it.set_data_privacy(env(), on=True)).then_nothing()
    off = on.when(lambda it: it.set_data_privacy(env(), on=False))
    off.then((events.DataPrivacySet, {"on": False}))


@pytest.mark.req("ACC-11", "UIX-04")
def test_branding_is_a_name_and_colours_that_can_be_read() -> None:
    Branding().checked()
    dark = Branding("Acme", "#223344", "#ffffff")
    branded = given(opened(), lambda it: it.set_branding(env(), dark))
    assert branded.aggregate.branding == dark
    branded.when(lambda it: it.set_branding(env(), dark)).then_nothing()
    faint = Branding("Acme", "#ffff00", "#ffffff")
    branded.when(lambda it: it.set_branding(env(), faint)).then_refused(InvalidInput, "contrast is 1.1")


@pytest.mark.req("ACC-11")
def test_a_logo_is_set_once_and_taken_away() -> None:
    shown = given(opened(), lambda it: it.set_logo(env(), uid("logo"), "image/png"))
    assert shown.aggregate.logo == uid("logo")
    shown.when(lambda it: it.set_logo(env(), uid("logo"), "image/png")).then_nothing()
    shown.when(lambda it: it.remove_logo(env())).then((events.LogoRemoved, {}))
    given(opened()).when(lambda it: it.remove_logo(env())).then_nothing()


@pytest.mark.req("ACC-11")
@pytest.mark.parametrize("wrong", [Branding("x" * 101), Branding(accent="petrol"), Branding(text="#FFFFFF")])
def test_other_things_are_no_branding(wrong: Branding) -> None:
    with pytest.raises(InvalidInput):
        wrong.checked()


@pytest.mark.req("UIX-04")
def test_contrast_is_what_the_guidelines_say() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert round(contrast("#0a0a0a", "#000000"), 2) == 1.06


@pytest.mark.req("UIX-04")
@forall(COLOURS, COLOURS)
def test_contrast_has_no_sides_and_decides(one: str, other: str) -> None:
    found = contrast(one, other)
    assert 1 <= found <= 21
    assert found == contrast(other, one)
    if found < LEAST_CONTRAST:
        with pytest.raises(InvalidInput, match="cannot be read"):
            Branding("", one, other).checked()
    else:
        assert Branding("", one, other).checked().accent == one
