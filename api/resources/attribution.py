"""Whom a message belongs to, said by a person (EML-14)."""

from uuid import UUID

from api.changes import answer, if_match
from api.context import here
from api.operations import Answer, Routes, Values
from api.schemas import attribution as shapes
from api.schemas.common import Changed
from application.reattribution import CorrectAttribution
from domain.kernel.ids import derived

routes = Routes("conversations", "Threads with contacts. You see those of the inboxes open to you.")


@routes.write(
    "POST",
    "/conversations/<uuid:conversation_id>/attribution",
    body=shapes.CorrectAttribution,
    answer=Changed,
    permission="conversation_write",
    versioned=True,
)
def correct(conversation_id: UUID, body: Values) -> Answer:
    """Say whom a message belongs to; `id` is the conversation begun for that contact, which shows it from here on.

    Where there was one before, `id` is this one, whose `merged_into` leads there. The decision before stays recorded, and so does this one; the same call with another choice takes it back. All of a
    conversation that the message began goes along, otherwise only the message. 409 `already_attributed` where it belongs
    to that contact.
    """
    context = here()
    command = CorrectAttribution(conversation_id, **body, expected_version=if_match())
    env = context.envelope()
    context.release()
    outcome = context.services.bus.dispatch(command, env)
    begun = derived(env.command_id or env.correlation_id, "conversation")
    return answer(begun if begun in outcome.streams else conversation_id, outcome)
