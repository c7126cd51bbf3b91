"""Who may prepare what, and macros applied as one (CNV-02, ACC-08, ACC-10)."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.canned import ChangeCannedReply, CreateCannedReply, DeleteCannedReply, RestoreCannedReply
from application.conversation import PostReply
from application.inbox import CreateInbox, SetInboxAccess
from application.macro import ApplyMacro, ChangeMacro, CreateMacro, DeleteMacro, RestoreMacro
from application.ticket import TicketsNeedHelpDesk
from application.user import ChangeRoles
from domain.canned.aggregate import CannedReply, Prepared
from domain.canned.events import CannedReplyChanged
from domain.canned.scope import Scope
from domain.canned.tokens import UnfilledTokens
from domain.conversation.aggregate import Status
from domain.conversation.handling_events import ConversationSnoozed, MacroApplied, NoteWritten
from domain.conversation.messages import MessagePosted
from domain.kernel.refusal import InvalidInput, NotAllowed, NotFound, VersionMismatch
from domain.macro.actions import Action
from domain.macro.aggregate import Combined, Macro
from domain.ticket.events import TicketOpened
from tests.support.inbound import Mailroom
from tests.support.world import AFTER_THE_GATE, World

EVERYONE = Scope("everyone")


def prepared(scope: Scope = EVERYONE) -> Prepared:
    return Prepared("Thanks", "Thank you.", scope)


class Desk:
    """A conversation, and a macro of these actions."""

    def __init__(self, world: World, *actions: Action) -> None:
        self.world = world
        self.ann = world.user("Ann")
        self.room = Mailroom(world, world.channel())
        self.conversation = self.room.mail()
        self.macro = world.make(CreateMacro(Combined("Late", actions, EVERYONE)), by=world.admin)

    def apply(self, *texts: str, **more: int) -> None:
        """Apply the macro; `texts` are of its actions by place."""
        version = more.pop("macro_version", self.world.get(Macro, self.macro).version)
        command = ApplyMacro(self.conversation, self.macro, version, dict(enumerate(texts)), **more)
        self.world.do(command, by=self.ann)


@pytest.mark.req("CNV-02", "ACC-10")
def test_what_is_for_everybody_takes_a_permission_and_ones_own_is_ones_own() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben")
    with pytest.raises(NotAllowed):
        world.do(CreateCannedReply(prepared()), by=ann)
    for_all = world.make(CreateCannedReply(prepared()), by=world.admin)
    with pytest.raises(NotAllowed):
        world.do(DeleteCannedReply(for_all), by=ann)
    own = world.make(CreateCannedReply(prepared(Scope("own", ann))), by=ann)
    for other in (ben, world.admin):
        with pytest.raises(NotFound):
            world.do(DeleteCannedReply(own), by=other)
        with pytest.raises(NotAllowed):
            world.do(CreateCannedReply(prepared(Scope("own", ann))), by=other)
    with pytest.raises(NotAllowed):
        world.do(ChangeCannedReply(own, prepared()), by=ann)
    world.do(DeleteCannedReply(own), by=ann)
    world.do(RestoreCannedReply(own), by=ann)
    assert not world.get(CannedReply, own).deleted


@pytest.mark.req("CNV-02", "ACC-10")
def test_what_is_for_an_inbox_or_team_is_for_those_in_it() -> None:
    world = World()
    ann, ben = world.user("Ann"), world.user("Ben")
    inbox, team = world.make(CreateInbox("VIP")), world.team("Quick", ann)
    world.do(SetInboxAccess(inbox, everyone=False, user_ids=(ann,)))
    for scope, refusal in ((Scope("inbox", inbox), NotFound), (Scope("team", team), NotAllowed)):
        reply = world.make(CreateCannedReply(prepared(scope)), by=ann)
        with pytest.raises(refusal):
            world.do(CreateCannedReply(prepared(scope)), by=ben)
        with pytest.raises(NotFound):
            world.do(DeleteCannedReply(reply), by=ben)
    with pytest.raises(NotFound):
        world.do(CreateCannedReply(prepared(Scope("team", inbox))), by=ann)


@pytest.mark.req("CNV-02")
def test_a_macro_does_all_it_says_by_one_command() -> None:
    actions: tuple[Action, ...] = (
        {"do": "reply", "text": "Hello"}, {"do": "note", "text": "Called"}, {"do": "tag", "tag": "VIP"},
        {"do": "assign", "user_id": "me"}, {"do": "priority", "priority": "high"}, {"do": "close"},
    )  # fmt: skip
    desk = Desk(World(), *actions)
    desk.apply("Hello Jo", "Called Jo", undo_seconds=10)
    it = desk.room.conversation(desk.conversation)
    assert (it.assignee_id, it.priority, it.status) == (desk.ann, "high", Status.CLOSED)
    assert it.tags == {"VIP"}
    (posted,) = desk.world.happened(desk.conversation, MessagePosted)
    (noted,) = desk.world.happened(desk.conversation, NoteWritten)
    (applied,) = desk.world.happened(desk.conversation, MacroApplied)
    assert (posted.text, noted.text, applied.macro_id) == ("Hello Jo", "Called Jo", desk.macro)
    assert posted.not_before == posted.timestamp + timedelta(seconds=10)
    assert len({event.envelope.command_id for event in (posted, noted, applied)}) == 1


@pytest.mark.req("CNV-02")
def test_a_refusal_leaves_nothing_half_done() -> None:
    world = World()
    stranger = world.user("Cy")
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    desk = Desk(world, {"do": "tag", "tag": "VIP"}, {"do": "assign", "user_id": str(stranger)})
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin, desk.ann)))
    before = desk.room.conversation(desk.conversation).version
    with pytest.raises(InvalidInput):
        desk.apply()
    assert desk.room.conversation(desk.conversation).version == before


@pytest.mark.req("CNV-02")
def test_nothing_leaves_with_a_token_in_it() -> None:
    desk = Desk(World(), {"do": "tag", "tag": "VIP"}, {"do": "reply", "text": "Hi {{ticket.name}}"})
    with pytest.raises(UnfilledTokens):
        desk.apply("", "Hi {{ticket.name}}")
    assert desk.room.conversation(desk.conversation).tags == frozenset()
    with pytest.raises(UnfilledTokens):
        desk.world.do(PostReply(desk.conversation, "Hi {{contact.name}}"), by=desk.ann)


@pytest.mark.req("CNV-02", "CNV-04")
def test_what_was_shown_is_what_is_done() -> None:
    desk = Desk(World(), {"do": "close"})
    desk.world.do(ChangeMacro(desk.macro, Combined("Late", ({"do": "tag", "tag": "x"},), EVERYONE)))
    with pytest.raises(VersionMismatch):
        desk.apply(macro_version=1)
    desk.world.do(DeleteMacro(desk.macro))
    with pytest.raises(NotFound):
        desk.apply()
    desk.world.do(RestoreMacro(desk.macro))
    desk.apply()
    assert desk.room.conversation(desk.conversation).tags == {"x"}


def ticket(pipeline: UUID) -> Action:
    return {"do": "ticket", "pipeline_id": str(pipeline), "stage": "new", "name": "Late"}


@pytest.mark.req("CNV-02", "SE-01")
@pytest.mark.parametrize(
    "action",
    [
        {"do": "ticket", "name": "Late", "pipeline_id": str(UUID(int=1)), "stage": "new"},
        {"do": "assign", "user_id": str(UUID(int=1))},
    ],
    ids=["pipeline", "user"],
)
def test_a_macro_names_only_what_the_account_has(action: Action) -> None:
    world, wrong = World(), Combined("Late", (action,), EVERYONE)
    with pytest.raises(NotFound):
        world.do(CreateMacro(wrong), by=world.admin)
    macro = world.make(CreateMacro(Combined("Late", ({"do": "close"},), EVERYONE)), by=world.admin)
    with pytest.raises(NotFound):
        world.do(ChangeMacro(macro, wrong), by=world.admin)


@pytest.mark.req("ACC-08", "CNV-02")
def test_a_gated_account_has_no_macro_that_opens_tickets() -> None:
    world = World(AFTER_THE_GATE)
    with pytest.raises(TicketsNeedHelpDesk, match="help desk"):
        world.do(CreateMacro(Combined("Late", (ticket(world.pipeline),), EVERYONE)), by=world.admin)
    desk = Desk(world, {"do": "close"})
    with pytest.raises(TicketsNeedHelpDesk):
        world.do(ChangeMacro(desk.macro, Combined("Late", (ticket(world.pipeline),), EVERYONE)))


@pytest.mark.req("ACC-08", "CNV-02", "TKT-01")
def test_where_tickets_may_be_made_automatically_a_macro_makes_one_and_says_so() -> None:
    world = World()
    desk = Desk(world, ticket(world.pipeline))
    desk.apply("Late parcel")
    opened = [
        one.event
        for one in world.ports.log.read(0, 10**6)  # type: ignore[attr-defined]
        if isinstance(one.event, TicketOpened)
    ]
    assert [(one.name, one.source) for one in opened] == [("Late parcel", "macro")]


@pytest.mark.req("CNV-02", "CNV-01")
def test_a_macro_puts_off_puts_away_and_gives_to_whom_it_names_or_nobody() -> None:
    world = World()
    ben = world.user("Ben")
    desk = Desk(world, {"do": "snooze", "minutes": "60"}, {"do": "assign", "user_id": str(ben)})
    desk.apply()
    it = desk.room.conversation(desk.conversation)
    (snoozed,) = world.happened(it.id, ConversationSnoozed)
    assert (it.assignee_id, snoozed.until) == (ben, snoozed.timestamp + timedelta(minutes=60))
    away: tuple[Action, ...] = (
        {"do": "tag", "tag": "VIP"}, {"do": "untag", "tag": "VIP"}, {"do": "assign", "user_id": ""},
        {"do": "file", "folder": "spam"},
    )  # fmt: skip
    world.do(ChangeMacro(desk.macro, Combined("Away", away, EVERYONE)))
    desk.apply()
    it = desk.room.conversation(desk.conversation)
    assert (it.assignee_id, it.folder.value, it.tags) == (None, "spam", frozenset())


@pytest.mark.req("CNV-02", "ACC-10")
def test_a_token_is_no_me_and_nobody_opens_tickets_without_leave() -> None:
    world = World()
    desk = Desk(world, {"do": "assign", "user_id": "me"})
    with pytest.raises(InvalidInput, match="A token is nobody"):
        world.do(ApplyMacro(desk.conversation, desk.macro, 1))
    world.do(ChangeMacro(desk.macro, Combined("Late", (ticket(world.pipeline),), EVERYONE)))
    plain = world.user("Pat", roles=("analyst",))
    world.do(ChangeRoles(plain, ("analyst",), ("conversation_write", "conversation_read")))
    with pytest.raises(NotAllowed):
        world.do(ApplyMacro(desk.conversation, desk.macro, 2, {0: "Late"}), by=plain)


@pytest.mark.req("CNV-02")
def test_a_prepared_text_is_changed() -> None:
    world = World()
    reply = world.make(CreateCannedReply(prepared()), by=world.admin)
    world.do(ChangeCannedReply(reply, Prepared("Thanks", "Many thanks.", EVERYONE)), by=world.admin)
    assert [one.text for one in world.happened(reply, CannedReplyChanged)] == ["Many thanks."]
