"""When something may still be written to somebody, counted from when they last wrote: what every such rule answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from domain.kernel.refusal import Refusal

OPENING = frozenset(
    {
        *(
            "",
            "quick_reply",
            "postback",
            "get_started",
            "referral",
            "sticker",
            "location",
            "share",
            "unsupported",
        ),
        *("contacts", "order", "button", "list", "nfm", "voice"),
    }
)
"""As what a message may be said (`MessageReceived.said`) to count as the contact's writing; an opt-in, an edit and another
number do not."""
UNSPOKEN = frozenset({"postback", "get_started", "referral", "optin", "number_changed"})
"""As what a message is said in which the contact says nothing, but see `says`."""
REFERRAL = "referral"
"""As what a message is said by which somebody came by a link or an advertisement."""
OPEN, HUMAN_ONLY, CLOSED, NONE = "open", "human_only", "closed", "none"
TEMPLATE_ONLY = "template_only"
STATES = (OPEN, HUMAN_ONLY, CLOSED, NONE, TEMPLATE_ONLY)
TEMPLATE_NEEDED, TEMPLATE_NOT_APPROVED, OPTED_OUT = "template_needed", "template_not_approved", "opted_out"


@dataclass(frozen=True, slots=True)
class Aside:
    """What some kinds' rules look at beside the time (WAB-02, WAB-03).

    `template` is the state of the template that a message is made of, empty for free text; `opted_out_at` is when whoever it is
    for said that they want none, None where they did not, or took that back; `posted_at` when the message was written, None: now.
    """

    template: str = ""
    opted_out_at: datetime | None = None
    posted_at: datetime | None = None


NOTHING = Aside()


@dataclass(frozen=True, slots=True)
class Window:
    """Whether a message may go out at a time, and all that was looked at (MSG-08).

    `reason` is empty, human_only, window_closed, never_wrote, template_needed, template_not_approved or opted_out. `tag` is
    what the provider has to be told with it. Until `closes_at` anything may be written, until `human_until` only what a person
    answers; both None where nobody wrote. The last two are those of `Aside`.
    """

    allowed: bool
    reason: str
    tag: str
    origin: str
    last_inbound_at: datetime | None
    closes_at: datetime | None
    human_until: datetime | None
    policy: str
    template: str = ""
    opted_out_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand at a time, to be shown beforehand: `state` is one of `STATES`; none: nobody wrote."""

    state: str
    closes_at: datetime | None = None
    human_until: datetime | None = None


def says(said: str, text: str) -> bool:
    """Whether somebody said something by a message: one may name a link or an advertisement, and have words as well."""
    return said not in UNSPOKEN or (said == REFERRAL and bool(text))


class TooLate(Refusal):
    """It is too late to write so; until `closes_at` anything might have gone, until `human_until` a person's answer."""

    closes_at: datetime | None = None
    human_until: datetime | None = None
    """None where nobody wrote, or where there is no such time."""


class WindowClosed(TooLate):
    """It is too late to write, or nobody wrote first; `closes_at` and `human_until` say since when (MSG-08)."""

    code = "window_closed"

    def __init__(self, window: Window) -> None:
        """Say since when, and how to go on."""
        self.closes_at, self.human_until = window.closes_at, window.human_until
        said = (
            "This person has not written here yet, so nothing may be written to them."
            if window.human_until is None
            else f"Nothing may be written here since {told(window.human_until)}, 7 days after the last message."
        )
        super().__init__(f"{said} Answer by another channel, or wait until they write.", field="text")


class HumanOnly(TooLate):
    """Only a person's answer to what was asked may go out by now; `closes_at` says since when (MSG-08)."""

    code = "human_only"

    def __init__(self, window: Window) -> None:
        """Say since when, and how to go on."""
        self.closes_at, self.human_until = window.closes_at, window.human_until
        since = "" if window.closes_at is None else f" since {told(window.closes_at)}"
        super().__init__(
            f"Only a person may answer here{since}, 24 hours after the last message. Let a person answer what was asked.",
            field="text",
        )


class TemplateNeeded(TooLate):
    """Only an approved template may begin, or go out a day after the last message; `closes_at` says since when (WAB-02)."""

    code = TEMPLATE_NEEDED

    def __init__(self, window: Window) -> None:
        """Say since when, and how to go on."""
        self.closes_at, self.human_until = window.closes_at, window.human_until
        said = (
            "This person has not written here yet."
            if window.closes_at is None
            else f"Free text may be written here up to 24 hours after the last message, until {told(window.closes_at)}."
        )
        super().__init__(f"{said} Send an approved template, or answer by another channel.", field="template")


class TemplateNotApproved(Refusal):
    """The template is not approved, or no longer (WAB-02)."""

    code = TEMPLATE_NOT_APPROVED

    def __init__(self, window: Window) -> None:
        """Say how to go on."""
        super().__init__(
            f"This template is {window.template}, and only an approved one may be sent. Choose another template.",
            field="template",
        )


class OptedOut(Refusal):
    """Whoever it is for wants none (WAB-03)."""

    code = OPTED_OUT

    def __init__(self, window: Window) -> None:
        """Say since when, and how to go on."""
        since = "" if window.opted_out_at is None else f" on {told(window.opted_out_at)}"
        super().__init__(
            f"This person opted out of messages{since}. Answer them once they write again, or by another channel; templates"
            " go out again after they opt in.",
            field="text",
        )


REFUSALS: Mapping[str, type[HumanOnly | TemplateNeeded | TemplateNotApproved | OptedOut]] = MappingProxyType(
    {one.code: one for one in (HumanOnly, TemplateNeeded, TemplateNotApproved, OptedOut)}
)


def told(at: datetime) -> str:
    """Return a time as a refusal says it."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def must_be_open(window: Window) -> Window:
    """Return a window that allows it; any other raises the refusal of its reason, `WindowClosed` where it has none."""
    if window.allowed:
        return window
    raise REFUSALS.get(window.reason, WindowClosed)(window)
