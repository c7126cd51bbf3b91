"""Properties that an account gives to its conversations or tickets: read, defined, changed (CNV-02, TKT-04)."""

from uuid import UUID

from api.changes import answer, change
from api.context import found, here
from api.operations import Answer, Values
from application.properties import ChangeProperty, DefineProperty
from domain.kernel.ids import derived
from projections.people import queries as people


def defined(of: str) -> Values:
    """Return the properties that `of`, conversation or ticket, can have, archived ones too."""
    context = here()
    account = found(people.account(context.db, context.account_id), "account")
    known = ((key, one) for key, one in account.properties.items() if one["of"] == of)
    return {"items": [{"property_id": key, **one} for key, one in known]}


def define_property(of: str, body: Values) -> Answer:
    """Let `of` have another property."""
    env = here().envelope()
    here().release()
    command = DefineProperty(body["name"], body["kind"], tuple(body["choices"]), of)
    outcome = here().services.bus.dispatch(command, env)
    return answer(derived(env.command_id or env.correlation_id, "property"), outcome, status=201)


def change_property(of: str, property_id: UUID, body: Values) -> Answer:
    """Make a property of `of` another."""
    command = ChangeProperty(property_id, body["name"], tuple(body["choices"]), body["archived"], of=of)
    return change(command, property_id)
