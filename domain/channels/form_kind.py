"""Forms as a kind of channel: a form of ours or a page elsewhere sends, and mail answers (FRM-01)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from domain.channels import email
from domain.channels.window import NOTHING, Aside, Standing, Window
from domain.kernel.refusal import InvalidInput, Refusal

STEPS = ("form", "sender_details", "rule", "ticket_automation", "connect")


class NoMailbox(Refusal):
    """A form's channel is connected to a form, not to a mailbox."""

    code = "no_mailbox"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("A form's channel has no mailbox. Choose its form instead.", field="form")


class FormKind:
    """Submissions of one form; whoever sent one is answered by mail."""

    live = False
    availability_always = False
    identity = "email"
    outlet = False
    longest_text = 0
    marks = "html"
    opting = False
    choices = (0, 0)

    def window(
        self, _last_inbound_at: datetime | None, _now: datetime, _origin: str, _aside: Aside = NOTHING
    ) -> Window | None:
        """Leave when to write to whoever writes."""
        return None

    def standing(self, _last_inbound_at: datetime | None, _now: datetime) -> Standing | None:
        """Have no windows."""
        return None

    def reaches(self, identity: str, value: str) -> str:
        """Whoever has such an identity is reached by that, nobody else."""
        return value if identity == self.identity else ""

    def may_carry(self, *, own: bool) -> str:
        """Answer what was sent by the form, nothing else (CNV-05)."""
        return "" if own else "cannot_begin"

    def check_file(self, _content_type: str, _size: int) -> None:
        """Carry whatever the installation lets along."""

    def steps(self, _provider: str) -> tuple[str, ...]:
        """Return the steps: the form first, whose answers get an address of ours."""
        return STEPS

    def check_provider(
        self, _provider: str, _settings: Mapping[str, str], _offered: Collection[str] = ()
    ) -> None:
        """Refuse: nobody hosts it but us."""
        raise NoMailbox

    def address(self, _text: str, _own_domain: str) -> str:
        """Refuse: nobody writes to a form by mail first."""
        raise NoMailbox

    def sender_address(self, text: str) -> str:
        """Return the comparable address answers are sent from; empty is the address issued to the channel."""
        if not text.strip():
            return ""
        address = email.normalise_address(text)
        if not email.is_address(address):
            raise InvalidInput(
                "from_address must be a mail address, such as help@example.com.", field="from_address"
            )
        return address

    def check_from_name(self, _provider: str, from_name: str) -> None:
        """Raise where there is no mailbox whose own name could stand there (EML-07)."""
        if from_name == "mailbox":
            raise InvalidInput("Choose the company's name, with or without the agent's.", field="from_name")

    def issued_address(self, code: str, own_domain: str) -> str:
        """Return the address that answers to our answers come back to."""
        return email.hosted_address(code, own_domain)
