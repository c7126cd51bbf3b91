"""What several ways in share: whose guesses count together, and how a refusal reads (SE-05)."""

from dataclasses import replace
from uuid import UUID

from flask import request

from api import throttle
from api.context import Context, Viewer
from api.credentials import Login
from api.entering import note_guessing
from api.entrance import Session
from api.problems import Problem
from api.services import Services
from api.throttle import Rule, key_of, network_of
from domain.kernel.refusal import InvalidInput


def person(context: Context) -> tuple[UUID, Session]:
    """Return the user of this browser and the session. Raises a 403 problem for a machine."""
    user_id = context.viewer.user_id
    if user_id is None or context.session is None:
        raise Problem(403, "people_only", "Machines have no sessions and no password. Sign in as a person.")
    return user_id, context.session


def half(viewer: Viewer) -> Viewer:
    """Return who gave a right password and no more: somebody, who may and sees nothing yet."""
    return replace(viewer, permissions=frozenset(), inboxes=frozenset())


def rules_of_password(services: Services, address: str, browser: str) -> dict[bytes, Rule]:
    """Return under which keys a password for an address counts; a known browser only under its own."""
    secret, network = services.secrets.of_installation(), network_of(request.remote_addr or "")
    if browser:
        return {key_of(secret, "browser", browser): throttle.OF_KNOWN_BROWSER}
    return {
        key_of(secret, "address from network", address, network): throttle.AT_ADDRESS_FROM_NETWORK,
        key_of(secret, "network", network): throttle.OF_NETWORK,
        key_of(secret, "address", address): throttle.AT_ADDRESS,
    }


def right_password(services: Services, rules: dict[bytes, Rule]) -> None:
    """Let a right password forget what was counted for it, and be no count of its network."""
    network = [key for key, rule in rules.items() if rule is throttle.OF_NETWORK]
    services.guesses.right([key for key in rules if key not in network], network, services.clock())


def count(context: Context, kind: str, user_id: UUID, rule: Rule) -> bytes:
    """Count one attempt of a signed-in user at something; raises a 429 problem during a pause. Returns the key."""
    services = context.services
    key = key_of(services.secrets.of_installation(), kind, user_id.hex)
    wait, begins = services.guesses.take({key: rule}, services.clock())
    if wait:
        raise too_many(wait)
    if begins:
        note_guessing(context, context.account_id, user_id, "code" if kind == "code" else "password")
    return key


def check_code(context: Context, user_id: UUID, code: str) -> str:
    """Use up a code of the app or a recovery code, and return which: `code` or `recovery_code`.

    Raises:
        Problem: 401 for a wrong or used one, 429 during a pause.

    """
    services, account_id = context.services, context.account_id
    key = count(context, "code", user_id, throttle.OF_SECOND_STEP)
    digits = "".join(code.split())
    if digits.isdecimal():
        right, method = services.factors.use(account_id, user_id, digits, services.clock()), "code"
    else:
        right, method = services.factors.use_recovery(account_id, user_id, code), "recovery_code"
    if not right:
        detail = "This code is wrong, over or used. Give the one your app shows now; each opens once."
        raise Problem(401, "wrong_code", detail)
    services.guesses.right([key], [], services.clock())
    return method


def check_password(context: Context, user_id: UUID, password: str | None) -> None:
    """Check the user's own password, where they have one.

    Raises:
        InvalidInput: it is wrong.
        Problem: 429 during a pause.

    """
    services = context.services
    known = services.credentials.password_hash(context.account_id, user_id)
    if known is None:
        return
    key = count(context, "own password", user_id, throttle.OF_OWN_PASSWORD)
    if not services.passwords.verify(known, password or "").right:
        raise InvalidInput(
            "This is not your password. Give the one you sign in with.", field="current_password"
        )
    services.guesses.right([key], [], services.clock())


def passwords_open(services: Services, login: Login) -> None:
    """Raise a 403 problem where the account signs in by its provider only; asked after a right password only."""
    if not services.sign_in_of(login.account_id).rules.passwords:
        detail = "Your account signs in by its identity provider. Use the sign-in link of your company."
        raise Problem(403, "passwords_closed", detail)


def same_origin(services: Services) -> None:
    """Refuse what another site's page sends: nobody is to be signed in as somebody else."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Problem(403, "cross_site", f"Sign in from {services.settings.base_url}.")


def wrong_credentials() -> Problem:
    """Return the one answer to every wrong sign-in: it does not say what was wrong."""
    return Problem(
        401, "wrong_credentials", "The address or the password is wrong. Check both and try again."
    )


def too_many(wait: int) -> Problem:
    """Return the answer during a pause."""
    detail = (
        f"Too many wrong attempts. Wait {wait} s, then try again; trying earlier does not make it longer."
    )
    return Problem(429, "too_many_sign_ins", detail, headers={"Retry-After": str(wait)})
