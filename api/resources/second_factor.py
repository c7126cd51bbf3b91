"""One's second factor: codes of an app, recovery codes, and the reset of a lost one (API-06, SE-05)."""

from uuid import UUID

from api.changes import answer, change, if_match
from api.context import Context, here
from api.entering import enter, envelope
from api.entrance import CODE, ENROL, FULL
from api.guarding import check_code, check_password, person
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.qr import svg_of
from api.schemas.common import Changed
from api.schemas.second_factor import Begin, Begun, Confirm, Confirmed, RecoveryCodes, SecondFactor, WithCode
from api.visibility import user_viewer
from application.access import NoteSessionsEnded
from application.bus import Command
from application.ports import Outcome
from application.second_factor import (
    DisableSecondFactor,
    EnableSecondFactor,
    NoteRecoveryCodes,
    ResetSecondFactor,
)
from projections.people import queries as people

routes = Routes("second factor", "A code of an app beside the password (TOTP, RFC 6238).")


@routes.get("/second-factor", answer=SecondFactor, half=True)
def second_factor() -> Values:
    """Say whether you have one, whether your account asks for one, and how many recovery codes are left."""
    context = here()
    services = context.services
    user_id, _ = person(context)
    enabled = services.factors.enabled(context.account_id, user_id)
    left = services.factors.recovery_codes_left(user_id) if enabled else 0
    required = services.sign_in_of(context.account_id).rules.second_factor
    return {"enabled": enabled, "required": required, "recovery_codes_left": left}


@routes.write("POST", "/second-factor", body=Begin, answer=Begun, status=201, keyed=False, half=True)
def begin(body: Values) -> Answer:
    """Begin to set an app up; `secret`, `uri` and `qr` are the same thing and shown this once. Then confirm with a code.

    Needs your password, unless you gave it just now because your account asks for a second factor.
    """
    context = here()
    services = context.services
    user_id, session = person(context)
    if session.stage == CODE or (
        session.stage == FULL and services.factors.enabled(context.account_id, user_id)
    ):
        detail = "You have a second factor. Give its code, or take it away first: POST /api/v1/second-factor/disable."
        raise Problem(409, "second_factor_set", detail)
    if session.stage == FULL:
        check_password(context, user_id, body["current_password"])
    user = people.user(context.db, context.account_id, user_id)
    context.release()
    begun = services.factors.begin(context.account_id, user_id, user.email if user else "")
    return Answer({"secret": begun.secret, "uri": begun.uri, "qr": svg_of(begun.uri)}, 201)


@routes.write("POST", "/second-factor/confirm", body=Confirm, answer=Confirmed, keyed=False, half=True)
def confirm(body: Values) -> Values:
    """Give the code the app shows; it is asked for from here on. Returns recovery codes, shown this once.

    Your session goes on under a new token, and `csrf` is new; your other sessions end.
    """
    context = here()
    services = context.services
    user_id, session = person(context)
    if session.stage == CODE:
        raise Problem(
            409, "second_factor_set", "You have a second factor. Give its code: POST /api/v1/session/code."
        )
    secret = services.factors.confirmed(context.account_id, user_id, body["code"], services.clock())
    if secret is None:
        detail = "This is not the code of the app that was begun. Give the one it shows now, or begin again."
        raise Problem(401, "wrong_code", detail)
    _do(context, EnableSecondFactor(user_id, secret=secret))
    codes = _new_codes(context, user_id)
    services.sessions.end_all(user_id, but=session.session_id)
    context.memories.sessions.forget_all()
    _do(context, NoteSessionsEnded(user_id, "second_factor"))
    viewer = user_viewer(context.db, context.account_id, user_id)
    context.release()
    assert viewer is not None  # noqa: S101 - the command was just carried out for this user
    renewed = enter(context, viewer, FULL, "code" if session.stage == ENROL else "")
    return {"recovery_codes": codes, "csrf": renewed.csrf}


@routes.write("POST", "/second-factor/recovery-codes", body=WithCode, answer=RecoveryCodes, keyed=False)
def new_recovery_codes(body: Values) -> Values:
    """Get new recovery codes, shown this once; those of before open nothing any more."""
    context = here()
    user_id = _proved(context, body)
    return {"recovery_codes": _new_codes(context, user_id)}


@routes.write("POST", "/second-factor/disable", body=WithCode, answer=Changed, keyed=False)
def disable(body: Values) -> Answer:
    """Take your second factor away, with password and code. Refused where your account asks for one."""
    context = here()
    if context.services.sign_in_of(context.account_id).rules.second_factor:
        detail = "Your account asks for a second factor. To change the app, ask an administrator to reset it."
        raise Problem(409, "second_factor_required", detail)
    user_id = _proved(context, body)
    outcome = _do(context, DisableSecondFactor(user_id))
    context.services.factors.forget(context.account_id, user_id)
    return answer(user_id, outcome)


@routes.write(
    "DELETE", "/users/<uuid:user_id>/second-factor", answer=Changed, permission="user_manage", versioned=True
)
def reset(user_id: UUID) -> Answer:
    """Take a user's lost second factor away; their sessions end. Not your own, and of nobody who may what you may not."""
    context = here()
    if user_id == context.viewer.user_id:
        raise Problem(
            409,
            "own_access",
            "Take your own away with password and code: POST /api/v1/second-factor/disable.",
        )
    done = change(ResetSecondFactor(user_id, expected_version=if_match()), user_id)
    context.services.factors.forget(context.account_id, user_id)
    if context.services.sessions.end_all(user_id):
        context.memories.sessions.forget_all()
        _do(context, NoteSessionsEnded(user_id, "second_factor"))
    return done


def _proved(context: Context, body: Values) -> UUID:
    """Return the user, who gave password and code."""
    user_id, _ = person(context)
    check_password(context, user_id, body["current_password"])
    check_code(context, user_id, body["code"])
    return user_id


def _new_codes(context: Context, user_id: UUID) -> list[str]:
    codes = context.services.factors.new_recovery_codes(context.account_id, user_id)
    _do(context, NoteRecoveryCodes(user_id, len(codes)))
    return codes


def _do(context: Context, command: Command) -> Outcome:
    return context.services.bus.dispatch(command, envelope(context, context.account_id, context.viewer.actor))
