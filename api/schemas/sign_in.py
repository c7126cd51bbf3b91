"""How people of an account sign in."""

from marshmallow import Schema

from api.schemas import common as c

ROLES = "Roles of who is unknown and joins by the provider; none: nobody joins so."


class IdentityProvider(Schema):
    """An OpenID Connect provider."""

    issuer = c.line("The provider's URL, as its own documents write it.", "https://login.example.com")
    client_id = c.line("Who we are to it.", "postroom")
    domains = c.lines("Domains of the addresses it may speak for.", "example.com", most=50)
    roles = c.lines(ROLES, "agent")


class SignInSettings(Schema):
    """How people sign in."""

    passwords = c.flag("Whether passwords open.")
    second_factor = c.flag("Whether who uses a password needs a second factor.")
    provider = c.nested(IdentityProvider, "The identity provider, if there is one.", null=True)
    link = c.line("Where people of the account sign in.", "https://inbox.example.com/sign-in?account=...")
    callback = c.line(
        "The redirect URI to register at the provider.", "https://inbox.example.com/sign-in/callback"
    )


class SetSignInRules(Schema):
    """How people are to sign in."""

    passwords = c.flag("Whether passwords open.")
    second_factor = c.flag("Whether who uses a password needs a second factor.")


class SetIdentityProvider(Schema):
    """The provider people are to sign in by."""

    issuer = c.line("The provider's URL, as its own documents write it.", "https://login.example.com")
    client_id = c.line("Who we are to it.", "postroom")
    client_secret = c.text(
        "What it knows us by; leave it out to keep the one there is, empty to forget it.",
        "secret",
        null=True,
        required=False,
        longest=1000,
        load_default=None,
    )
    domains = c.lines("Domains of the addresses it may speak for.", "example.com", most=50)
    roles = c.lines(ROLES, "agent", required=False, load_default=list)


class OptionsQuery(Schema):
    """Whose sign-in link it is."""

    account = c.uid("The account.", required=False, load_default=None)


class SignInOptions(Schema):
    """How one may sign in."""

    passwords = c.flag("Whether passwords open.")
    provider = c.flag("Whether there is an identity provider.")


class BeginAtProvider(Schema):
    """Whose provider."""

    account = c.uid("The account.")


class Onward(Schema):
    """Where to go."""

    url = c.text("The provider's page.", "https://login.example.com/authorize?...")
