"""Mail that is written from the page of a contact or a ticket carries its author's own signature (EML-09)."""

from uuid import UUID, uuid4

import pytest

from application.account import SetLimits
from application.conversation import ComposeMail, PostReply
from application.inbox import CreateInbox, SetInboxAccess
from application.scheduling import CancelSend
from application.signature import OwnSignature, ReadOwnSignature, SetSignature, read_own_signature
from application.ticket import OpenTicket, TicketLimitReached
from application.ticket_links import LinkConversation, UnlinkConversation
from application.user import ChangeRoles
from application.user_self import SetOwnSignature
from domain.channel.signature import Signature
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessagePosted
from domain.kernel.ids import derived
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound
from domain.ticket.aggregate import Ticket
from domain.user.aggregate import User
from domain.user.events import OwnSignatureSet
from tests.support.world import World

OWN = "*{{agent.first_name}}*, the lamp doctor"


class Desk(World):
    """Two agents and a channel that signs as the team."""

    def __init__(self) -> None:
        super().__init__()
        self.ann, self.bo = self.user("Ann"), self.user("Bo")
        self.mailbox = self.channel()
        self.do(SetSignature(self.mailbox, "markdown", "The team"), by=self.admin)

    def signs(self, user: UUID, source: str = OWN, form: str = "markdown") -> None:
        """Let a user sign so."""
        self.do(SetOwnSignature(user, form, source), by=user)

    def written(self, by: UUID | str, written_from: str = "inbox", ticket: UUID | None = None) -> UUID:
        """Return the conversation that a new mail began."""
        made = uuid4()
        mail = ComposeMail(
            self.mailbox, ("jo@customer.example",), "Hello", "How are you?",
            written_from=written_from, ticket_id=ticket, undo_seconds=10,
        )  # fmt: skip
        self.do(mail, by=by, command_id=made)
        return derived(made, "conversation")

    def posted(self, conversation: UUID) -> MessagePosted:
        """Return the newest message of ours."""
        return self.happened(conversation, MessagePosted)[-1]

    def ticket(self) -> UUID:
        """Return a ticket of another conversation."""
        first = self.conversation(self.mailbox, "zoe@customer.example")
        return self.make(OpenTicket(first, "Broken leg", self.pipeline, "new"), by=self.admin)


@pytest.mark.req("EML-09")
@pytest.mark.parametrize("page", ["contact", "ticket"])
def test_from_a_record_the_author_signs_for_themselves_and_from_the_inbox_for_the_team(page: str) -> None:
    desk = Desk()
    desk.signs(desk.ann)
    from_record, from_inbox = desk.written(desk.ann, page), desk.written(desk.ann)
    own, team = desk.posted(from_record), desk.posted(from_inbox)
    assert (own.written_from, own.signature_text) == (page, "Ann, the lamp doctor")
    assert own.signature_html.startswith("<p><em>Ann</em>")
    assert (team.written_from, team.signature_text) == ("inbox", "The team")
    desk.do(PostReply(from_record, "And?"), by=desk.ann)
    assert desk.posted(from_record).signature_text == "The team"
    assert desk.posted(desk.written(desk.bo, page)).signature_text == ""
    machine = desk.posted(desk.written("system:test", page))
    assert (machine.signature_text, machine.signature_html) == ("", "")


@pytest.mark.req("EML-09")
def test_where_there_is_none_other_to_write_from_is_refused() -> None:
    desk = Desk()
    with pytest.raises(InvalidInput) as refused:
        desk.written(desk.ann, "elsewhere")
    assert refused.value.field == "written_from"
    with pytest.raises(InvalidInput) as refused:
        desk.written(desk.ann, "contact", desk.ticket())
    assert refused.value.field == "ticket_id"


@pytest.mark.req("EML-09")
def test_what_was_sent_keeps_the_signature_it_had() -> None:
    desk = Desk()
    desk.signs(desk.ann)
    before = desk.written(desk.ann, "contact")
    desk.signs(desk.ann, "")
    assert desk.posted(before).signature_text == "Ann, the lamp doctor"
    assert desk.posted(desk.written(desk.ann, "contact")).signature_text == ""


@pytest.mark.req("EML-09", "EML-10")
def test_a_signature_is_ones_own_or_set_by_who_manages_users() -> None:
    desk = Desk()
    with pytest.raises(NotAllowed):
        desk.do(SetOwnSignature(desk.ann, "markdown", OWN), by=desk.bo)
    with pytest.raises(InvalidInput, match="token"):
        desk.signs(desk.ann, "{{contact.name}}")
    desk.do(SetOwnSignature(desk.ann, "html", "<i>Ann</i>"), by=desk.admin)
    assert [one.source for one in desk.happened(desk.ann, OwnSignatureSet)] == ["<i>Ann</i>"]
    desk.signs(desk.bo, " ")
    assert not desk.happened(desk.bo, OwnSignatureSet)
    assert not desk.get(User, desk.bo).signature_set


@pytest.mark.req("EML-10")
def test_it_is_read_and_a_draft_is_shown_without_being_kept() -> None:
    desk = Desk()

    def read(draft: Signature | None = None) -> OwnSignature:
        question = ReadOwnSignature(desk.ann, draft)
        return desk.bus.ask(question, desk.env(desk.ann), read_own_signature)

    assert read() == OwnSignature(Signature(), read().shown)
    assert read().shown.text == ""
    desk.signs(desk.ann)
    assert read().source == Signature("markdown", OWN)
    assert read().shown.text == "Ann, the lamp doctor"
    draft = read(Signature("html", "<b>{{agent.name}}</b><script>x</script> "))
    assert draft.shown.html == "<b>Ann</b>"
    assert read().source == Signature("markdown", OWN)
    with pytest.raises(InvalidInput):
        read(Signature("html", "{{nobody}}"))


@pytest.mark.req("EML-09", "TKT-04")
def test_mail_written_from_a_ticket_belongs_to_it_with_its_contact() -> None:
    desk = Desk()
    ticket = desk.ticket()
    begun = desk.written(desk.ann, "ticket", ticket)
    known = desk.get(Ticket, ticket)
    assert begun in known.conversations
    assert desk.get(Conversation, begun).contact_id in known.contacts
    assert begun not in desk.get(Ticket, desk.ticket()).conversations


@pytest.mark.req("TKT-03", "TKT-04", "ACC-10")
def test_mail_is_not_written_where_its_ticket_cannot_take_it() -> None:
    desk = Desk()
    ticket = desk.ticket()
    writer = desk.user("Cy", roles=())
    desk.do(ChangeRoles(writer, (), ("conversation_write",)), by=desk.admin)
    with pytest.raises(NotAllowed, match="ticket_write"):
        desk.written(writer, "ticket", ticket)
    with pytest.raises(NotFound):
        desk.written(desk.ann, "ticket", uuid4())
    made = desk.make(CreateInbox("Closed"), by=desk.admin)
    desk.do(SetInboxAccess(made, everyone=False, user_ids=(desk.admin,)), by=desk.admin)
    elsewhere = desk.conversation(desk.channel(inbox=made, address=desk.address("c")), "zoe@customer.example")
    hidden = desk.make(OpenTicket(elsewhere, "Hidden", desk.pipeline, "new"), by=desk.admin)
    with pytest.raises(NotFound):
        desk.written(desk.ann, "ticket", hidden)
    other = desk.ticket()
    desk.do(SetLimits(tickets_per_contact=1), by=desk.admin)
    desk.written(desk.ann, "ticket", ticket)
    with pytest.raises(TicketLimitReached):
        desk.written(desk.ann, "ticket", other)


@pytest.mark.req("TKT-04", "CNV-09")
def test_mail_that_is_taken_back_is_off_its_ticket_unless_somebody_linked_it_since() -> None:
    desk = Desk()
    ticket, other = desk.ticket(), desk.ticket()
    begun, again = desk.written(desk.ann, "ticket", ticket), desk.written(desk.ann, "ticket", ticket)
    unlinked = desk.written(desk.ann, "ticket")
    own = desk.make(OpenTicket(begun, "Another", desk.pipeline, "new"), by=desk.ann)
    desk.do(LinkConversation(other, conversation_id=begun), by=desk.bo)
    desk.do(UnlinkConversation(ticket, conversation_id=again), by=desk.bo)
    desk.do(LinkConversation(ticket, conversation_id=again), by=desk.bo)
    for one in (begun, again, unlinked):
        desk.do(CancelSend(one, desk.posted(one).message_id), by=desk.ann)
    assert begun not in desk.get(Ticket, ticket).conversations
    assert begun in desk.get(Ticket, other).conversations
    assert begun in desk.get(Ticket, own).conversations
    assert again in desk.get(Ticket, ticket).conversations
