"""Sending by Messenger: one call for a text and one for each file, each told of once (MSG-01, MSG-08, CNV-06).

Whether a message may go out, and under which tag, is decided before by the log; here nobody asks again. A message of
several parts that broke off goes on where it was. The API takes no key by which a repeat would be known: an attempt
nobody knows the end of is settled by Facebook's own echo of it, or tried once more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from application.messaged import choice_payload, metadata_of
from application.messenger import page_token_name
from application.messenger_items import provider_id_of
from application.ports import Blobs, Clock, Secrets
from domain.channel.aggregate import Channel
from domain.conversation.messages import MessagePosted
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
from infrastructure.messenger.errors import Denied
from infrastructure.messenger.graph import Graph, Piece
from infrastructure.messenger.places import PagePlaces
from infrastructure.messenger.tokens import page_token
from infrastructure.sending import TryAgain

WORDS = {
    "window_closed": "Facebook lets nothing out to this person any more; answer by another channel",
    "person_unavailable": "this person cannot be reached in Messenger; they may have blocked the page",
    "person_unknown": "Facebook does not know this person on the page",
    "blocked": "Facebook keeps the page from sending for now",
    "attachment": "Facebook does not take this file; send another or a link",
    "permission": "Facebook does not let us send for this page; sign in there again as its administrator",
}
LET_IN = "Facebook does not let us in; sign in there again"
Hand = Callable[[str], RelayResult]
"""Hands a message over under a tag, or under none."""


@dataclass(frozen=True)
class ByPage:
    """Hands messages over to Facebook."""

    graph: Graph | None
    places: PagePlaces
    secrets: Secrets
    log: Log
    blobs: Blobs
    clock: Clock
    lose: Callable[[Channel, str], None]

    def handing_over(self, account_id: UUID, posted: MessagePosted, begun: Sequence[datetime]) -> Hand | None:
        """Return what hands a message to its page's person; None for one that does not go by Messenger.

        Raises:
            TryAgain: Facebook does not let us in, or wants to hear nothing now, or an attempt began a moment ago whose
                echo may be on its way.

        """
        if posted.in_place or not posted.told_of:
            return None
        channel = self.log.fresh(Channel, posted.channel_id)
        token = page_token(self.secrets.get(account_id, page_token_name(posted.channel_id)))
        if self.graph is None or channel is None or channel.disconnected or not token:
            return lambda _: _no("this page is disconnected, or this installation no app at Facebook")
        self._must_be_open(channel, begun)
        pieces = self._pieces(posted)
        if pieces is None:
            return lambda _: _no("a file of this message is lost; write it anew")
        graph = self.graph
        return lambda tag: self._sent(graph, channel, token, posted, pieces, tag)

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

    def _pieces(self, posted: MessagePosted) -> list[Piece] | None:
        """Return the parts, None where a file is gone; answers to be pressed stay only under what comes last."""
        files = []
        for file in posted.attachments:
            content = self.blobs.get(UUID(str(file["blob"])), posted.contact_id)
            if content is None:
                return None
            files.append(Piece("", str(file["filename"]), str(file["content_type"]), content))
        choices = [
            (text, choice_payload(posted.message_id, number)) for number, text in enumerate(posted.choices)
        ]
        texts = [Piece(posted.text, quick_replies=choices)] if posted.text.strip() else []
        return [*files, *texts] if choices else [*texts, *files]

    def _sent(
        self,
        graph: Graph,
        channel: Channel,
        token: str,
        posted: MessagePosted,
        pieces: Sequence[Piece],
        tag: str,
    ) -> RelayResult:
        there = self.places.sent(posted.message_id)
        try:
            for number, piece in enumerate(pieces):
                if number not in there:
                    there[number] = graph.send(
                        channel.page.page_id, token, posted.to[0], piece, tag=tag, metadata=metadata_of(posted.message_id)
                    )  # fmt: skip
                    if len(pieces) > 1:
                        self.places.keep_sent(posted.message_id, number, there[number])
        except MailboxError as error:
            return self._failed(channel, error, len(there), len(pieces))
        if len(pieces) > 1:
            self.places.forget_sent(posted.message_id)
        return RelayResult(Outcome.ACCEPTED, TAKEN, known_as=provider_id_of(there[0]))

    def _failed(self, channel: Channel, error: MailboxError, there: int, of: int) -> RelayResult:
        now = self.clock()
        match error:
            case Uncertain():
                return RelayResult(Outcome.TEMPORARY, 0, str(error), uncertain=True)
            case AuthorizationLost() | TokenRefused():
                self.lose(channel, str(error))
                return RelayResult(Outcome.TEMPORARY, 0, LET_IN)
            case RateLimited():
                pause = PAUSE if error.retry_after is None else error.retry_after
                self.places.quiet(channel.account_id, channel.id, now + timedelta(seconds=pause))
                return RelayResult(Outcome.TEMPORARY, TOO_MUCH, "Facebook asks us to wait")
            case Refused():
                if isinstance(error, Denied):
                    # of this person alone, or because the role on the page is gone: the next look tells
                    self.places.look_at(channel.account_id, channel.id, now)
                why = WORDS.get(str(error), f"Facebook refused it ({error.code})")
                return _no(f"{why}; {there} of {of} parts were sent" if there else why, error.code)
        return RelayResult(Outcome.TEMPORARY, 0, f"Facebook cannot be reached: {error}")


def _no(why: str, code: int = 0) -> RelayResult:
    return RelayResult(Outcome.PERMANENT, code, why)
