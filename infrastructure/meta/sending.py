"""Sending by a platform of Meta's: one call for each piece of a message, each told of once (MSG-01, MSG-08, WAB-02, CNV-06).

Whether a message may go out, and under which tag, is decided before by the log; here nobody asks again. A message of
several pieces that broke off goes on where it was. The API takes no key by which a repeat would be known: an attempt
nobody knows the end of is settled by what Meta says of it by itself, or tried once more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from application.items import known_as
from application.ports import Blobs, Clock
from application.submitted import SentFile
from domain.channel.aggregate import Channel
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State
from domain.conversation.messages import MessagePosted
from domain.csat.rating import question_id
from infrastructure.channels.email.relay import Outcome, RelayResult
from infrastructure.events.log import Log
from infrastructure.mailboxes.outgoing import LONGEST_WAIT, PAUSE, SETTLES, TAKEN, TOO_MUCH
from infrastructure.mailboxes.port import (
    AuthorizationLost,
    MailboxError,
    RateLimited,
    Refused,
    TokenRefused,
    Uncertain,
)
from infrastructure.meta.errors import Denied
from infrastructure.meta.places import PlatformPlaces
from infrastructure.sending import TryAgain

Hand = Callable[[str], RelayResult]
"""Hands a message over under a tag, or under none."""
Call = Callable[[str], str]
"""Sends one piece under a tag, and returns the id that it has at Meta; raises `MailboxError`."""

IN_ORDER, NEXT = timedelta(minutes=1), 0.3
"""For how long a message lets those go first that were written before it, and seconds until it looks again."""
LEAVING = frozenset({State.QUEUED, State.SENDING})


@dataclass(frozen=True)
class Words:
    """How one kind says what happened to a message beside refusals."""

    gone: str
    """The channel is disconnected."""
    lost_file: str
    let_in: str
    """Meta does not let us in."""
    busy: str
    """Meta asks us to wait."""
    away: str


class Carrier(Protocol):
    """What one kind's sending has of its own."""

    @property
    def words(self) -> Words:
        """What it says."""

    def refused(self, error: Refused, there: int, of: int, /) -> str:
        """Say why Meta refused a message, of which so many parts of so many are there."""

    def calls(
        self, channel: Channel, posted: MessagePosted, files: Sequence[SentFile]
    ) -> Sequence[Call] | str:
        """Return what sends the message, piece by piece; or why it cannot be sent at all."""


@dataclass(frozen=True)
class ByPlatform:
    """Hands messages over to the platform of their channel."""

    carriers: Mapping[str, Carrier]
    """By kind of channel."""
    places: PlatformPlaces
    log: Log
    blobs: Blobs
    clock: Clock
    lose: Callable[[Channel, str], None]
    link_to_rate: Callable[[UUID], str]
    """The address by which the person a conversation is with rates it: sent to them, and shown to nobody here (CNV-10)."""

    def handing_over(self, account_id: UUID, posted: MessagePosted, begun: Sequence[datetime]) -> Hand | None:
        """Return what hands a message to its person; None for one that does not go by a platform of Meta's.

        Raises:
            TryAgain: it does not let us in, or wants to hear nothing now, or an attempt began a moment ago of which it may
                yet say that it went, or what was written before is on its way.

        """
        if posted.in_place or not posted.told_of:
            return None
        channel = self.log.fresh(Channel, posted.channel_id)
        carrier = None if channel is None else self.carriers.get(channel.kind)
        if channel is None or carrier is None:
            return None
        words = carrier.words
        if channel.account_id != account_id or channel.disconnected:
            return lambda _: _no(words.gone)
        self._must_be_open(channel, begun)
        self._must_be_next(posted)
        files = self._files(posted)
        if files is None:
            return lambda _: _no(words.lost_file)
        calls, known = carrier.calls(channel, self._whole(posted), files), carrier
        if isinstance(calls, str):
            why = calls
            return lambda _: _no(why)
        pieces = calls
        return lambda tag: self._sent(known, channel, posted, pieces, tag)

    def _whole(self, posted: MessagePosted) -> MessagePosted:
        """Return a message as it is sent: the question how satisfied somebody is with the link by which they answer."""
        if posted.message_id != question_id(posted.originator_id):
            return posted
        return replace(posted, text=f"{posted.text}\n{self.link_to_rate(posted.originator_id)}")

    def _must_be_open(self, channel: Channel, begun: Sequence[datetime]) -> None:
        if channel.lost_at:
            raise TryAgain(PAUSE)
        early = SETTLES - (self.clock() - begun[-1]).total_seconds() if begun else 0
        if early > 0:
            raise TryAgain(early)
        quiet = self.places.quiet_until(channel.id)
        left = 0 if quiet is None else (quiet - self.clock()).total_seconds()
        if left > 0:
            raise TryAgain(min(left, LONGEST_WAIT))

    def _must_be_next(self, posted: MessagePosted) -> None:
        """Keep the order in which a conversation was written: several workers send, and people see what comes as it comes."""
        conversation = self.log.fresh(Conversation, posted.originator_id)
        if conversation is None or self.clock() - posted.timestamp > IN_ORDER:
            return
        mine = conversation.delivery(posted.message_id).version
        before = (one for one in conversation.deliveries.values() if one.told_of and one.version < mine)
        if any(one.state in LEAVING and not one.exhausted for one in before):
            raise TryAgain(NEXT)

    def _files(self, posted: MessagePosted) -> list[SentFile] | None:
        """Return the files of a message, None where one is gone."""
        files = []
        for file in posted.attachments:
            content = self.blobs.get(UUID(str(file["blob"])), posted.contact_id)
            if content is None:
                return None
            files.append(SentFile("", str(file["filename"]), str(file["content_type"]), content))
        return files

    def _sent(
        self, carrier: Carrier, channel: Channel, posted: MessagePosted, calls: Sequence[Call], tag: str
    ) -> RelayResult:
        there = self.places.sent(posted.message_id)
        try:
            for number, call in enumerate(calls):
                if number not in there:
                    there[number] = call(tag)
                    if len(calls) > 1:
                        self.places.keep_sent(posted.message_id, number, there[number])
        except MailboxError as error:
            return self._failed(carrier, channel, error, len(there), len(calls))
        if len(calls) > 1:
            self.places.forget_sent(posted.message_id)
        return RelayResult(Outcome.ACCEPTED, TAKEN, known_as=known_as(channel.kind, there[0]))

    def _failed(
        self, carrier: Carrier, channel: Channel, error: MailboxError, there: int, of: int
    ) -> RelayResult:
        now = self.clock()
        match error:
            case Uncertain():
                return RelayResult(Outcome.TEMPORARY, 0, str(error), uncertain=True)
            case AuthorizationLost() | TokenRefused():
                self.lose(channel, str(error))
                return RelayResult(Outcome.TEMPORARY, 0, carrier.words.let_in)
            case RateLimited():
                pause = PAUSE if error.retry_after is None else error.retry_after
                self.places.quiet(channel.account_id, channel.id, now + timedelta(seconds=pause))
                return RelayResult(Outcome.TEMPORARY, TOO_MUCH, carrier.words.busy)
            case Refused():
                if isinstance(error, Denied):
                    # of this person alone, or because the role is gone: the next look tells
                    self.places.look_at(channel.account_id, channel.id, now)
                return _no(carrier.refused(error, there, of), error.code)
        return RelayResult(Outcome.TEMPORARY, 0, carrier.words.away)


def _no(why: str, code: int = 0) -> RelayResult:
    return RelayResult(Outcome.PERMANENT, code, why)
