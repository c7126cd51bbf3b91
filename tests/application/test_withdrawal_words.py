"""The words by which consent is taken back: what may be set, and where (PRV-05)."""

import pytest

from application.channel import StartConnect
from application.consent_setting import SetWithdrawalWords
from application.whatsapp import SetKeywords
from domain.channel.consenting import WithdrawalNotOffered
from domain.channel.withdrawal import REFUSALS, WithdrawalWords
from domain.kernel.refusal import InvalidInput
from tests.support.numbers import NumberDesk
from tests.support.pages import PageDesk
from tests.support.world import World


@pytest.mark.req("PRV-05", "WAB-03")
def test_a_word_does_one_thing_only(world: World) -> None:
    number, page = NumberDesk(world), PageDesk(world)
    stop = ({"en": ("stop.",)}, {"en": "Fine."})
    with pytest.raises(InvalidInput) as refused:
        world.do(SetWithdrawalWords(number.channel, *stop), by=world.admin)
    assert refused.value.field == "words"
    world.do(SetWithdrawalWords(page.channel, *stop), by=world.admin)
    for keywords, field in (((("withdraw",), ("STOP",)), "opt_in"), (((), ("Withdraw",)), "opt_out")):
        with pytest.raises(InvalidInput) as refused:
            world.do(SetKeywords(number.channel, *keywords), by=world.admin)
        assert refused.value.field == field


@pytest.mark.req("PRV-05")
def test_who_had_not_agreed_is_told_so_but_by_the_company_s_words_where_it_wrote_any() -> None:
    usual, own = WithdrawalWords(), WithdrawalWords({"en": ("x",)}, {"en": "Fine."})
    assert [usual.refusal(one) for one in ("en", "pl", "xx")] == [*REFUSALS.values(), REFUSALS["en"]]
    assert [own.refusal(one) for one in ("en", "pl")] == ["Fine.", "Fine."]


@pytest.mark.req("PRV-05")
@pytest.mark.parametrize(
    ("words", "replies", "field"),
    [
        ({}, {}, "words"),
        ({f"a{chr(97 + n)}": ("x",) for n in range(21)}, {}, "words"),
        ({"english": ("x",)}, {"english": "y"}, "words"),
        ({"en": ()}, {"en": "y"}, "words"),
        ({"en": ("x" * 41,)}, {"en": "y"}, "words"),
        ({"en": ("x",)}, {}, "replies"),
        ({"en": ("x",)}, {"en": " "}, "replies"),
        ({"en": ("x",)}, {"en": "y" * 4_097}, "replies"),
    ],
)
def test_words_that_cannot_be_are_refused(
    world: World, words: dict[str, tuple[str, ...]], replies: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        world.do(SetWithdrawalWords(NumberDesk(world).channel, words, replies), by=world.admin)
    assert refused.value.field == field


@pytest.mark.req("PRV-05")
def test_channels_that_have_something_to_press_have_no_words(world: World) -> None:
    chat = world.make(StartConnect("chat", world.inbox))
    with pytest.raises(WithdrawalNotOffered):
        world.do(SetWithdrawalWords(chat, {"en": ("x",)}, {"en": "y"}), by=world.admin)
