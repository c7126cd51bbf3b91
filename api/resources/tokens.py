"""Machine tokens: shown once, kept as a hash, with scopes and an end (API-06)."""

import secrets
from dataclasses import asdict
from uuid import UUID

from api.changes import answer, change, dispatch, if_match
from api.context import here
from api.operations import Answer, Routes, Values
from api.schemas import people as shapes
from api.schemas.common import Changed, list_of
from api.visibility import ends_soon, hash_of, token_text
from application.token import IssueToken, RevokeToken
from projections.people import queries as people

MANAGE = "token_manage"

routes = Routes("tokens", "Tokens by which machines use this API.")


@routes.get("/tokens", answer=list_of(shapes.Token), permission=MANAGE)
def tokens() -> Values:
    """List the account's tokens, newest first."""
    context = here()
    found = people.tokens(context.db, context.account_id)
    context.release()
    used, now = context.services.token_uses.of_account(context.account_id), context.services.clock()
    return {
        "items": [
            {
                **asdict(token),
                "expires_soon": ends_soon(token, now),
                "last_used_at": used.get(token.token_id),
            }
            for token in found
        ]
    }


@routes.write(
    "POST", "/tokens", body=shapes.IssueToken, answer=shapes.IssuedToken, status=201, permission=MANAGE
)
def issue(body: Values) -> Answer:
    """Issue a token; it ends in 90 days, or when you say, within a year. Its text is in this answer and nowhere else; a repeat of the request gives it a new one.

    Whatever its scopes, it may and sees no more than its issuer does at the time of use.
    """
    secret = secrets.token_urlsafe(32)
    command = IssueToken(body["name"], tuple(body["scopes"]), body["expires_at"], hash_of(secret))
    outcome = dispatch(command)
    token_id = outcome.streams[0]
    return answer(token_id, outcome, status=201, token=token_text(token_id, secret))


@routes.write("DELETE", "/tokens/<uuid:token_id>", answer=Changed, permission=MANAGE, versioned=True)
def revoke(token_id: UUID) -> Answer:
    """Revoke a token; it opens nothing from here on."""
    return change(RevokeToken(token_id=token_id, expected_version=if_match()), token_id)
