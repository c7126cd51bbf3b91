"""Writes: one command each, answered with where it was recorded (API-01, API-03)."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from flask import request

from api.context import here
from api.operations import Answer
from api.problems import Problem
from application.bus import Command
from application.ports import Outcome
from domain.kernel.ids import derived
from domain.kernel.refusal import Refusal

POSITION = "Postroom-Position"
ETAG = re.compile(r'(?:W/)?"(\d{1,18})"')


def dispatch(command: Command) -> Outcome:
    """Carry the command out for the caller."""
    context = here()
    env = context.envelope()
    context.release()
    return context.services.bus.dispatch(command, env)


def change(command: Command, thing_id: UUID) -> Answer:
    """Carry out a change of something and say where it was recorded; position 0 where nothing had to change."""
    outcome = dispatch(command)
    return answer(thing_id, outcome)


def create(command: Command, path: str, *, thing_id: UUID | None = None, **more: Any) -> Answer:
    """Carry out what makes something: by default the first stream the command began, found at `path` and its id."""
    outcome = dispatch(command)
    made = thing_id or outcome.streams[0]
    made_at = answer(made, outcome, status=201, **more)
    return Answer(made_at.data, 201, {**made_at.headers, "Location": f"/api/v1{path}/{made}"})


def answer(thing_id: UUID, outcome: Outcome, *, status: int = 200, **more: Any) -> Answer:
    """Return the answer to a write."""
    headers = {POSITION: str(outcome.position)} if outcome.position else {}
    return Answer({"id": thing_id, "position": outcome.position, **more}, status, headers)


def each(name: str, ids: Iterable[UUID], make: Callable[[UUID], Command]) -> Answer:
    """Carry out a command for each thing once, in order; each is done or refused by itself, as `items` say.

    `name` is what its id is called there.
    """
    context = here()
    env = context.envelope()
    context.release()
    reached, items = 0, []
    for thing_id in dict.fromkeys(ids):
        one = {name: thing_id, "done": True, "code": "", "detail": ""}
        # the same Idempotency-Key finds each of them done
        own = env.with_command(derived(env.command_id or env.correlation_id, f"bulk:{thing_id}"))
        try:
            reached = max(reached, context.services.bus.dispatch(make(thing_id), own).position)
        except Refusal as refusal:
            one |= {"done": False, "code": refusal.code, "detail": str(refusal)}
        items.append(one)
    return Answer({"position": reached, "items": items}, headers={POSITION: str(reached)} if reached else {})


def if_match() -> int | None:
    """Return the version the client expects, None where any will do.

    Raises:
        Problem: 400 where the header is no ETag of ours.

    """
    text = request.headers.get("If-Match")
    if text is None or text.strip() == "*":
        return None
    found = ETAG.fullmatch(text.strip())
    if found is None:
        raise Problem(400, "bad_etag", "Send the ETag of the last read as it was, or leave If-Match out.")
    return int(found[1])


def etag(version: int) -> dict[str, str]:
    """Return the ETag of a stream's version."""
    return {"ETag": f'"{version}"'}


def asked_position() -> int:
    """Return the position the client's read must know of, 0 where it names none.

    Raises:
        Problem: 400 for a position that cannot be.

    """
    text = request.headers.get(POSITION, "0")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):  # noqa: PLR2004 - a position fits 64 bits
        raise Problem(400, "bad_position", f"{POSITION} is a whole number, as an answer gave it.")
    return int(text)


def is_behind(views: Collection[str]) -> bool:
    """Whether read models lack the position the client asks for now; asks nobody and waits for nothing."""
    position = asked_position()
    return position > 0 and not here().services.positions.wait_for(position, 0, views)


def wait_for_position(views: Collection[str]) -> None:
    """Let the read models that are asked reach the position the client asks for (API-03).

    Raises:
        Problem: 503 with Retry-After where they do not within the wait; 400 for a position that cannot be.

    """
    services = here().services
    if not services.positions.wait_for(asked_position(), services.settings.wait_seconds, views):
        raise behind()


def behind() -> Problem:
    """Return the answer to who asks for what the read models do not know yet."""
    detail = "The read models have not reached that position yet. Ask again in a moment."
    return Problem(503, "behind", detail, headers={"Retry-After": "1"})
