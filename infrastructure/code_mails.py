"""Mails with a chat's tracking code to whoever looks after a site: handed over while the one who asked waits (CHT-10).

Nothing of it is kept: neither the address nor the text. It leaves as the channel's own mail does.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from api.code_mails import CodeMail, Ended
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channels.email_rules import Origin
from infrastructure.channels.email.compose import OutgoingMail
from infrastructure.channels.email.parsed import Person
from infrastructure.channels.email.relay import Outcome
from infrastructure.code_mail_words import WORDS
from infrastructure.sending import Sender
from infrastructure.settings import Settings
from projections.common.db import Db
from projections.people import queries as people

ENDED: dict[Outcome, Ended] = {
    Outcome.ACCEPTED: "sent",
    Outcome.TEMPORARY: "later",
    Outcome.PERMANENT: "refused",
}


@dataclass(frozen=True)
class ByRelay:
    """Satisfies `CodeMails`."""

    settings: Settings
    sender: Sender
    views: Callable[[], AbstractContextManager[Db]]

    def __call__(self, mail: CodeMail) -> Ended:
        """See `CodeMails`; answers go to whoever asked for it."""
        account = self.sender.log.fresh(Account, mail.account_id)
        channel = self.sender.log.fresh(Channel, mail.channel_id)
        if account is None or channel is None:
            return "refused"
        with self.views() as db:
            asker = people.user(db, mail.account_id, mail.asked_by) if mail.asked_by else None
        subject, text = WORDS.get(account.language, WORDS["en"])
        company = channel.company_name or account.name
        host = self.settings.base_url
        made = OutgoingMail(
            message_id=f"{mail.mail_id}@{self.settings.mail_domain}",
            sender=Person(channel.sender, company),
            to=[Person(mail.to)],
            subject=subject.format(company=company),
            text=text.format(
                company=company,
                who=asker.name if asker else company,
                host=host,
                url=f"{host}/w/{channel.chat.key}.js",
            ),
            date=self.sender.clock(),
            origin=Origin.AUTOMATION,
            reply_to=Person(asker.email, asker.name) if asker else None,
        )
        return ENDED[self.sender.handing_over(mail.account_id, made)().outcome]
