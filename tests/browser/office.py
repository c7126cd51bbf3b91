"""A company at work: two agents, a mailbox, a relay, and customers who write."""

from itertools import count

from tests.support.company import Company
from tests.support.mails import a_mail
from tests.support.product import Relay

NUMBERS = count(1)


class Office:
    """What the tests of a process share; subjects are all different, so that they do not meet."""

    def __init__(self, company: Company, relay: Relay) -> None:
        company.relay(relay)
        self.company, self.relay = company, relay
        self.bo, self.cy = company.agent("Bo"), company.agent("Cy")
        self.mailbox = company.channel()

    def subject(self, word: str) -> str:
        """Return a subject nobody had."""
        return f"{word} {next(NUMBERS)} {self.company.name}"

    def arrives(self, word: str = "Lamp", text: str = "It does not shine.", **more: str) -> str:
        """Let a mail arrive and return its subject, without waiting until it was taken in."""
        subject = self.subject(word)
        sender = f"Zoë Kunde <{self.address(subject)}>"
        self.mailbox.take(a_mail(text, subject=subject, **{"sender": sender} | more))
        return subject

    def there(self, word: str = "Lamp", text: str = "It does not shine.") -> str:
        """Let a mail arrive, wait until every list has it, and return its subject."""
        subject = self.arrives(word, text)
        self.company.admin.settled()
        return subject

    def address(self, subject: str) -> str:
        """Return the address of the customer who wrote with a subject."""
        return f"{subject.replace(' ', '.').lower()}@kunde.example"

    def ticket(self, subject: str) -> None:
        """Make a ticket of a conversation that is there."""
        (row,) = (one for one in self.company.conversations() if one["subject"] == subject)
        body = {"conversation_id": row["conversation_id"], "pipeline_id": self.company.pipeline}
        self.company.admin.post("/tickets", {**body, "name": subject, "stage": "new"})
