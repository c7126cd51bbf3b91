"""Sending by Messenger: one call for a text and one for each file (MSG-01, MSG-08, CNV-06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from application.messaged import choice_payload, metadata_of
from application.messenger import page_token_name
from application.ports import Secrets
from application.submitted import SentFile
from domain.channel.aggregate import Channel
from domain.conversation.messages import MessagePosted
from infrastructure.mailboxes.port import Refused
from infrastructure.messenger.graph import Graph, Piece
from infrastructure.messenger.tokens import page_token
from infrastructure.meta.sending import Call, Words

REFUSED = MappingProxyType(
    {
        "window_closed": "Facebook lets nothing out to this person any more; answer by another channel",
        "person_unavailable": "this person cannot be reached in Messenger; they may have blocked the page",
        "person_unknown": "Facebook does not know this person on the page",
        "blocked": "Facebook keeps the page from sending for now",
        "attachment": "Facebook does not take this file; send another or a link",
        "permission": "Facebook does not let us send for this page; sign in there again as its administrator",
    }
)
WORDS = Words(
    gone="this page is disconnected, or this installation no app at Facebook",
    lost_file="a file of this message is lost; write it anew",
    let_in="Facebook does not let us in; sign in there again",
    busy="Facebook asks us to wait",
    away="Facebook cannot be reached",
)


@dataclass(frozen=True)
class ByPage:
    """Satisfies `infrastructure.meta.sending.Carrier`; `graph` is None where this installation is no app at Facebook."""

    graph: Graph | None
    secrets: Secrets
    words = WORDS

    def refused(self, error: Refused, there: int, of: int, /) -> str:
        """See the port."""
        why = REFUSED.get(str(error), f"Facebook refused it ({error.code})")
        return f"{why}; {there} of {of} parts were sent" if there else why

    def calls(
        self, channel: Channel, posted: MessagePosted, files: Sequence[SentFile]
    ) -> Sequence[Call] | str:
        """See the port; answers to be pressed stay only under what comes last."""
        token = page_token(self.secrets.get(channel.account_id, page_token_name(channel.id)))
        graph = self.graph
        if graph is None or not token:
            return WORDS.gone
        choices = [
            (text, choice_payload(posted.message_id, number)) for number, text in enumerate(posted.choices)
        ]
        texts = [Piece(posted.text, quick_replies=choices)] if posted.text.strip() else []
        sent = [Piece("", one.filename, one.content_type, one.data) for one in files]
        page_id, to, metadata = channel.page.page_id, posted.to[0], metadata_of(posted.message_id)

        def call(piece: Piece) -> Call:
            return lambda tag: graph.send(page_id, token, to, piece, tag=tag, metadata=metadata)

        return [call(piece) for piece in ([*sent, *texts] if choices else [*texts, *sent])]
