"""Properties of conversations: which there are, and their values (CNV-02)."""

from uuid import UUID

from api.changes import answer, change, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.schemas import properties as shapes
from api.schemas.common import Changed, list_of
from application.properties import ChangeProperty, DefineProperty, SetConversationProperty
from domain.kernel.ids import derived
from projections.people import queries as people

EDIT = "account_access"
ALL = "/conversation-properties"

routes = Routes("conversations", "Threads with contacts. You see those of the inboxes open to you.")


@routes.get(ALL, answer=list_of(shapes.ConversationPropertyDefinition))
def definitions() -> Values:
    """List the properties that conversations of the account can have, archived ones too."""
    context = here()
    account = found(people.account(context.db, context.account_id), "account")
    return {
        "items": [
            {"property_id": key, **one}
            for key, one in account.properties.items()
            if one["of"] == "conversation"
        ]
    }


@routes.write("POST", ALL, body=shapes.NewConversationProperty, answer=Changed, status=201, permission=EDIT)
def define(body: Values) -> Answer:
    """Let conversations have another property. `id` is the property's."""
    env = here().envelope()
    here().release()
    command = DefineProperty(body["name"], body["kind"], tuple(body["choices"]))
    outcome = here().services.bus.dispatch(command, env)
    return answer(derived(env.command_id or env.correlation_id, "property"), outcome, status=201)


@routes.write(
    "PUT",
    f"{ALL}/<uuid:property_id>",
    body=shapes.ChangedConversationProperty,
    answer=Changed,
    permission=EDIT,
)
def change_definition(property_id: UUID, body: Values) -> Answer:
    """Rename a property, give it other choices, archive it, or take it back into use."""
    command = ChangeProperty(
        property_id, body["name"], tuple(body["choices"]), body["archived"], of="conversation"
    )
    return change(command, property_id)


@routes.write(
    "PUT",
    "/conversations/<uuid:conversation_id>/properties/<uuid:property_id>",
    body=shapes.ConversationPropertyValue,
    answer=Changed,
    permission="conversation_write",
    versioned=True,
)
def set_value(conversation_id: UUID, property_id: UUID, body: Values) -> Answer:
    """Give a conversation a value of a property, or none."""
    command = SetConversationProperty(
        conversation_id, property_id, body["value"], expected_version=if_match()
    )
    return change(command, conversation_id)
