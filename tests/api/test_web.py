"""How the agents' interface is served."""

import pytest

from api.web import BUILD
from tests.api.test_conversations import mail
from tests.support.api import Served


@pytest.mark.req("UIX-01")
def test_every_address_is_the_one_page_and_its_files_may_be_kept_for_ever(api: Served) -> None:
    client = api.app.test_client()
    for path in (
        "/inbox",
        "/tickets",
        "/me",
        "/settings/users",
        "/inbox/mine",
        "/inbox/open/5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11?at=3",
    ):
        page = client.get(path)
        assert page.status_code == 200
        assert "require-trusted-types-for 'script'" in page.headers["Content-Security-Policy"]
        assert page.headers["Cache-Control"] == "no-cache"
    (entry,) = (path.name for path in (BUILD / "assets").glob("index-*.js"))
    with client.get(f"/app/assets/{entry}") as script:
        assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert script.headers["Content-Type"].startswith("text/javascript")
    assert client.get("/app/assets/nothing.js").status_code == 404
    assert client.get("/app/../app.py").status_code == 404


@pytest.mark.req("API-04", "CNV-03", "SE-01")
def test_what_a_frame_told_of_is_read_in_one_request(api: Served) -> None:
    world, other = api.world(), api.world()
    ann = world.user("Ann")
    channel = world.channel(users=(ann,))
    mine = [world.mailed(channel, mail()) for _ in range(2)]
    foreign = other.mailed(other.channel(), mail())
    client = api.client(world, ann)
    client.post(f"/conversations/{mine[0]}/close", {})
    rows = client.read(f"/conversations/rows?ids={mine[0]},{mine[1]},{foreign}")["items"]
    assert {row["conversation_id"]: row["status"] for row in rows} == {
        str(mine[0]): "closed",
        str(mine[1]): "open",
    }
    for wrong in ("", "nonsense", f"{mine[0]},", ",".join([str(mine[0])] * 101)):
        answer = client.get(f"/conversations/rows?ids={wrong}")
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "ids")
