"""Facebook Messenger as a kind of channel: people write to a page, known by an id the page alone has for them (MSG-01)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from domain.channels.form_kind import FormKind
from domain.channels.messenger_window import standing, window
from domain.channels.window import NOTHING, Aside, Standing, Window
from domain.kernel.refusal import Refusal

STEPS = ("page", "greeting", "rule", "connect")
LONGEST_TEXT = 2_000
"""Characters of one message (CNV-06)."""
MOST_CHOICES, LONGEST_CHOICE = 13, 20
"""Quick replies of one message, and the characters of a title."""
ADMIN_TASKS = frozenset({"MANAGE", "PROFILE_PLUS_FULL_CONTROL", "PROFILE_PLUS_MANAGE"})
"""What Meta calls the tasks of a page's administrator; any of them (MSG-03)."""
PAGE_TAKEN, ROLE_MISSING = "page_taken", "role_missing"


class NoAddress(Refusal):
    """A page is reached in Messenger, not by an address."""

    code = "no_address"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "A page has no mailbox: people write to it in Messenger. Choose the page.", field="page"
        )


class PageRoleMissing(Refusal):
    """Whoever signed in at Facebook is no administrator of the page (MSG-03)."""

    code = ROLE_MISSING

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "You are no administrator of this page, and publishing there does not suffice. Ask an administrator of the"
            " page for full control, or sign in at Facebook as one.",
            field="page_id",
        )


def may_connect(tasks: Collection[str]) -> bool:
    """Whether somebody with these tasks on a page may connect it: its administrators, nobody else (MSG-03)."""
    return not ADMIN_TASKS.isdisjoint(tasks)


class MessengerKind(FormKind):
    """Messages to a page; answered there and nowhere else, in the windows that the platform leaves (MSG-08)."""

    live = True
    availability_always = True
    identity = "page_scoped_id"
    outlet = False
    longest_text = LONGEST_TEXT
    marks = ""
    choices = (MOST_CHOICES, LONGEST_CHOICE)

    def steps(self, _provider: str) -> tuple[str, ...]:
        """Return the steps: the page first, after signing in at Facebook (MSG-02, MSG-03)."""
        return STEPS

    def check_provider(
        self, _provider: str, _settings: Mapping[str, str], _offered: Collection[str] = ()
    ) -> None:
        """Refuse: nobody hosts it but Meta."""
        raise NoAddress

    def address(self, _text: str, _own_domain: str) -> str:
        """Refuse: nobody writes to a page by mail."""
        raise NoAddress

    def window(
        self, last_inbound_at: datetime | None, now: datetime, origin: str, _aside: Aside = NOTHING
    ) -> Window:
        """Return whether an answer may go out at that time (MSG-08)."""
        return window(last_inbound_at, now, origin)

    def standing(self, last_inbound_at: datetime | None, now: datetime) -> Standing:
        """Return how the windows stand at that time (MSG-08)."""
        return standing(last_inbound_at, now)
