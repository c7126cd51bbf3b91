"""A contact is known by identities until it is erased."""

from collections.abc import Callable

import pytest

from domain.contact import events
from domain.contact.aggregate import MAX_IDENTITIES, Contact
from domain.contact.refusals import (
    ContactErasedAlready,
    ContactIsMerged,
    ErasureNotReady,
    NotMerged,
    SameContact,
    TooManyIdentities,
)
from tests.support.given import env, given, uid

CERTIFICATE = {
    "subjects": (uid("contact"),),
    "conversations": (uid("conversation"),),
    "mentions": (uid("message"),),
    "masks": ("00ff",),
    "kept_originals": (uid("intake"),),
}


def created() -> Contact:
    return Contact.create(uid("contact"), env(), name="Ann", source="email")


def identify(number: int = 1) -> Callable[[Contact], None]:
    return lambda it: it.add_identity(env(), kind="email", value="ann@example.com", claim_id=uid(number))


def request(contact: Contact) -> None:
    contact.request_erasure(env(), (uid(1),))


def erase(contact: Contact) -> None:
    contact.mark_erased(
        env(),
        subjects=(uid("contact"),),
        conversations=(uid("conversation"),),
        mentions=(uid("message"),),
        masks=("00ff",),
        kept_originals=(uid("intake"),),
    )


def mask(contact: Contact) -> None:
    contact.mask_mentions(env(), mentions=(uid("message"),), masks=("00ff",), kept_originals=())


CHANGES: list[Callable[[Contact], object]] = [
    identify(),
    lambda it: it.rename(env(), "Anna"),
    lambda it: it.set_owner(env(), uid("user")),
    lambda it: it.associate_ticket(env(), uid("ticket")),
    lambda it: it.remove_identity(env(), uid(1)),
    lambda it: it.set_primary(env(), uid(1)),
    lambda it: it.merge_into(env(), uid("other")),
    lambda it: it.absorb(env(), uid("other")),
    lambda it: it.unmerge(env()),
]


@pytest.mark.req("EML-15", "CON-01")
def test_identities_are_added_once() -> None:
    given(created()).when(identify()).then((events.IdentityAdded, {"kind": "email", "claim_id": uid(1)}))
    known = given(created(), identify())
    known.when(identify()).then_nothing()
    assert known.aggregate.claims == {uid(1)}


@pytest.mark.req("CON-03")
def test_there_is_a_limit_of_identities() -> None:
    full = given(created(), *map(identify, range(MAX_IDENTITIES)))
    full.when(identify(MAX_IDENTITIES)).then_refused(TooManyIdentities, "250")
    full.when(identify(0)).then_nothing()


@pytest.mark.req("CON-02")
def test_an_owner_is_set_once() -> None:
    owned = given(created(), lambda it: it.set_owner(env(), uid("user")))
    assert owned.aggregate.owner_id == uid("user")
    owned.when(lambda it: it.set_owner(env(), uid("user"))).then_nothing()
    owned.when(lambda it: it.set_owner(env(), None)).then((events.ContactOwnerSet, {"owner_id": None}))


def test_the_name_is_in_the_event_only() -> None:
    given(created()).when(lambda it: it.rename(env(), "Anna")).then((events.ContactRenamed, {"name": "Anna"}))


@pytest.mark.req("TKT-03")
def test_tickets_are_counted() -> None:
    contact = given(created(), *(lambda it, n=n: it.associate_ticket(env(), uid(n)) for n in range(3)))
    assert contact.aggregate.tickets == 3


@pytest.mark.req("PRV-08")
def test_erasure_is_requested_then_certified_then_extended() -> None:
    given(created(), identify()).when(request).then((events.ErasureRequested, {"released_claims": (uid(1),)}))
    requested = given(created(), identify(), request)
    requested.when(request).then_nothing()
    requested.when(erase).then((events.ContactErased, CERTIFICATE))
    erased = given(created(), request, erase)
    erased.when(erase).then_nothing()
    erased.when(mask).then((events.MentionsMasked, {"masks": ("00ff",)}))


@pytest.mark.req("PRV-08")
def test_erasure_has_an_order() -> None:
    given(created()).when(erase).then_refused(ErasureNotReady)
    given(created(), request).when(mask).then_refused(ErasureNotReady)


@pytest.mark.req("PRV-08")
@pytest.mark.parametrize("change", CHANGES)
def test_an_erased_contact_refuses_changes(change: Callable[[Contact], None]) -> None:
    given(created(), request).when(change).then_refused(ContactErasedAlready, "new contact")
    given(created(), request, erase).when(change).then_refused(ContactErasedAlready)


def merge(contact: Contact) -> None:
    contact.merge_into(env(), uid("other"))


@pytest.mark.req("CON-01")
def test_an_identity_is_removed_once_and_may_come_back() -> None:
    known = given(created(), identify())
    known.when(lambda it: it.remove_identity(env(), uid(2))).then_nothing()
    known.when(lambda it: it.remove_identity(env(), uid(1))).then(
        (events.IdentityRemoved, {"claim_id": uid(1)})
    )
    removed = given(created(), identify(), lambda it: it.remove_identity(env(), uid(1)))
    assert removed.aggregate.claims == frozenset()
    removed.when(identify()).then((events.IdentityAdded, {"claim_id": uid(1)}))


@pytest.mark.req("CON-01")
def test_one_identity_comes_first() -> None:
    first = given(created(), identify(), lambda it: it.set_primary(env(), uid(1)))
    assert first.aggregate.primary == uid(1)
    first.when(lambda it: it.set_primary(env(), uid(1))).then_nothing()


@pytest.mark.req("CON-03")
def test_a_merge_is_a_link_with_two_ends_and_an_undo() -> None:
    given(created()).when(merge).then((events.ContactMerged, {"merged_into": uid("other")}))
    merged = given(created(), identify(), merge)
    assert merged.aggregate.claims == {uid(1)}
    merged.when(lambda it: it.unmerge(env())).then((events.ContactUnmerged, {"unmerged_from": uid("other")}))
    alone = given(created(), merge, lambda it: it.unmerge(env()))
    assert alone.aggregate.merged_into is None
    alone.when(lambda it: it.unmerge(env())).then_refused(NotMerged)
    given(created()).when(lambda it: it.absorb(env(), uid(2))).then(
        (events.ContactAbsorbed, {"absorbed_id": uid(2)})
    )
    whole = given(created(), lambda it: it.absorb(env(), uid(2)))
    whole.when(lambda it: it.absorb(env(), uid(2))).then_nothing()
    whole.when(lambda it: it.release(env(), uid(2))).then((events.ContactReleased, {"released_id": uid(2)}))
    whole.when(lambda it: it.release(env(), uid(3))).then_nothing()


@pytest.mark.req("CON-03")
def test_merging_with_oneself_or_twice_is_refused() -> None:
    given(created()).when(lambda it: it.merge_into(env(), uid("contact"))).then_refused(SameContact)
    given(created(), merge).when(lambda it: it.merge_into(env(), uid("third"))).then_refused(ContactIsMerged)


@pytest.mark.req("CON-03")
@pytest.mark.parametrize(
    "change",
    [
        lambda it: it.rename(env(), "Anna"),
        lambda it: it.set_owner(env(), uid("user")),
        lambda it: it.set_primary(env(), uid(1)),
        lambda it: it.absorb(env(), uid("third")),
    ],
)
def test_who_was_merged_is_changed_at_the_survivor(change: Callable[[Contact], None]) -> None:
    given(created(), merge).when(change).then_refused(ContactIsMerged, "unmerge")
