"""Schedules, holidays, working hours and availability over HTTP (CHT-06, ACC-11, ACC-12)."""

from typing import Any

import pytest

from tests.support.api import Client, Served

OFFICE = {
    "name": "Office",
    "zone": "Europe/Warsaw",
    "ranges": [{"day": day, "from": "09:00", "to": "17:00"} for day in range(5)],
    "holidays": [{"date": "2030-12-24", "name": "Christmas Eve"}],
}


@pytest.fixture
def admin(api: Served) -> Client:
    return api.client(api.world())


def made(client: Client, plan: dict[str, Any]) -> str:
    answer = client.post("/schedules", plan)
    assert answer.status_code == 201, answer.json
    return f"/schedules/{answer.json['id']}"


@pytest.mark.req("CHT-06")
def test_a_schedule_is_made_read_changed_and_archived(admin: Client) -> None:
    path = made(admin, OFFICE)
    read = admin.get(path)
    assert {name: read.json[name] for name in OFFICE} == OFFICE
    assert admin.put(path, {**OFFICE, "name": "Shop"}, If_Match=read.headers["ETag"]).status_code == 200
    assert admin.put(path, OFFICE, If_Match=read.headers["ETag"]).status_code == 412
    assert admin.post(f"{path}/archive").status_code == 200
    (listed,) = admin.read("/schedules")["items"]
    assert (listed["name"], listed["archived"]) == ("Shop", True)
    assert admin.post(f"{path}/restore").status_code == 200
    assert not admin.read(path)["archived"]


@pytest.mark.req("CHT-06")
def test_schedules_come_in_pages_by_name(admin: Client) -> None:
    for name in ("Cee", "Aye", "Bee"):
        made(admin, {**OFFICE, "name": name})
    first = admin.read("/schedules?limit=2")
    assert [one["name"] for one in first["items"]] == ["Aye", "Bee"]
    rest = admin.read(f"/schedules?limit=2&cursor={first['next']}")
    assert ([one["name"] for one in rest["items"]], rest["next"]) == (["Cee"], None)


@pytest.mark.req("CHT-06", "ACC-11")
def test_a_schedule_says_when_it_opens_and_closes_and_minds_the_holidays_of_the_account(
    admin: Client,
) -> None:
    path = made(admin, OFFICE)
    monday = admin.read(f"{path}/state?at=2030-12-23T10:00:00Z")
    assert monday["open"]
    assert monday["next_closing"] == "2030-12-23T16:00:00+00:00"
    assert monday["next_opening"] == "2030-12-25T08:00:00+00:00"
    days = {"holidays": [{"date": "2030-12-25", "name": "Christmas"}]}
    assert admin.put("/account/holidays", days).status_code == 200
    assert admin.read("/account/hours")["holidays"] == days["holidays"]
    later = admin.read(f"{path}/state?at=2030-12-23T10:00:00Z")
    assert later["next_opening"] == "2030-12-26T08:00:00+00:00"
    alone = made(admin, {**OFFICE, "account_holidays": False})
    assert admin.read(f"{alone}/state?at=2030-12-23T10:00:00Z") == monday


@pytest.mark.req("CHT-06")
def test_hours_that_are_being_written_say_whether_they_are_open(admin: Client) -> None:
    always = [{"day": day, "from": "00:00", "to": "00:00"} for day in range(7)]
    answer = admin.post("/schedules/state", {**OFFICE, "ranges": always, "holidays": []})
    assert (answer.json["open"], answer.json["next_closing"]) == (True, None)
    wrong = admin.post("/schedules/state", {**OFFICE, "zone": "Mars/Olympus"})
    assert (wrong.status_code, wrong.json["field"]) == (422, "zone")
    assert admin.read("/schedules")["items"] == []


@pytest.mark.req("ACC-12", "CHT-14")
def test_availability_says_why_until_when_and_how_much(api: Served) -> None:
    world = api.world()
    ann = world.user("Ann", available=False)
    admin, own = api.client(world), api.client(world, ann)
    assert own.put(f"/users/{ann}/availability", {"available": True}).status_code == 200
    assert standing(admin, ann)["cause"] == "self"
    until = "2031-01-01T00:00:00+00:00"
    admin.put(f"/users/{ann}/availability", {"available": False, "until": until})
    found = standing(admin, ann)
    assert (found["available"], found["cause"], found["until"]) == (False, "by_other", until)
    assert (found["open"], found["live"], found["capacity_total"]) == (0, 0, None)


@pytest.mark.req("ACC-12")
def test_working_hours_are_own_ranges_or_a_schedules(api: Served) -> None:
    world = api.world()
    ann, ben = world.user("Ann"), world.user("Ben")
    admin, own = api.client(world), api.client(world, ann)
    path = f"/users/{ann}/working-hours"
    ranges = [{"day": 0, "from": "09:00", "to": "17:00"}]
    assert own.put(path, {"zone": "Europe/Warsaw", "ranges": ranges}).status_code == 200
    found = standing(admin, ann)
    assert found["working_hours"] == {"schedule_id": None, "zone": "Europe/Warsaw", "ranges": ranges}
    assert found["next_change"]
    schedule_id = made(admin, OFFICE).rpartition("/")[2]
    assert own.put(path, {"schedule_id": schedule_id, "ranges": []}).status_code == 200
    assert standing(admin, ann)["working_hours"]["schedule_id"] == schedule_id
    assert own.put(path, {"ranges": []}).status_code == 200
    assert standing(admin, ann)["working_hours"] is None
    assert api.client(world, ben).put(path, {"ranges": []}).status_code == 403
    admin.post(f"/schedules/{schedule_id}/archive")
    refused = own.put(path, {"schedule_id": schedule_id, "ranges": []})
    assert (refused.status_code, refused.json["field"]) == (422, "schedule_id")


@pytest.mark.req("ACC-12")
def test_the_grace_of_screens_is_set_or_switched_off(admin: Client) -> None:
    assert admin.read("/account/hours")["screen_grace"] == 5
    assert admin.put("/account/screen-grace", {"minutes": None}).status_code == 200
    assert admin.read("/account/hours")["screen_grace"] is None
    assert admin.put("/account/screen-grace", {"minutes": 0}).status_code == 422


def standing(client: Client, user: object) -> dict[str, Any]:
    (found,) = [one for one in client.read("/availability")["items"] if one["user_id"] == str(user)]
    return dict(found)
