"""An erased person is masked in the texts of others, and nothing else is."""

import pytest
from hypothesis import assume, example
from hypothesis import given as property_of
from hypothesis import strategies as st

from domain.contact.masking import digest, is_maskable, mask_text, masks_for
from domain.kernel.personal import ERASED

SECRET = bytes(range(32))
MASKS = masks_for(SECRET, ["anna.k+x@example.com"], ["Anna Maria Kowalska", "Li", "Madonna"])

words = st.text("aąbćĄOß1", min_size=4, max_size=6)
names = st.lists(words, min_size=2, max_size=7).map(" ".join)
addresses = st.from_regex(r"[a-c]{1,3}([.+_-][a-c]{1,3})?@[a-c]{1,3}\.[a-c]{2}", fullmatch=True)
around = st.text(" \n>,.<\"'-[]%a", max_size=8)


@pytest.mark.req("PRV-08")
@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("", ""),
        ("Write to ANNA.K+X@Example.com.", "Write to [erased]."),
        ('"Anna Maria Kowalska" <anna.k+x@example.com>', '"[erased]" <[erased]>'),
        ("Kowalska, Anna Maria wrote:", "[erased] wrote:"),
        ("> I met anna maria\n> KOWALSKA there", "> I met [erased] there"),
        ("mailto:anna.k%2Bx%40example.com?subject=x", "mailto:[erased]?subject=x"),
        ("https://a.example/?u=anna.k+x@example.com&v=1", "https://a.example/?u=[erased]&v=1"),
        ("?to=%3Canna.k+x%40example.com%3E", "?to=%3C[erased]%3E"),
        ("?q=Anna%20Maria%20Kowalska", "?q=[erased]"),
        ("The Invoice: Li saw Madonna.", "The Invoice: Li saw Madonna."),
        ("Anna met Maria and Kowalska", "Anna met Maria and Kowalska"),
        ("hannah.anna.k+x@example.community", "hannah.anna.k+x@example.community"),
        ("joanna.k+x@example.com, @example.com, anna@", "joanna.k+x@example.com, @example.com, anna@"),
        ("[erased] Anna Maria [erased] Kowalska", "[erased] Anna Maria [erased] Kowalska"),
    ],
)
def test_examples(text: str, masked: str) -> None:
    assert mask_text(SECRET, MASKS, text) == masked


@pytest.mark.req("PRV-08")
def test_without_masks_nothing_changes() -> None:
    text = "Anna Maria Kowalska <anna.k+x@example.com>"
    assert mask_text(SECRET, (), text) is text


@pytest.mark.req("PRV-08")
def test_a_digest_is_keyed_and_alike_for_every_spelling() -> None:
    assert digest(SECRET, "Żółć  NOWAK") == digest(SECRET, "żo\u0301łc\u0301 nowak")
    assert digest(SECRET, "Ann@Bücher.example") == digest(SECRET, "ann@xn--bcher-kva.example")
    assert digest(SECRET, "Ann") != digest(bytes(32), "Ann")


@pytest.mark.req("PRV-08")
def test_a_decomposed_name_is_found() -> None:
    masks = masks_for(SECRET, [], ["Zoë Nowak"])
    assert mask_text(SECRET, masks, "with Zoe\u0308 Nowak") == "with [erased]"


@pytest.mark.req("PRV-08")
def test_which_masks_a_person_has() -> None:
    assert masks_for(SECRET, ["not an address"], ["Madonna", "", "-"]) == ()
    assert [is_maskable(name) for name in ("Madonna", "Anna Nowak", "")] == [False, True, False]
    assert len(masks_for(SECRET, ["a@b.example"], ["Anna Nowak"])) == 3
    assert len(masks_for(SECRET, [], ["one two three four five six seven"])) == 3


@pytest.mark.req("PRV-08")
@property_of(names, addresses, around, around, around)
@example("abcdß x", "a.b@a.bb", "", " ", "")
def test_no_masked_value_remains_and_masking_twice_is_masking_once(
    name: str, address: str, before: str, between: str, after: str
) -> None:
    assume(not before.endswith(("a", "%")) and not after.startswith(("a", "-", ".")))
    assume(between[:1] not in {"a", "-", "."} and between and between[-1] not in "a%")
    masks = masks_for(SECRET, [address], [name])
    text = f"{before}{name}{between}<{address.upper()}>{after}"
    masked = mask_text(SECRET, masks, text)
    assert name.casefold() not in masked.casefold()
    assert address not in masked.casefold()
    assert ERASED in masked
    assert mask_text(SECRET, masks, masked) == masked


@pytest.mark.req("PRV-08")
@property_of(st.text(), st.lists(addresses), st.lists(st.text()))
def test_masking_is_idempotent_for_any_text(text: str, some: list[str], called: list[str]) -> None:
    masks = masks_for(SECRET, some, called)
    masked = mask_text(SECRET, masks, f"{text} {' '.join(some)} {' '.join(called)} {text}")
    assert mask_text(SECRET, masks, masked) == masked


@pytest.mark.req("PRV-08")
@property_of(st.text())
def test_other_text_is_untouched(text: str) -> None:
    assert mask_text(SECRET, [digest(SECRET, "nobody@nowhere.example")], text) == text
