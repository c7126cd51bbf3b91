"""Pictures of users over HTTP: who sees them, how they are served, and what is no picture (ACC-12, CNV-08)."""

from uuid import UUID

import pytest
from werkzeug.test import Client as Sender

from application.user import DeactivateUser, ReactivateUser
from domain.user.events import PictureSet
from tests.support.api import Client, Reply, Served
from tests.support.pictures import LOSSY, SCRIPT, jpeg, png


def show(client: Client, user: UUID, data: bytes, kind: str = "image/png", **more: str) -> Reply:
    client.served.caught_up()
    sender = Sender(client.served.app, Reply, use_cookies=False)
    headers = client.headers | {"Content-Type": kind} | more
    return sender.post(f"/api/v1/users/{user}/picture", data=data, headers=headers)  # type: ignore[return-value]


@pytest.mark.req("ACC-12", "CNV-08", "SE-04")
@pytest.mark.parametrize(
    ("data", "kind"),
    [(png(), "image/png"), (jpeg(), "image/jpeg"), (LOSSY, "image/webp")],
    ids=["png", "jpeg", "webp"],
)
def test_colleagues_see_a_picture_and_browsers_nothing_else_in_it(
    api: Served, data: bytes, kind: str
) -> None:
    world = api.world()
    ann = world.user("Ann")
    client, other = api.client(world, ann), api.client(world)
    # what it calls itself is not asked
    assert show(client, ann, data, "text/html").status_code == 200
    picture = other.read(f"/users/{ann}")["picture"]
    assert {one["user_id"]: one["picture"] for one in other.read("/users")["items"]}[str(ann)] == picture
    got = other.get(f"/users/{ann}/picture")
    assert (got.status_code, got.content_type) == (200, kind)
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert got.headers["Content-Disposition"].startswith('attachment; filename="picture.')
    assert got.headers["Cache-Control"] == "private, no-cache"
    named = other.get(f"/users/{ann}/picture?picture={picture}")
    assert (named.get_data(), named.headers["Cache-Control"]) == (got.get_data(), "private, max-age=3600")
    assert named.headers["Vary"] == "Cookie, Authorization"
    again = other.get(f"/users/{ann}/picture", If_None_Match=got.headers["ETag"])
    assert (again.status_code, again.get_data()) == (304, b"")
    assert other.get(f"/users/{ann}/picture?picture={ann}").status_code == 404


@pytest.mark.req("ACC-12", "SE-01")
def test_other_accounts_and_those_who_are_gone_have_none(api: Served) -> None:
    world = api.world()
    ann, bo = world.user("Ann"), world.user("Bo")
    client, stranger = api.client(world), api.client(api.world())
    assert client.get(f"/users/{ann}/picture").status_code == 404
    assert show(api.client(world, bo), ann, png()).status_code == 403
    assert show(stranger, ann, png()).status_code == 404
    assert show(api.client(world, ann), ann, png()).status_code == 200
    assert stranger.get(f"/users/{ann}/picture").status_code == 404
    assert stranger.delete(f"/users/{ann}/picture").status_code == 404
    world.do(DeactivateUser(ann), by=world.admin)
    assert client.read(f"/users/{ann}")["picture"] is None
    assert client.get(f"/users/{ann}/picture").status_code == 404
    world.do(ReactivateUser(ann), by=world.admin)
    assert client.get(f"/users/{ann}/picture").status_code == 200


@pytest.mark.req("ACC-12", "PRV-08")
def test_only_the_picture_that_is_shown_is_kept_and_sealed(api: Served) -> None:
    world = api.world()
    ann, store = world.user("Ann"), api.application.blobs.store
    client, before = api.client(world, ann), set(store.ids())
    for data in (png(), jpeg(), png(red=9), png()):
        assert show(client, ann, data).status_code == 200
    (kept,) = {*store.ids()} - before
    assert kept == world.happened(ann, PictureSet)[-1].picture_id
    assert b"PNG" not in (store.get(kept) or b"PNG")
    assert show(client, ann, png(), **{"If-Match": '"1"'}).status_code == 412
    assert client.delete(f"/users/{ann}/picture").status_code == 200
    assert client.delete(f"/users/{ann}/picture").json["position"] == 0
    assert {*store.ids()} == before
    assert client.read(f"/users/{ann}")["picture"] is None


@pytest.mark.req("CNV-08", "SE-04")
@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 422, "not_a_picture"),
        (b"<!doctype html>" + SCRIPT, 422, "not_a_picture"),
        (b"GIF89a" + SCRIPT, 422, "not_a_picture"),
        (b"", 422, "not_a_picture"),
        (png(5000, 5000, lines=b""), 422, "picture_too_wide"),
        (png() + bytes(600_000), 413, "file_too_large"),
    ],
    ids=["svg", "html", "gif", "nothing", "wide", "large"],
)
def test_hostile_files_are_refused_and_leave_nothing(
    api: Served, data: bytes, status: int, code: str
) -> None:
    world = api.world()
    before = set(api.application.blobs.store.ids())
    answer = show(api.client(world), world.admin, data)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert set(api.application.blobs.store.ids()) == before


@pytest.mark.req("CNV-08", "SE-04")
def test_a_picture_that_is_a_page_too_is_served_as_a_picture_without_the_page(api: Served) -> None:
    world = api.world()
    client = api.client(world)
    assert show(client, world.admin, png() + SCRIPT, "text/html").status_code == 200
    got = client.get(f"/users/{world.admin}/picture")
    assert (got.content_type, b"script" in got.get_data()) == ("image/png", False)
