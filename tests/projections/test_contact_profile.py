"""Who writes to the company."""

import pytest

from domain.contact.events import ContactOwnerSet, ContactRenamed, ErasureRequested
from projections.common.db import Db
from projections.contact_profile import queries
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
    assert found.identities == [{"kind": "email", "value": "jo@example.org"}]
    assert found.version == 4


@pytest.mark.req("CON-04")
@pytest.mark.parametrize("prefix", ["JOAN", "joan", "jo_1", "Jo_1@EX"])
def test_search_is_by_the_beginning_of_name_or_address(db: Db, prefix: str) -> None:
    scene = Scene()
    wanted = scene.contact_of(scene.writes("Jo_1"))
    scene.writes("Jox1")
    scene.record(ContactRenamed, wanted, name="Joan Ω")
    with shown(db, "contact_profile", scene.recorded):
        assert [each.contact_id for each in queries.search(db, scene.account_id, prefix)] == [wanted]
        assert queries.search(db, scene.id("another account"), prefix) == []


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
