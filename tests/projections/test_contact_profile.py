"""Who writes to the company."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.contact.events import (
    ContactAbsorbed,
    ContactMerged,
    ContactOwnerSet,
    ContactReleased,
    ContactRenamed,
    ContactUnmerged,
    ErasureRequested,
    IdentityAdded,
    IdentityRemoved,
    PrimaryIdentitySet,
)
from projections.common.db import Db
from projections.contact_profile import queries, searching
from projections.contact_profile.searching import Filters
from tests.support.scene import Scene
from tests.support.viewing import shown


@pytest.mark.req("CON-01", "CON-02")
def test_a_contact_is_known_by_name_addresses_owner_and_counts(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    contact_id = scene.contact_of(conversation_id)
    seen = scene.at
    scene.is_answered(conversation_id)
    scene.is_ticketed(conversation_id)
    scene.record(ContactOwnerSet, contact_id, owner_id=scene.ann)
    with shown(db, "contact_profile", scene.recorded):
        found = queries.contact(db, scene.account_id, contact_id)
    assert found is not None
    assert (found.name, found.owner_id, found.last_seen_at) == ("Jo", scene.ann, seen)
    assert (found.conversation_count, found.message_count, found.ticket_count) == (1, 2, 1)
    (identity,) = found.identities
    assert (identity["kind"], identity["value"], found.tracked) == ("email", "jo@example.org", False)
    assert found.version == 4


@pytest.mark.req("CON-04")
@pytest.mark.parametrize("prefix", ["JOAN", "joan", "jo_1", "Jo_1@EX", "ω"])
def test_search_is_by_the_beginning_of_name_or_address(db: Db, prefix: str) -> None:
    scene = Scene()
    wanted = scene.contact_of(scene.writes("Jo_1"))
    scene.writes("Jox1")
    scene.record(ContactRenamed, wanted, name="Joan Ω")
    with shown(db, "contact_profile", scene.recorded):
        assert [each.contact_id for each in searching.search(db, scene.account_id, prefix)] == [wanted]
        assert searching.search(db, scene.id("another account"), prefix) == []


def test_pages_of_contacts_follow_each_other(db: Db) -> None:
    scene = Scene()
    made = [scene.contact_of(scene.writes(f"Jo{number}")) for number in range(5)]
    with shown(db, "contact_profile", scene.recorded):
        first = queries.contacts(db, scene.account_id, limit=3)
        second = queries.contacts(db, scene.account_id, after=first[-1].cursor, limit=3)
    assert [each.contact_id for each in first + second] == made[::-1]


@pytest.mark.req("PRV-08")
def test_released_identities_are_gone_at_once_and_the_rest_with_erasure(db: Db) -> None:
    scene = Scene()
    conversation_id = scene.writes("Jo")
    contact_id = scene.contact_of(conversation_id)
    claim_id = scene.id("claim", "jo@example.org")
    requested = [*scene.recorded]
    scene.command()
    scene.record(ErasureRequested, contact_id, released_claims=(claim_id,))
    requested.append(scene.recorded[-1])
    scene.forgets(conversation_id)
    with shown(db, "contact_profile", requested):
        before = queries.contact(db, scene.account_id, contact_id)
    with shown(db, "contact_profile", scene.recorded):
        after = queries.contact(db, scene.account_id, contact_id)
    assert before is not None
    assert after is not None
    assert (before.name, before.identities) == ("Jo", [])
    assert (after.name, after.identities, after.erased_at) == ("[erased]", [], scene.at)
    assert after.conversation_count == 1


@pytest.mark.req("CON-03", "CON-04")
def test_what_was_merged_counts_for_the_survivor_and_stands_for_itself_again(db: Db) -> None:
    scene = Scene()
    jo, joan, j = (scene.contact_of(scene.writes(name)) for name in ("Jo", "Joan", "J"))
    merge(scene, j, jo)
    merge(scene, jo, joan)
    merged = [*scene.recorded]
    scene.command()
    scene.record(ContactUnmerged, jo, unmerged_from=joan)
    scene.record(ContactReleased, joan, released_id=jo)
    account = scene.account_id
    with shown(db, "contact_profile", merged):
        (row,) = queries.contacts(db, account)
        assert row == searching.search(db, account, "j@exa")[0]
        assert queries.contact(db, account, j).survivor_id == joan  # type: ignore[union-attr]
        assert set(queries.linked(db, account, joan)) == {j, jo, joan}
        assert queries.number(db, account) == len(queries.exported(db, account, None, 10)) == 1
    assert (row.contact_id, row.conversation_count, row.message_count) == (joan, 3, 3)
    assert {one["contact_id"] for one in row.merged} == {str(jo), str(j)}
    assert [one["value"] for one in row.identities] == ["jo@example.org", "joan@example.org", "j@example.org"]
    with shown(db, "contact_profile", scene.recorded):
        assert {row.contact_id: row.conversation_count for row in queries.contacts(db, account)} == {
            jo: 2,
            joan: 1,
        }


def merge(scene: Scene, contact_id: UUID, into: UUID) -> None:
    scene.command()
    scene.record(ContactMerged, contact_id, merged_into=into)
    scene.record(ContactAbsorbed, into, absorbed_id=contact_id)


@pytest.mark.req("CON-03")
def test_who_writes_brings_the_survivor_to_the_top(db: Db) -> None:
    scene = Scene()
    first = scene.writes("Jo")
    joan, ann = scene.contact_of(scene.writes("Joan")), scene.contact_of(scene.writes("Ann"))
    merge(scene, scene.contact_of(first), joan)
    scene.is_answered(scene.writes("Ann"))
    with shown(db, "contact_profile", scene.recorded):
        assert [row.contact_id for row in queries.contacts(db, scene.account_id)][-1] in {joan, ann}
    scene.writes_again(first)
    with shown(db, "contact_profile", scene.recorded):
        assert queries.contacts(db, scene.account_id)[0].contact_id == joan


@pytest.mark.req("CON-01", "CON-02")
def test_identities_are_removed_ordered_and_tell_of_cookies(db: Db) -> None:
    scene = Scene()
    contact_id = scene.contact_of(scene.writes("Jo"))
    for kind, value in (("phone", "+48221234567"), ("cookie", "c00kie")):
        scene.command()
        claim_id, proven = scene.id("claim", value), kind == "cookie"
        scene.record(IdentityAdded, contact_id, kind=kind, value=value, claim_id=claim_id, proven=proven)
    scene.record(PrimaryIdentitySet, contact_id, claim_id=scene.id("claim", "+48221234567"))
    with shown(db, "contact_profile", scene.recorded):
        before = queries.contact(db, scene.account_id, contact_id)
        assert len(searching.page(db, scene.account_id, Filters(kind="phone"))) == 1
        assert searching.page(db, scene.account_id, Filters(kind="whatsapp_id")) == []
    scene.command()
    scene.record(IdentityRemoved, contact_id, claim_id=scene.id("claim", "c00kie"))
    with shown(db, "contact_profile", scene.recorded):
        after = queries.contact(db, scene.account_id, contact_id)
    assert before is not None
    assert after is not None
    assert ([one["kind"] for one in before.identities], before.tracked) == (
        ["phone", "email", "cookie"],
        True,
    )
    assert [one["proven"] for one in before.identities] == [False, True, True], "what was typed is told apart"
    assert ([one["kind"] for one in after.identities], after.tracked) == (["phone", "email"], False)


@pytest.mark.req("CON-04")
@pytest.mark.parametrize("sort", ["active", "created", "name"])
def test_every_sort_has_pages_that_follow_each_other(db: Db, sort: searching.Sort) -> None:
    scene = Scene()
    for name in ("Cy", "ann", "Bo", "bo", "Dee"):
        scene.writes(name)
    account, all_of_them = scene.account_id, Filters(created_before=datetime(2100, 1, 1, tzinfo=UTC))
    with shown(db, "contact_profile", scene.recorded):
        whole = searching.page(db, account, all_of_them, sort)
        first = searching.page(db, account, all_of_them, sort, limit=2)
        rest = searching.page(db, account, all_of_them, sort, after=searching.key_of(first[-1], sort))
        assert searching.page(db, account, Filters(owner_id=scene.ann)) == []
        assert len(searching.page(db, account, Filters(unowned=True))) == len(whole)
    assert first + rest == whole
    if sort == "name":
        assert [row.name.lower() for row in whole] == sorted(row.name.lower() for row in whole)


@pytest.mark.req("MSG-10", "CON-03")
def test_who_may_be_the_same_person_is_suggested_where_a_page_gives_no_address(db: Db) -> None:
    scene = Scene()
    paged, mailed, other, third = (
        scene.contact_of(scene.writes(name)) for name in ("Jo Doe", "jo doe", "Joan", "Jo Doe")
    )
    account = scene.account_id
    with shown(db, "contact_profile", scene.recorded):
        assert queries.alike(db, account, paged) == []
    scene.command()
    scene.record(
        IdentityAdded, paged, kind="page_scoped_id", value="100:200", claim_id=scene.id("claim", "100:200")
    )
    scene.record(ContactRenamed, other, name="")
    with shown(db, "contact_profile", scene.recorded):
        assert {one.contact_id for one in queries.alike(db, account, paged)} == {mailed, third}
        assert [one.contact_id for one in queries.alike(db, account, mailed)] == [paged]
        assert queries.alike(db, account, other) == []
        assert queries.alike(db, scene.id("another account"), paged) == []
        assert len(queries.alike(db, account, paged, limit=1)) == 1
    merge(scene, mailed, paged)
    with shown(db, "contact_profile", scene.recorded):
        assert [one.contact_id for one in queries.alike(db, account, paged)] == [third]
        assert queries.alike(db, account, mailed) == []
