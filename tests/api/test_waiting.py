"""A read waits for the read models it asks, and for no others (API-03)."""

from dataclasses import replace
from typing import cast

import psycopg
import pytest
from werkzeug.test import Client as Sender

from api.app import create_app, operations
from api.models import read_models
from tests.support.api import Reply, Served, served
from tests.support.servers import temporary_state

OTHER_VERSION = "UPDATE views.positions SET version = version + %s WHERE name = 'contact_profile'"


@pytest.mark.req("API-03")
def test_what_an_operation_reads_is_found_by_itself() -> None:
    reads = {operation.name: read_models(operation.view) for operation in operations()}
    assert reads["teams.teams"] == {"people"}
    assert {"contact_profile", "people"} <= reads["contacts.contact"]
    assert "thread" not in reads["contacts.contact"]
    assert {"thread", "people"} <= reads["conversations.conversation"]


@pytest.mark.req("API-03")
def test_a_view_that_is_filled_anew_is_not_read_before_it_has_what_was_written(database: str) -> None:
    with (
        temporary_state() as state,
        served(database, state) as there,
        psycopg.connect(database, autocommit=True) as db,
    ):
        world = there.world()
        client = there.client(world)
        there.caught_up()
        db.execute(OTHER_VERSION, (1,))
        made = client.post("/contacts", {"name": "Zoe"})
        assert made.status_code == 201
        soon = replace(there.services.settings, wait_seconds=0.2)
        at = {"Postroom-Position": made.headers["Postroom-Position"]}

        def read(path: str, served_by: Served) -> Reply:
            sender = Sender(served_by.app, Reply, use_cookies=False)
            return cast("Reply", sender.get(f"/api/v1{path}", headers=client.headers | at))

        impatient = replace(there, app=create_app(replace(there.services, settings=soon)))
        contact = f"/contacts/{made.json['id']}"
        behind = read(contact, impatient)
        assert (behind.status_code, behind.headers["Retry-After"]) == (503, "1")
        assert read("/teams", impatient).status_code == 200
        db.execute(OTHER_VERSION, (-1,))
        # the projector looks where its views are as soon as there is something to do
        world.user("Bo")
        assert read(contact, there).status_code == 200
