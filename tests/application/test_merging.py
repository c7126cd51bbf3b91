"""Contacts merged and taken apart, whatever happens in between (CON-03)."""

from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from application.account import SetLimits
from application.contact import CreateContact, RenameContact, SetContactOwner
from application.conversation import PostReply
from application.erasure import RequestErasure
from application.identities import AddIdentity, RemoveIdentity
from application.linked import are_linked
from application.merging import MergeContact, UnmergeContact
from application.ticket import OpenTicket
from application.unit import Unit
from domain.contact import aggregate
from domain.contact.aggregate import Contact
from domain.contact.events import ContactAbsorbed, ContactMerged, IdentityAdded
from domain.contact.refusals import (
    ContactErasedAlready,
    ContactIsMerged,
    NotMerged,
    SameContact,
    TooManyIdentities,
)
from domain.conversation.messages import MessagePosted
from domain.kernel.refusal import NotAllowed, NotFound, Refusal
from tests.support.inbound import Mailroom
from tests.support.world import World


def enter(world: World, name: str, *addresses: str) -> UUID:
    contact_id = world.make(CreateContact(name, ""))
    for address in addresses:
        world.do(AddIdentity(contact_id, "email", address))
    return contact_id


@pytest.mark.req("CON-03")
def test_a_merge_is_recorded_at_both_ends_in_one_step() -> None:
    world = World()
    jo, joan = enter(world, "Jo"), enter(world, "Joan")
    world.do(MergeContact(jo, joan))
    (merged,), (absorbed,) = world.happened(jo, ContactMerged), world.happened(joan, ContactAbsorbed)
    assert (merged.merged_into, absorbed.absorbed_id) == (joan, jo)
    assert merged.envelope.command_id == absorbed.envelope.command_id


@pytest.mark.req("CON-03")
def test_what_cannot_be_merged() -> None:
    world = World()
    jo, joan, ann = enter(world, "Jo"), enter(world, "Joan"), enter(world, "Ann")
    with pytest.raises(SameContact):
        world.do(MergeContact(jo, jo))
    with pytest.raises(NotMerged):
        world.do(UnmergeContact(jo))
    with pytest.raises(NotFound):
        world.do(MergeContact(jo, world.admin))
    world.do(MergeContact(jo, joan))
    with pytest.raises(SameContact):
        world.do(MergeContact(joan, jo))
    with pytest.raises(ContactIsMerged):
        world.do(MergeContact(jo, ann))
    with pytest.raises(ContactIsMerged):
        world.do(RenameContact(jo, "J"))
    world.do(RequestErasure(ann, ()))
    for command in (MergeContact(ann, joan), MergeContact(joan, ann)):
        with pytest.raises(ContactErasedAlready):
            world.do(command)
    with pytest.raises(NotAllowed):
        world.do(UnmergeContact(jo), by=world.user("Aud", roles=("auditor",)))


@pytest.mark.req("CON-03")
def test_merging_into_a_merged_contact_means_the_one_it_counts_for() -> None:
    world = World()
    jo, joan, ann = enter(world, "Jo"), enter(world, "Joan"), enter(world, "Ann")
    world.do(MergeContact(jo, joan))
    world.do(MergeContact(ann, jo))
    assert world.get(Contact, ann).merged_into == joan


@pytest.mark.req("CON-03")
def test_all_linked_contacts_have_250_identities_together(monkeypatch: pytest.MonkeyPatch) -> None:
    assert aggregate.MAX_IDENTITIES == 250
    monkeypatch.setattr("application.linked.MAX_IDENTITIES", 4)
    world = World()
    jo, joan = enter(world, "Jo", "a@x.example", "b@x.example"), enter(world, "Joan", "c@x.example")
    world.do(MergeContact(jo, joan))
    world.do(AddIdentity(joan, "email", "d@x.example"))
    with pytest.raises(TooManyIdentities):
        world.do(AddIdentity(joan, "email", "e@x.example"))
    nobody = enter(world, "No address")
    for one, other in ((nobody, joan), (joan, nobody)):
        with pytest.raises(TooManyIdentities):
            world.do(MergeContact(one, other))
    world.do(UnmergeContact(jo))
    world.do(MergeContact(nobody, joan))


@pytest.mark.req("CON-03", "EML-16", "RTG-06")
def test_later_messages_follow_the_link() -> None:
    world = World()
    ann = world.user("Ann")
    room = Mailroom(world, world.channel())
    jo_asked = room.mail(sender="jo@x.example", message_id="1@x.example")
    joan_asked = room.mail(sender="joan@x.example", message_id="2@x.example")
    jo, joan = (room.conversation(one).contact_id for one in (jo_asked, joan_asked))
    world.do(MergeContact(jo, joan))
    world.do(PostReply(jo_asked, "Yes?"), by=ann)
    (answer,) = world.happened(jo_asked, MessagePosted)
    # of one person, each address goes on where the other began, and what is new stays with whom the address is of
    assert (
        room.mail(sender="joan@x.example", message_id="3@x.example", answers=answer.provider_id) == jo_asked
    )
    later = room.mail(sender="jo@x.example", message_id="4@x.example")
    assert room.conversation(later).contact_id == jo
    world.do(UnmergeContact(jo))
    assert room.mail(sender="jo@x.example", message_id="5@x.example", answers="2@x.example") != joan_asked


@pytest.mark.req("CON-03", "TKT-03")
def test_the_limit_of_tickets_is_the_persons() -> None:
    world = World()
    room = Mailroom(world, world.channel())
    asked = [room.mail(sender=f"{name}@x.example", message_id=f"{name}@x.example") for name in ("jo", "joan")]
    jo, joan = (room.conversation(one).contact_id for one in asked)
    world.do(MergeContact(jo, joan))
    world.do(SetLimits(tickets_per_contact=1))
    world.do(OpenTicket(asked[0], "One", world.pipeline, "new"), by=world.admin)
    with pytest.raises(Refusal) as refused:
        world.do(OpenTicket(asked[1], "Two", world.pipeline, "new"), by=world.admin)
    assert refused.value.code == "association_limit"
    world.do(UnmergeContact(jo))
    world.do(OpenTicket(asked[1], "Two", world.pipeline, "new"), by=world.admin)


class Merging(RuleBasedStateMachine):
    """Contacts come, get and lose addresses, are merged, unmerged and forgotten; the model is a tree and two dicts."""

    contacts = Bundle("contacts")
    addresses = st.sampled_from([f"{letter}@x.example" for letter in "abcdef"])

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.parent: dict[UUID, UUID | None] = {}
        self.holder: dict[str, UUID] = {}
        self.erased: set[UUID] = set()

    def top(self, contact_id: UUID) -> UUID:
        while (above := self.parent[contact_id]) is not None:
            contact_id = above
        return contact_id

    def attempt(
        self, command: MergeContact | UnmergeContact | AddIdentity | RemoveIdentity, *, may: bool
    ) -> None:
        if may:
            self.world.do(command)
            return
        before = len(self.world.ports.log.read(0, 10**6))  # type: ignore[attr-defined]
        with pytest.raises(Refusal):
            self.world.do(command)
        assert len(self.world.ports.log.read(0, 10**6)) == before  # type: ignore[attr-defined]

    @rule(target=contacts)
    def comes(self) -> UUID:
        contact_id = self.world.make(CreateContact("Somebody", ""))
        self.parent[contact_id] = None
        return contact_id

    @rule(one=contacts, address=addresses)
    def gets_an_address(self, one: UUID, address: str) -> None:
        held = self.holder.get(address)
        free = held is None or self.top(held) == one
        may = one not in self.erased and self.parent[one] is None and free
        self.attempt(AddIdentity(one, "email", address), may=may)
        if may:
            self.holder.setdefault(address, one)

    @rule(one=contacts, address=addresses)
    def loses_an_address(self, one: UUID, address: str) -> None:
        held = self.holder.get(address)
        may = (
            held is not None and self.parent[one] is None and self.top(held) == one and one not in self.erased
        )
        claim_id = next(
            (
                each.claim_id
                for each in (self.world.happened(held, IdentityAdded) if held else ())
                if each.value == address
            ),
            self.world.account,
        )
        self.attempt(RemoveIdentity(one, claim_id), may=may)
        if may:
            del self.holder[address]

    @rule(one=contacts, other=contacts)
    def merges(self, one: UUID, other: UUID) -> None:
        into = self.top(other)
        may = self.parent[one] is None and into != one and not {one, into} & self.erased
        self.attempt(MergeContact(one, other), may=may)
        if may:
            self.parent[one] = into

    @rule(one=contacts)
    def is_unmerged(self, one: UUID) -> None:
        may = self.parent[one] is not None and one not in self.erased
        self.attempt(UnmergeContact(one), may=may)
        if may:
            self.parent[one] = None

    @rule(one=contacts)
    def is_forgotten(self, one: UUID) -> None:
        self.world.do(RequestErasure(one, ()))
        self.erased.add(one)
        self.holder = {address: held for address, held in self.holder.items() if held != one}

    @rule(one=contacts, own=st.booleans())
    def is_looked_after(self, one: UUID, own: bool) -> None:
        if one not in self.erased and self.parent[one] is None:
            self.world.do(SetContactOwner(one, self.world.admin if own else None))

    @invariant()
    def both_ends_agree_and_every_address_leads_to_one(self) -> None:
        found = {one: self.world.get(Contact, one) for one in self.parent}
        for one, contact in found.items():
            assert contact.merged_into == self.parent[one]
            assert contact.absorbed == {below for below, above in self.parent.items() if above == one}
            held = {address for address, holder in self.holder.items() if holder == one}
            assert len(contact.claims) == len(held)
        claims = [claim for contact in found.values() for claim in contact.claims]
        assert len(claims) == len(set(claims))


TestMerging = pytest.mark.req("CON-01", "CON-03")(Merging.TestCase)
TestMerging.settings = settings(
    max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.req("CON-03")
def test_somebody_unknown_counts_for_nobody_else() -> None:
    world = World()
    jo, joan, nobody = enter(world, "Jo"), enter(world, "Joan"), uuid4()
    world.do(MergeContact(jo, joan))
    unit = Unit(world.env(), world.ports)
    assert are_linked(unit, jo, joan)
    assert are_linked(unit, nobody, nobody)
    assert not are_linked(unit, jo, nobody)
