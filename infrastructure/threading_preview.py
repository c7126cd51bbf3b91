"""What threading would decide on a mail, were it to come in now: read, and nothing written (`mail explain --account`)."""

from uuid import UUID, uuid4

from application.forwards import attributed
from application.threads import thread
from application.unit import Unit
from application.visitors import identity_kind
from domain.channel.aggregate import Channel
from domain.conversation.threading import ThreadingDecision
from infrastructure.bootstrap import Application
from infrastructure.channels.email.explain import Decide, Decided
from infrastructure.channels.email.parse import to_inbound
from infrastructure.channels.email.parsed import Contact, ParsedMail

NOT_HERE = "the account has no mail channel"


def previewing(app: Application, account_id: UUID) -> Decide:
    """Return what says of a mail how any of the account's channels would thread it, the first that joins it first."""
    with app.pool.connection() as db:
        rows = db.execute(
            "SELECT channel_id FROM channel_list WHERE account_id = %s ORDER BY started_at", (account_id,)
        )
        channels = [UUID(str(row[0])) for row in rows]

    def decide(mail: ParsedMail) -> Decided:
        decisions = [_decided(app, account_id, channel, mail) for channel in channels]
        best = min(
            decisions, key=lambda one: ("joined", "set_apart", "started").index(one[0].outcome), default=None
        )
        if best is None:
            return Decided(NOT_HERE)
        threading, contact = best
        where = "" if threading.matched_id is None else f" {threading.matched_id}"
        return Decided(f"{threading.outcome}{where} ({', '.join(threading.reasons)})", contact)

    return decide


def _decided(
    app: Application, account_id: UUID, channel_id: UUID, mail: ParsedMail
) -> tuple[ThreadingDecision, Contact]:
    unit = Unit(app.env(account_id, "operator:explain"), app.ports)
    channel = unit.get(Channel, channel_id)
    inbound = to_inbound(mail, (channel.address, channel.hosted_address), app.settings.smtp_authserv)
    message = attributed(unit, channel, inbound).message
    identity = unit.claim_id("identity", identity_kind(channel, message), message.sender.address)
    held = app.log.holders([identity]).get(identity)
    contact = Contact(message.sender.address, message.sender.name, message.sender_why)
    return thread(unit, channel, uuid4() if held is None else held.holder_id, message), contact
