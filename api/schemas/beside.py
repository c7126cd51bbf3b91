"""Several accounts in one browser."""

from marshmallow import Schema

from api.schemas import common as c


class WhoBeside(Schema):
    """Somebody who is signed in in this browser, too."""

    session_id = c.uid("The session.")
    account = c.line("The name of the account.", "Acme")
    user = c.line("The name of the user there.", "Ann")
    email = c.line("The address they sign in with.", "ann@example.com")


class Switch(Schema):
    """Which session to go on with."""

    session_id = c.uid("One of GET /session/beside.")
