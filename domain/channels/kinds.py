"""The kinds of channels there are, by name: what the rest asks of a kind without knowing which it is (ACC-02)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from domain.channels.calling_kind import CallingKind
from domain.channels.chat_kind import ChatKind
from domain.channels.email_kind import Email
from domain.channels.form_kind import FormKind
from domain.channels.messenger_kind import MessengerKind
from domain.channels.whatsapp_kind import WhatsAppKind
from domain.channels.window import NOTHING, Aside, Standing, Window
from domain.kernel.checks import one_of

HTML = "html"


class Kind(Protocol):
    """The pure rules of one kind of channel."""

    live: bool
    """Its conversations take a live slot (CHT-14)."""
    availability_always: bool
    """It offers no opt-out of availability (RTG-05)."""
    identity: str
    """What its senders are known by: email, phone, page_scoped_id, whatsapp_id or cookie (CON-01)."""
    outlet: bool
    """What is posted in it has arrived with that: nobody else carries it, and nobody is named to carry it to."""

    longest_text: int
    """Characters of one message; 0: as many as the installation takes (CNV-06)."""

    marks: str
    """How the form of a text is shown there: `HTML`, the marks of a platform by its name, or not at all (EML-19)."""

    opting: bool
    """People opt in and out of what it sends them, by a word or by hand (WAB-03)."""

    choices: tuple[int, int]
    """How many answers a message may offer to be pressed, and the characters of one (CHT-01)."""

    def window(
        self, last_inbound_at: datetime | None, now: datetime, origin: str, aside: Aside = NOTHING
    ) -> Window | None:
        """Return whether a message may go out at that time; None: this kind leaves that to whoever writes (MSG-08, WAB-02)."""

    def standing(self, last_inbound_at: datetime | None, now: datetime) -> Standing | None:
        """Return how its windows stand at that time; None: it has none (MSG-08)."""

    def reaches(self, identity: str, value: str) -> str:
        """Return by what whoever has this identity (its kind, and its value) is reached there; empty: by nothing (CNV-05)."""

    def may_carry(self, *, own: bool) -> str:
        """Return why it must not carry an answer, a reason of `domain.channels.ways`; empty where it may (CNV-05).

        `own` says that it is to answer in a conversation of its own.
        """

    def check_file(self, content_type: str, size: int) -> None:
        """Raise `InvalidInput` where it cannot carry a file of such a type and size (CNV-08)."""

    def steps(self, provider: str) -> tuple[str, ...]:
        """Return the steps of connecting it, in order, words of `domain.channel.steps.WORDS` (EML-06)."""

    def check_provider(
        self, provider: str, settings: Mapping[str, str], offered: Collection[str] = ()
    ) -> None:
        """Raise a refusal where it cannot be connected this way; `offered` are providers the installation knows."""

    def address(self, text: str, own_domain: str) -> str:
        """Return the comparable form of the address people write to, or raise `InvalidInput`."""

    def check_from_name(self, provider: str, from_name: str) -> None:
        """Raise a refusal where mail by this provider cannot be from such a name."""

    def sender_address(self, text: str) -> str:
        """Return the comparable form of a customised sender's address, or raise `InvalidInput`; empty stays empty."""

    def issued_address(self, code: str, own_domain: str) -> str:
        """Return the address of ours that leads to the channel with this code."""


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "email": Email(),
        "form": FormKind(),
        "chat": ChatKind(),
        "messenger": MessengerKind(),
        "whatsapp": WhatsAppKind(),
        "calling": CallingKind(),
    }
)


def is_mail(kind: Kind) -> bool:
    """Whether what is written there goes to addresses, with a subject; elsewhere people just talk."""
    return kind.identity == "email"


def kind_of(name: str) -> Kind:
    """Return the rules of a kind. Raises `InvalidInput` for a kind there is not."""
    return KINDS[one_of(name, frozenset(KINDS), "kind")]
