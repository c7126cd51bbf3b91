"""Properties of conversations: which there are, and their values (CNV-02)."""

from uuid import UUID

from api.changes import change, if_match
from api.operations import Answer, Routes, Values
from api.properties import change_property, define_property, defined
from api.schemas import properties as shapes
from api.schemas.common import Changed, list_of
from application.properties import SetConversationProperty

EDIT = "account_access"
ALL = "/conversation-properties"

routes = Routes("conversations", "Threads with contacts. You see those of the inboxes open to you.")


@routes.get(ALL, answer=list_of(shapes.ConversationPropertyDefinition))
def definitions() -> Values:
    """List the properties that conversations of the account can have, archived ones too."""
    return defined("conversation")


@routes.write("POST", ALL, body=shapes.NewConversationProperty, answer=Changed, status=201, permission=EDIT)
def define(body: Values) -> Answer:
    """Let conversations have another property. `id` is the property's."""
    return define_property("conversation", body)


@routes.write(
    "PUT",
    f"{ALL}/<uuid:property_id>",
    body=shapes.ChangedConversationProperty,
    answer=Changed,
    permission=EDIT,
)
def change_definition(property_id: UUID, body: Values) -> Answer:
    """Rename a property, give it other choices, archive it, or take it back into use."""
    return change_property("conversation", property_id, body)


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
