"""Properties that tickets of the account can have (TKT-04)."""

from uuid import UUID

from api.operations import Answer, Routes, Values
from api.properties import change_property, define_property, defined
from api.schemas import ticketing as shapes
from api.schemas.common import Changed, list_of

EDIT = "account_access"
ALL = "/ticket-properties"

routes = Routes("tickets", "Tickets, made of conversations automatically or by hand.")


@routes.get(ALL, answer=list_of(shapes.TicketPropertyDefinition))
def ticket_definitions() -> Values:
    """List the properties that tickets of the account can have, archived ones too."""
    return defined("ticket")


@routes.write("POST", ALL, body=shapes.NewTicketProperty, answer=Changed, status=201, permission=EDIT)
def define_for_tickets(body: Values) -> Answer:
    """Let tickets have another property. `id` is the property's."""
    return define_property("ticket", body)


@routes.write(
    "PUT",
    f"{ALL}/<uuid:ticket_property_id>",
    body=shapes.ChangedTicketProperty,
    answer=Changed,
    permission=EDIT,
)
def change_ticket_definition(ticket_property_id: UUID, body: Values) -> Answer:
    """Rename a property of tickets, give it other choices, archive it, or take it back into use."""
    return change_property("ticket", ticket_property_id, body)
