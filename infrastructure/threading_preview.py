"""What threading would decide on a mail, were it to come in now: read, and nothing written (`mail explain --account`)."""

from collections.abc import Callable
from uuid import UUID, uuid4

from application.threads import thread
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.conversation.threading import ThreadingDecision
from infrastructure.bootstrap import Application
from infrastructure.channels.email.parse import to_inbound
from infrastructure.channels.email.parsed import ParsedMail

NOT_HERE = "the account has no mail channel"


def previewing(app: Application, account_id: UUID) -> Callable[[ParsedMail], str]:
    """Return what says of a mail how any of the account's channels would thread it, the first that joins it first."""
    with app.pool.connection() as db:
        rows = db.execute(
            "SELECT channel_id FROM channel_list WHERE account_id = %s ORDER BY started_at", (account_id,)
        )
        channels = [UUID(str(row[0])) for row in rows]

    def decide(mail: ParsedMail) -> str:
        decisions = [_decided(app, account_id, channel, mail) for channel in channels]
        best = min(
            decisions, key=lambda one: ("joined", "set_apart", "started").index(one.outcome), default=None
        )
        if best is None:
            return NOT_HERE
        where = "" if best.matched_id is None else f" {best.matched_id}"
        return f"{best.outcome}{where} ({', '.join(best.reasons)})"

    return decide


def _decided(app: Application, account_id: UUID, channel_id: UUID, mail: ParsedMail) -> ThreadingDecision:
    unit = Unit(app.env(account_id, "operator:explain"), app.ports)
    channel = unit.get(Channel, channel_id)
    message = to_inbound(mail, (channel.address, channel.hosted_address), app.settings.smtp_authserv)
    identity = unit.claim_id("identity", kind_of(channel.kind).identity, message.sender.address)
    held = app.log.holders([identity]).get(identity)
    return thread(unit, channel, uuid4() if held is None else held.holder_id, message)
