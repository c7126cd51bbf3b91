"""One's own profile: how customers see one (EML-07)."""

import pytest

from tests.api.test_conversations import mail
from tests.support.api import Served


@pytest.mark.req("EML-07", "UIX-01")
def test_mail_goes_out_under_the_name_its_author_shows(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann")
    client, own = api.client(world, ann), f"/users/{ann}/profile"
    conversation = world.mailed(world.channel(from_name="agent_and_company"), mail())

    def sender() -> str:
        client.post(f"/conversations/{conversation}/messages", {"text": "Hello"})
        return str(client.read(f"/conversations/{conversation}")["messages"][-1]["sender_name"])

    assert sender().startswith("Ann at ")
    assert client.put(own, {"shown_name": " Ann K. ", "about": "I help with deliveries."}).status_code == 200
    assert sender().startswith("Ann K. at ")
    user = client.read(f"/users/{ann}")
    assert (user["name"], user["shown_name"]) == ("Ann", "Ann K.")
    assert user["about"] == "I help with deliveries."
    client.put(own, {"shown_name": ""})
    assert sender().startswith("Ann at ")


@pytest.mark.req("ACC-10", "SE-01")
def test_nobody_else_but_who_manages_users_changes_it(api: Served) -> None:
    world = api.world()
    ann, bo = world.user("Ann"), world.user("Bo")
    body = {"shown_name": "Somebody"}
    assert api.client(world, bo).put(f"/users/{ann}/profile", body).status_code == 403
    assert api.client(world).put(f"/users/{ann}/profile", body).status_code == 200
    assert api.client(api.world()).put(f"/users/{ann}/profile", body).status_code == 404
    assert api.client(world, ann).put(f"/users/{ann}/profile", {"shown_name": "x\ny"}).status_code == 422
