"""Properties that tickets of the account can have (TKT-04)."""

from uuid import UUID

from api.changes import answer, change
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.schemas import ticketing as shapes
from api.schemas.common import Changed, list_of
from application.properties import ChangeProperty, DefineProperty
from domain.kernel.ids import derived
from projections.people import queries as people

EDIT = "account_access"
ALL = "/ticket-properties"

routes = Routes("tickets", "Tickets, made of conversations automatically or by hand.")


@routes.get(ALL, answer=list_of(shapes.TicketPropertyDefinition))
def ticket_definitions() -> Values:
    """List the properties that tickets of the account can have, archived ones too."""
    context = here()
    account = found(people.account(context.db, context.account_id), "account")
    known = ((key, one) for key, one in account.properties.items() if one["of"] == "ticket")
    return {"items": [{"property_id": key, **one} for key, one in known]}


@routes.write("POST", ALL, body=shapes.NewTicketProperty, answer=Changed, status=201, permission=EDIT)
def define_for_tickets(body: Values) -> Answer:
    """Let tickets have another property. `id` is the property's."""
    env = here().envelope()
    here().release()
    command = DefineProperty(body["name"], body["kind"], tuple(body["choices"]), "ticket")
    outcome = here().services.bus.dispatch(command, env)
    return answer(derived(env.command_id or env.correlation_id, "property"), outcome, status=201)


@routes.write(
    "PUT",
    f"{ALL}/<uuid:ticket_property_id>",
    body=shapes.ChangedTicketProperty,
    answer=Changed,
    permission=EDIT,
)
def change_ticket_definition(ticket_property_id: UUID, body: Values) -> Answer:
    """Rename a property of tickets, give it other choices, archive it, or take it back into use."""
    command = ChangeProperty(
        ticket_property_id, body["name"], tuple(body["choices"]), body["archived"], of="ticket"
    )
    return change(command, ticket_property_id)
