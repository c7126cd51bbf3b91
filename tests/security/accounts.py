"""Accounts in which there is one of everything, every text of them marked; and everybody who may ask."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from api.auth import COOKIE, CSRF
from api.drafts import Place
from api.visibility import hash_of, token_text
from application.account import SetRelay
from application.bot import SetBot
from application.canned import CreateCannedReply
from application.channel_state import PauseChannel, ResumeChannel
from application.chat import RotateChatIdentity
from application.company import SetLogo
from application.consent import WithdrawByHand
from application.contact import CreateContact
from application.conversation import PostReply
from application.handling import WriteNote
from application.inbox import SetInboxAccess
from application.macro import CreateMacro
from application.properties import DefineProperty
from application.schedule import CreateSchedule
from application.submitted import SentFile
from application.ticket import OpenTicket
from application.token import IssueToken, RevokeToken
from application.user import DeactivateUser
from application.user_picture import SetPicture
from application.view import SaveView
from domain.account.events import LogoSet
from domain.bot.flow import Flow
from domain.bot.steps import Step
from domain.canned.aggregate import Prepared
from domain.canned.scope import Scope
from domain.contact.aggregate import Contact
from domain.conversation.handling_events import NoteWritten
from domain.conversation.messages import MessageReceived
from domain.kernel.ids import derived
from domain.macro.aggregate import Combined
from domain.schedule.aggregate import Plan
from domain.user.events import PictureSet
from domain.user.policy import PERMISSIONS, ROLES, permissions_of
from domain.view.aggregate import Look
from infrastructure.bootstrap import clock
from tests.security.belongings import belongings
from tests.support.agreeing import Agreeing
from tests.support.api import Served
from tests.support.chats import ChatDesk
from tests.support.forms import FormDesk
from tests.support.lines import LineDesk
from tests.support.pages import PageDesk
from tests.support.pictures import png

MAIL = (
    "From: {mark} Sender <{mark}-{n}@customer.example>\r\nTo: help@{mark}.example\r\nSubject: {mark} subject\r\n"
    "Message-ID: <{n}-{uid}@{mark}.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n<p>{mark} body</p>\r\n"
    "--b\r\nContent-Type: text/plain; name={mark}.txt\r\nContent-Disposition: attachment; filename={mark}.txt\r\n\r\n"
    "{mark} file\r\n--b--\r\n"
)
IN_AN_INBOX = frozenset(
    {
        "inbox",
        "channel",
        "chat",
        "number_channel",
        "conversation",
        "other_conversation",
        "message",
        "call",
        "ticket",
        "intake",
        "note",
        "scope",
        "form",
        "submission",
        "consent",
        "promise",
        "bot",
        "bot_run",
        "survey",
        "csat",
        "template",
    }
)
"""Kinds of things that only those see who see their inbox (ACC-10)."""
OF_ONE_PERSON = frozenset({"session", "upload", "import"})
"""Kinds of things that are one person's: to everybody else, in the same account too, they do not exist."""


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: what they may, whether they see the inbox, and how they say who they are."""

    name: str
    permissions: frozenset[str]
    headers: Callable[[], dict[str, str]]
    sees: bool = True
    known: bool = True
    """False for whoever opens nothing: 401."""
    machine: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass
class Account:
    """One account; `ids` names one thing of each kind, `mark` is in each of its texts."""

    served: Served
    mark: str
    ids: dict[str, str] = field(default_factory=dict)
    _open: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    """Token and CSRF token of each user's session."""

    def __post_init__(self) -> None:
        before = self.served.application.log.last_position()
        self.world = world = self.served.world(name=self.mark)
        self.users = {role: world.user(f"{self.mark}-{role}", roles=(role,)) for role in sorted(ROLES)}
        self.blind = world.user(f"{self.mark}-blind")
        self.unseeing = world.user(f"{self.mark}-unseeing", roles=("admin",))
        spare = world.user(f"{self.mark}-spare")
        team = world.team(f"{self.mark} team", spare)
        channel = world.channel(users=(spare,), tickets=True)
        world.do(SetRelay("127.0.0.1", 25, "none", f"{self.mark}-login", f"{self.mark}-password"))
        mails = [self._mail(number) for number in range(3)]
        conversation, another = [world.mailed(channel, mail) for mail in mails[:2]]
        world.do(PauseChannel(channel))
        intake = world.mail(channel, mails[2])
        world.do(ResumeChannel(channel))
        (received,) = world.happened(conversation, MessageReceived)
        (other,) = world.happened(another, MessageReceived)
        world.do(PostReply(conversation, f"{self.mark} reply"), by=self.users["agent"])
        world.do(WriteNote(conversation, f"{self.mark} note", (spare,)), by=self.users["agent"])
        (noted,) = world.happened(conversation, NoteWritten)
        defining = uuid4()
        world.do(
            DefineProperty(f"{self.mark} property", "choice", ("small", "large", self.mark)),
            command_id=defining,
        )
        sorting = uuid4()
        world.do(
            DefineProperty(f"{self.mark} kind of ticket", "choice", ("small", self.mark), "ticket"),
            command_id=sorting,
        )
        desk = FormDesk(world)
        desk.submit(
            email=f"{self.mark}-9@customer.example", ticket_name=f"{self.mark} form", campaign=f"{self.mark} hidden",
            files=(SentFile("other", f"{self.mark}.txt", "text/plain", self.mark.encode()),),
        )  # fmt: skip
        _, session = self.served.services.sessions.start(world.account, spare, clock())
        page = PageDesk(world)
        page.come(page.event(), name=other.sender_name)
        into = world.make(CreateContact(f"{self.mark} person", world.address(f"{self.mark}-person")))
        upload, _ = self.served.application.uploads.take(
            world.account, f"user:{world.admin}", f"{self.mark}.txt", "text/plain", io.BytesIO(self.mark.encode()).read, None, clock(),
        )  # fmt: skip
        brought, _ = self.served.services.imports.bring(
            world.account,
            f"user:{world.admin}",
            f"name,email\n{self.mark},x@{self.mark}.example\n".encode(),
            world.now,
        )
        self.kept_in = {
            "reply": (conversation, received.contact_id),
            "note": (conversation, received.contact_id),
            "mail": (None, None),
        }
        self.keep_drafts()
        ticket = OpenTicket(
            conversation, f"{self.mark} ticket", world.pipeline, "new", category=f"{self.mark} kind"
        )
        everyone = Scope("everyone")
        canned = world.make(CreateCannedReply(Prepared(f"{self.mark} canned", f"{self.mark} text", everyone)))
        macro = world.make(
            CreateMacro(Combined(f"{self.mark} macro", ({"do": "tag", "tag": self.mark},), everyone))
        )
        world.do(SetPicture(spare, png()))
        (picture,) = world.happened(spare, PictureSet)
        world.do(SetLogo(png()))
        (logo,) = world.happened(world.account, LogoSet)
        things = {
            **belongings(world, self.mark, conversation), "canned_reply": canned,
            "property": derived(defining, "property"), "ticket_property": derived(sorting, "property"),
            "form": desk.form_id, "submission": desk.last, "consent": self._consent(), "call": LineDesk(self.world).leave(f"{self.mark} call"),
            "reply": canned, "scope": world.inbox, "macro": macro, "schedule": world.make(CreateSchedule(Plan(f"{self.mark} hours", "Europe/Warsaw", ()))), "account": world.account, "user": spare, "picture": picture.picture_id, "logo": logo.logo_id, "team": team, "inbox": world.inbox, "channel": channel, "chat": self._chat(),
            "pipeline": world.pipeline, "conversation": conversation, "message": received.message_id,
            "contact": other.contact_id, "other_contact": into, "other_conversation": another, "identity": min(world.get(Contact, other.contact_id).claims), "ticket": world.make(ticket, by=self.users["agent"]),
            "intake": intake, "note": noted.note_id, "view": world.make(SaveView(Look(f"{self.mark} view", shared="everyone")), by=world.admin), "session": session.session_id, "upload": upload, "import": brought.import_id, "token": self._token("spare", PERMISSIONS)[0],
        }  # fmt: skip
        self.ids |= {kind: str(thing) for kind, thing in things.items()}
        seen_by = (*(user for user in self.users.values()), world.admin, spare)
        world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=seen_by))
        after = self.served.caught_up()
        self.streams = frozenset(self._streams(before, after)) | {self.ids["message"]}

    def _consent(self) -> UUID:
        """Return somebody's consent on a chat, with a reason for which it was taken back."""
        chat = Agreeing(self.world)
        self.chat = str(chat.channel)
        consent = chat.consent(chat.writes(uuid4().hex, chat.agreed()))
        self.world.do(WithdrawByHand(consent, f"{self.mark} reason"))
        return consent

    def _chat(self) -> UUID:
        """Return a chat with a bot."""
        chat = ChatDesk(self.world).channel
        self.world.do(RotateChatIdentity(chat))
        self.world.do(SetBot(chat, Flow(f"{self.mark} bot", (Step("hello", "say", f"{self.mark} hello"),))))
        return chat

    def keep_drafts(self) -> None:
        """Keep the administrator's drafts, again if a test's removal has come before."""
        for kind, (within, contact) in self.kept_in.items():
            place = Place(self.world.account, self.world.admin, kind, within, contact)
            draft = json.dumps({"text": f"{self.mark} {kind}"}).encode()
            self.served.services.drafts.keep(place, draft, None, clock())

    def _mail(self, number: int) -> bytes:
        return MAIL.format(mark=self.mark, n=number, uid=uuid4().hex).encode()

    def _streams(self, after: int, up_to: int) -> list[str]:
        """Return the ids of all streams that these positions are in."""
        with self.served.application.pool.connection() as db:
            rows = db.execute(
                "SELECT DISTINCT originator_id::text FROM stored_events WHERE notification_id > %s AND notification_id <= %s",
                (after, up_to),
            ).fetchall()
        return [str(row[0]) for row in rows]

    def last_position(self) -> int:
        """Return where something last happened in the account."""
        with self.served.application.pool.connection() as db:
            row = db.execute(
                "SELECT max(notification_id) FROM stored_events WHERE originator_id = ANY(%s::uuid[])",
                (sorted(self.streams),),
            ).fetchone()
        assert row is not None
        return int(str(row[0]))

    def _token(
        self, name: str, scopes: frozenset[str], *, lives: timedelta | None = None
    ) -> tuple[UUID, str]:
        world, secret = self.world, uuid4().hex
        expires = world.now + timedelta(seconds=2) + lives if lives is not None else None
        command = IssueToken(f"{self.mark} {name}", tuple(sorted(scopes)), expires, hash_of(secret))
        token_id = world.make(command, by=world.admin)
        return token_id, token_text(token_id, secret)

    def _person(self, user: UUID) -> dict[str, str]:
        """Return what somebody's browser sends: one session each, begun anew once a request has ended it."""
        sessions, (token, csrf) = self.served.services.sessions, self._open.get(user, ("", ""))
        with self.served.application.pool.connection() as db:
            lives = token and sessions.find(db, token, clock())
        if not lives:
            token, session = sessions.start(self.world.account, user, clock())
            csrf = session.csrf
            self._open[user] = token, csrf
        return {"Cookie": f"{COOKIE}={token}", CSRF: csrf}

    def person(self, name: str, user: UUID, *roles: str, sees: bool = True) -> Caller:
        """Return a user as caller, always signed in."""
        return Caller(name, permissions_of(roles), lambda: self._person(user), sees)

    def admin(self) -> Caller:
        """Return the administrator the account began with."""
        return self.person("the first administrator", self.world.admin, "admin")

    def callers(self) -> list[Caller]:
        """Return everybody: each role, each scope, and all who have none."""
        world = self.world
        everybody = [self.person(role, user, role) for role, user in self.users.items()]
        everybody.append(self.person("an agent who does not see the inbox", self.blind, "agent", sees=False))
        everybody += [self._machine(f"a token for {one}", frozenset({one})) for one in sorted(PERMISSIONS)]
        gone = world.user(f"{self.mark}-gone", roles=("admin",))
        session = self._person(gone)
        world.do(DeactivateUser(gone))
        ended = self._person(world.admin)
        self.served.services.sessions.end(ended["Cookie"].removeprefix(f"{COOKIE}="))
        expired = self._machine("an expired token", PERMISSIONS, lives=timedelta(hours=1))
        revoked_id, revoked = self._token("revoked", PERMISSIONS)
        world.do(RevokeToken(token_id=revoked_id))
        nothing: frozenset[str] = frozenset()
        return [
            *everybody,
            Caller("a deactivated administrator", nothing, lambda: session, known=False),
            Caller("an ended session", nothing, lambda: ended, known=False),
            Caller("nobody", nothing, dict, known=False),
            Caller("an expired token", nothing, expired.headers, known=False),
            Caller("a revoked token", nothing, lambda: {"Authorization": f"Bearer {revoked}"}, known=False),
        ]

    def _machine(self, name: str, scopes: frozenset[str], *, lives: timedelta | None = None) -> Caller:
        _, text = self._token(name, scopes, lives=lives)
        return Caller(name, scopes, lambda: {"Authorization": f"Bearer {text}"}, machine=True)
