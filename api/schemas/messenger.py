"""Facebook Messenger: signing in, pages, and what a page's channel is set to do (MSG-02..05, MSG-08)."""

from marshmallow import Schema

from api.schemas import common as c
from domain.channels.messenger_kind import LONGEST_TEXT


class PageLogin(Schema):
    """How the browser goes to Facebook."""

    popup = c.flag(
        "Whether it goes there in a window of its own; it comes back with `popup=1` then.",
        required=False,
        load_default=False,
    )


class OfferedPage(Schema):
    """A page on which whoever signed in at Facebook has a role (MSG-03)."""

    page_id = c.line("Facebook's id of the page.", "104512345678901")
    name = c.line("Its name.", "Example Ltd")
    picture_url = c.line("Its picture, by an address of ours; empty: none.", "")
    tasks = c.lines("What whoever signed in may do on it, in Facebook's words.", "MANAGE")
    may_connect = c.flag("Whether it can be chosen.")
    reason = c.choice("Why it cannot.", "", "page_taken", "role_missing")


class PagesOnOffer(Schema):
    """What Facebook offers whoever signed in."""

    logged_in = c.flag("Whether somebody signed in for this channel within the last half hour.")
    items = c.nested(OfferedPage, "The pages.", many=True)


class ChosenPage(Schema):
    """Which of the pages on offer."""

    page_id = c.line("The page.", "104512345678901", longest=64)


class PageGreeting(Schema):
    """What a page says by itself at first; its instant reply is in its chatflow (MSG-02, MSG-05)."""

    greeting = c.text(
        "Said at the first conversation; empty: nothing.",
        "Hello!",
        required=False,
        load_default="",
        longest=LONGEST_TEXT,
    )


class PageChannel(PageGreeting):
    """What a page's channel is connected to, and set to do."""

    page_id = c.line("The page; empty before one is chosen.", "104512345678901")
    page_name = c.line("Its name.", "Example Ltd")
    tasks = c.lines("What whoever connected it may do on it, in Facebook's words.", "MANAGE")
    role_ok = c.flag("Whether that suffices (MSG-03).")
    role_checked_at = c.moment("When what they may do last changed or was first seen.", null=True)


class WindowNow(Schema):
    """When answers may still be sent, as the channel's platform has it (MSG-08)."""

    state = c.choice(
        "Anything, a person's answer only, nothing, nothing as nobody wrote yet, or a template only.",
        "open",
        "human_only",
        "closed",
        "none",
        "template_only",
    )
    closes_at = c.moment("Until when anything may be sent.", null=True)
    human_until = c.moment("Until when a person's answer may.", null=True)


class Said(Schema):
    """How something was said that is no plain text (MSG-01)."""

    kind = c.line(
        "quick_reply, postback, get_started, referral, optin, edit, sticker, location, share, contacts, order, button, list, nfm"
        " (a form filled in there), voice, number_changed, booking (an appointment) or unsupported.",
        "postback",
    )
    title = c.text("What was pressed, or what is shared.", "Track my parcel")
    url = c.text("Where it leads.", "")


class Reaction(Schema):
    """A reaction to a message (MSG-01)."""

    reaction = c.text("An emoji, or Facebook's word for one.", "❤")
    at = c.moment("When.")
