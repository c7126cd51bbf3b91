"""Mails to administrators whose mailbox's, page's or number's provider does not let us in any more: once each, and recorded (EML-03, MSG-03, WAB-01)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from application.channel_authorisation import RecordLossTold
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channel.authorised import AUTHORISATION_LOST
from domain.channel.events import AuthorisationLost
from domain.channel.paged import ROLE_LOST
from domain.channels.email_rules import Origin
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from infrastructure.channels.email.compose import OutgoingMail
from infrastructure.channels.email.parsed import Person
from infrastructure.channels.email.relay import Outcome
from infrastructure.insisting import insisted
from infrastructure.jobs.worker import Pending
from infrastructure.postgres.pool import Pool
from infrastructure.sending import Sender, TryAgain
from infrastructure.settings import Settings

KIND = "mailbox_loss"
LATE = timedelta(days=1)
"""After that it says nothing that the banner has not said for long."""
MOST_TOLD, MOST = 20, 500
LOST = "SELECT account_id, channel_id FROM channel_list WHERE cause = ANY(%s) AND NOT disconnected LIMIT %s"
ADMINS = """
SELECT user_id, email, name FROM people_users
WHERE account_id = %s AND active AND (jsonb_exists(roles, 'admin') OR jsonb_exists(permissions, 'account_access'))
ORDER BY user_id LIMIT %s
"""
ENGLISH = """\
Hello,

{provider} does not let Postroom into the mailbox {address} any more. Mail that comes there is not shown, and answers wait.

Authorise the mailbox again here; what came meanwhile is then taken in:

{url}
"""
POLISH = """\
Dzień dobry,

{provider} nie wpuszcza już Postroom do skrzynki {address}. Nowa poczta się nie pokazuje, a odpowiedzi czekają.

Autoryzuj skrzynkę ponownie tutaj; to, co przyszło w międzyczasie, zostanie wtedy odebrane:

{url}
"""
ENGLISH_PAGE = """\
Hello,

Facebook does not let Postroom into the page {address} any more: whoever connected it is no administrator of it now, or
took the permission back. Messages that people write to it may not be shown, and answers wait.

Sign in at Facebook again here, as an administrator of the page:

{url}
"""
POLISH_PAGE = """\
Dzień dobry,

Facebook nie wpuszcza już Postroom na stronę {address}: osoba, która ją połączyła, nie jest już jej administratorem albo
cofnęła zgodę. Wiadomości do strony mogą się nie pokazywać, a odpowiedzi czekają.

Zaloguj się ponownie na Facebooku tutaj, jako administrator strony:

{url}
"""
ENGLISH_NUMBER = """\
Hello,

Meta does not let Postroom use the WhatsApp number {address} any more: its access token is over, or was taken back. Answers
wait.

Enter a new access token here:

{url}
"""
POLISH_NUMBER = """\
Dzień dobry,

Meta nie pozwala już Postroom używać numeru WhatsApp {address}: token dostępu wygasł albo został cofnięty. Odpowiedzi
czekają.

Podaj nowy token dostępu tutaj:

{url}
"""
ENGLISH_LINE = """\
Hello,

Twilio does not let Postroom use the telephone number {address} any more: its auth token is not the account's, or the account
is not active. Nobody can be called from it, what is recorded is not fetched, and calls may not come in.

Enter the account's auth token here, and choose the number again:

{url}
"""
POLISH_LINE = """\
Dzień dobry,

Twilio nie pozwala już Postroom używać numeru telefonu {address}: token nie należy do konta albo konto nie jest aktywne. Nie
można z niego dzwonić, nagrania nie są pobierane, a połączenia mogą nie przychodzić.

Podaj token konta tutaj i wybierz numer ponownie:

{url}
"""
OF_KIND = {
    "messenger": {
        "en": ("A Facebook page is not connected any more", ENGLISH_PAGE),
        "pl": ("Strona na Facebooku nie jest już połączona", POLISH_PAGE),
    },
    "whatsapp": {
        "en": ("A number in WhatsApp is not connected any more", ENGLISH_NUMBER),
        "pl": ("Numer w WhatsApp nie jest już połączony", POLISH_NUMBER),
    },
    "calling": {
        "en": ("A telephone number is not connected any more", ENGLISH_LINE),
        "pl": ("Numer telefonu nie jest już połączony", POLISH_LINE),
    },
}
WORDS = {
    "en": ("A mailbox is not connected any more", ENGLISH),
    "pl": ("Skrzynka nie jest już połączona", POLISH),
}
NAMES = {"gmail": "Gmail", "office365": "Office 365"}


@dataclass(frozen=True)
class Losses:
    """The worker's part."""

    settings: Settings
    sender: Sender
    views: Pool

    def due(self) -> Iterator[Pending]:
        """Yield the channels whose authorisation is lost; whom of theirs is told the log knows."""
        with self.views.connection() as db:
            rows: list[Any] = db.execute(LOST, ([AUTHORISATION_LOST, ROLE_LOST], MOST)).fetchall()
        for account_id, channel_id in rows:
            yield Pending(KIND, account_id, channel_id, channel_id.hex)

    def __call__(self, account_id: UUID, channel_id: UUID, _key: str) -> None:
        """Tell each administrator who was not told of this loss.

        Raises:
            TryAgain: the relay said later, nobody knows whether it has a mail, or another worker has it in hand.

        """
        with self.sender.alone(derived(channel_id, "loss_told")) as alone:
            if not alone:
                raise TryAgain
            channel = self.sender.log.fresh(Channel, channel_id)
            account = self.sender.log.fresh(Account, account_id)
            if channel is None or account is None or not channel.lost_at or channel.disconnected:
                return
            lost = self.sender.log.versions(channel_id, [channel.lost_at])[0]
            if not isinstance(lost, AuthorisationLost) or self.sender.clock() - lost.timestamp > LATE:
                return
            with self.views.connection() as db:
                admins: list[Any] = db.execute(ADMINS, (account_id, MOST_TOLD)).fetchall()
            for user_id, email, name in admins:
                if (user_id, channel.lost_at) not in channel.told:
                    self._tell(account, channel, lost, user_id, Person(email, name))

    def _tell(
        self, account: Account, channel: Channel, lost: AuthorisationLost, user_id: UUID, person: Person
    ) -> None:
        words = OF_KIND.get(channel.kind, WORDS)
        subject, text = words.get(account.language, words["en"])
        told = derived(channel.id, "loss_told", str(channel.lost_at), str(user_id))
        mail = OutgoingMail(
            message_id=f"{told}@{self.settings.mail_domain}",
            sender=Person(f"no-reply@{self.settings.mail_domain}", "Postroom"),
            to=[person],
            subject=subject,
            text=text.format(
                provider=NAMES.get(channel.provider, channel.provider),
                address=_called(channel),
                url=f"{self.settings.base_url}/settings/channels/{channel.id}",
            ),
            date=lost.timestamp,
            origin=Origin.AUTOMATION,
        )
        answer = self.sender.handing_over(account.id, mail)()
        if answer.uncertain or answer.outcome is Outcome.TEMPORARY:
            raise TryAgain
        result = "sent" if answer.outcome is Outcome.ACCEPTED else "refused"
        command = RecordLossTold(channel.id, user_id, channel.lost_at, result, answer.code)
        env = Envelope(account.id, "system:sender", self.sender.clock(), told, None, told)
        insisted(self.sender.bus, command, env)


def _called(channel: Channel) -> str:
    """Return what people know a channel by."""
    names = (channel.page.name, channel.number.display_number, channel.line.number, channel.address)
    return next((one for one in names if one), "")
