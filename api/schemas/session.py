"""Signing in and out."""

from marshmallow import Schema

from api.schemas import common as c


class SignIn(Schema):
    """Who signs in."""

    email = c.line("The address of the user.", "ann@example.com")
    password = c.text("The password.", "correct horse battery", longest=1000)


class Whoami(Schema):
    """Who is signed in, and what they may do and see."""

    account_id = c.uid("The account.")
    actor = c.line(
        "The actor that history names for what this caller does.", "user:5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11"
    )
    user_id = c.uid("The user; null for a token.", null=True)
    permissions = c.lines("What the caller may do.", "conversation_read")
    inboxes = c.uids("The inboxes the caller sees.")
    csrf = c.text("What unsafe requests of this session carry in X-CSRF-Token; null for a token.", null=True)
    next = c.choice("What is due before you are signed in; null: nothing.", "code", "enrol", allow_none=True)
    position = c.number(
        "What you read after this is at least as new: a stream opened with this as Last-Event-ID misses nothing."
        " 0: not known now.",
        1042,
    )


class Code(Schema):
    """The second step."""

    code = c.line("The code your app shows now, or a recovery code.", "123456", longest=40)


class OpenSession(Schema):
    """Where you are signed in."""

    session_id = c.uid("The session.")
    created_at = c.moment("When it began.")
    seen_at = c.moment("When it was last used, to the minute.")
    expires_at = c.moment("When it ends at the latest.")
    client = c.text("The network address it began from.", "192.0.2.7")
    agent = c.text("What the browser calls itself.", "Mozilla/5.0")
    current = c.flag("Whether it is the one that asks.")


class Ended(Schema):
    """What was ended."""

    ended = c.number("How many sessions.", 2)


class Password(Schema):
    """A new password by a one-time link."""

    token = c.text("What stands behind # in the link.", "3f0c...", longest=300)
    password = c.text("The new password, 10 to 1,000 characters.", "correct horse battery", longest=1000)


class OwnPassword(Schema):
    """A new password in place of one's own."""

    current_password = c.text(
        "The present one.",
        "correct horse battery",
        null=True,
        required=False,
        longest=1000,
        load_default=None,
    )
    password = c.text("The new one, 10 to 1,000 characters.", "staple horse battery", longest=1000)


class PasswordReset(Schema):
    """Who forgot their password."""

    email = c.line("The address they sign in with.", "ann@example.com")


class LinkQuery(Schema):
    """Which link."""

    token = c.text("What stands behind # in the link.", "3f0c...", longest=300)


class LinkState(Schema):
    """Whether a link still opens."""

    opens = c.flag("Whether a password can be chosen with it.")


class Link(Schema):
    """A one-time link, shown once."""

    url = c.line(
        "Give this to the user; it opens once, within 7 days.", "https://inbox.example.com/set-password#..."
    )
