"""Limits of public forms: set by the installation, counted by all processes together, there without Redis too (FRM-10)."""

import io
import json
import re
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis
from werkzeug.datastructures import FileStorage

from api import form_tokens
from api.app import create_app
from api.form_limits import HIGHEST, FormLimits
from application.form import ChangeForm
from application.limits import Limits
from domain.form.answers import LONGEST_HIDDEN, LONGEST_KEPT, LONGEST_NAME, MOST_UNKNOWN
from domain.form.definition import MOST_FIELDS, Definition
from domain.form.fields import CAPS, LONGEST_OPTION, MOST_OPTIONS
from domain.form.pattern import LONGEST as LONGEST_PATTERN
from infrastructure.embedded.processes import wait_until
from infrastructure.live.paces import RedisPaces
from infrastructure.serving import api_settings
from tests.support.api import NO_REDIS, PATIENCE, Served
from tests.support.forms import SAID, FormDesk
from tests.support.memory import MemorySecrets
from tests.support.visitor import FIELDS, Visitor

HOUR = 1 / 3600
ADDRESS = "192.0.2.0/24"


def visitor_of(api: Served, desk: FormDesk, url: str = NO_REDIS, **bounds: int) -> tuple[Visitor, RedisPaces]:
    """Somebody at a process of the API that has these limits."""
    paces = RedisPaces(url, api.application.secrets)
    settings = replace(api.services.settings, form_limits=FormLimits(**bounds))
    services = replace(api.services, paces=paces, settings=settings)
    return Visitor(replace(api, services=services, app=create_app(services)), desk), paces


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, json.loads(answer.data)["errors"][0]["rule"]


@pytest.mark.req("FRM-10")
def test_all_processes_count_together_and_what_is_counted_cannot_be_read(redis_url: str) -> None:
    secrets = MemorySecrets()
    with (
        closing(RedisPaces(redis_url, secrets)) as one,
        closing(RedisPaces(redis_url, secrets)) as other,
        redis.Redis.from_url(redis_url, decode_responses=True) as client,
    ):
        first, second = one("sent", HOUR, 3), other("sent", HOUR, 3)
        assert [first.take(ADDRESS), second.take(ADDRESS), first.take(ADDRESS)] == [0, 0, 0]
        assert 3000 <= second.take(ADDRESS) <= 3600
        assert first.take("198.51.100.0/24") == one("asked", HOUR, 3).take(ADDRESS) == 0
        keys = client.keys("*")
        assert len(keys) == 3
        for key in keys:
            assert ADDRESS[:9] not in f"{key} {client.get(key)}"
            assert 0 < client.ttl(key) <= 3 * 3600


@pytest.mark.req("FRM-10", "CHT-11")
@pytest.mark.parametrize("away", [False, True])
def test_several_limits_are_asked_at_once_and_the_longest_wait_is_told(redis_url: str, *, away: bool) -> None:
    with closing(RedisPaces(NO_REDIS if away else redis_url, MemorySecrets())) as paces:
        own, shared = paces("own", HOUR, 2), paces("shared", HOUR / 10, 1)
        assert own.take("ann", (shared, ADDRESS)) == 0
        assert own.take("bob", (shared, ADDRESS)) > 30_000
        assert own.take("ann") == 0
        if not away:
            assert [own.take("bob"), own.take("bob")] == [0, 0], "what one refuses counts in none"


@pytest.mark.req("FRM-10")
def test_what_is_spent_comes_back_with_time(redis_url: str) -> None:
    with closing(RedisPaces(redis_url, MemorySecrets())) as paces:
        often = paces("often", 5, 1)
        assert often.take(ADDRESS) == 0
        assert wait_until(lambda: often.take(ADDRESS) == 0, PATIENCE)


@pytest.mark.req("FRM-10", "RL-02")
def test_without_redis_each_process_counts_for_itself_and_goes_back_to_it(redis_url: str) -> None:
    with closing(RedisPaces(NO_REDIS, MemorySecrets())) as away:
        pace = away("sent", HOUR, 2)
        assert [pace.take(ADDRESS), pace.take(ADDRESS)] == [0, 0]
        assert pace.take(ADDRESS) > 0
    with closing(RedisPaces(redis_url, MemorySecrets())) as paces, redis.Redis.from_url(redis_url) as client:
        pace = paces("sent", HOUR, 1)
        assert pace.take(ADDRESS) == 0
        client.flushall()
        assert pace.take(ADDRESS) == 0, "an emptied Redis forgets what was counted, and nothing else"
        assert pace.take(ADDRESS) > 0


@pytest.mark.req("FRM-10")
def test_a_form_takes_so_much_of_a_network_whichever_process_is_asked(api: Served, redis_url: str) -> None:
    desk = FormDesk(api.world(), fields=FIELDS)
    bounds = {"sent_at_once": 2, "sent_per_minute": 1}
    (one, first), (other, second) = (visitor_of(api, desk, redis_url, **bounds) for _ in range(2))
    with closing(first), closing(second):
        assert [it.json(SAID).status_code for it in (one, other)] == [202, 202]
        assert refused(one.json(SAID)) == refused(other.json(SAID)) == (429, "too_often")
        assert int(one.json(SAID).headers["Retry-After"]) > 0
        elsewhere = replace_address(other, "203.0.113.9")
        assert elsewhere.json(SAID).status_code == 202
    assert len(one.accepted()) == 3


def replace_address(visitor: Visitor, address: str) -> Visitor:
    """Somebody else at the same process."""
    found = Visitor(visitor.api, visitor.desk)
    found.address = address
    return found


@pytest.mark.req("FRM-10")
@pytest.mark.parametrize("bound", ["asked", "of_form"])
def test_each_limit_is_the_installations_and_holds_without_redis(api: Served, bound: str) -> None:
    bounds = {f"{bound}_at_once": 2, f"{bound}_per_minute": 1}
    visitor, paces = visitor_of(api, FormDesk(api.world(), fields=FIELDS), NO_REDIS, **bounds)
    with closing(paces):
        assert [visitor.json(SAID).status_code for _ in range(2)] == [202] * 2
        # a form's own limit counts everybody, a network's own one
        assert refused(visitor.json(SAID)) == (429, "too_often")
        elsewhere = replace_address(visitor, "203.0.113.77").json(SAID)
        assert elsewhere.status_code == (429 if bound == "of_form" else 202)


@pytest.mark.req("FRM-10")
def test_sizes_and_work_are_the_installations(api: Served) -> None:
    desk = FormDesk(api.world(), fields=FIELDS)
    visitor, paces = visitor_of(api, desk, text_kilobytes=1, files_megabytes=1, files=1, work_bits=3)
    with closing(paces):
        assert refused(visitor.json({**SAID, "name": "x" * 1024})) == (413, "too_large")
        files = [FileStorage(io.BytesIO(b"x"), f"{number}.bin") for number in range(2)]
        program = {"Accept": "application/json"}
        assert refused(visitor.post_parts({**SAID, "picture": files}, headers=program))[1] == "too_many_files"
        large = FileStorage(io.BytesIO(b"x" * 1_048_577), "large.bin")
        answer = visitor.post_parts({**SAID, "picture": large}, headers=program)
        assert (refused(answer), "1 MB" in answer.text) == ((413, "file_too_large"), True)
        desk.world.do(ChangeForm(desk.form_id, Definition("Contact", FIELDS, proof_of_work=True)))
        assert 'data-work="3"' in visitor.get().text
        assert '"work": 3' in visitor.get(".js").text
        desk.world.do(ChangeForm(desk.form_id, Definition("Contact", FIELDS)))
        assert visitor.json(SAID).status_code == 202
    assert len(visitor.accepted()) == 1


@pytest.mark.req("FRM-10")
def test_the_variable_is_what_the_api_goes_by(api: Served) -> None:
    settings = replace(api.application.settings, form_limits="sent_per_minute=1 files=3")
    told = api_settings(replace(api.application, settings=settings)).form_limits
    assert told == FormLimits(sent_per_minute=1, files=3)
    assert 0 < told.largest - 512 * 1024 - 10 * 1_048_576 < 100_000


@pytest.mark.req("FRM-10")
def test_how_fast_is_too_fast_and_how_long_work_counts_is_the_installations(api: Served) -> None:
    desk = FormDesk(api.world(), fields=FIELDS)
    desk.world.do(ChangeForm(desk.form_id, Definition("Contact", FIELDS, proof_of_work=True)))
    secret = api.application.secrets.of_account(desk.world.account)

    def sent(age: float, **bounds: int) -> tuple[int, str]:
        visitor, paces = visitor_of(api, desk, NO_REDIS, **{"work_bits": 1, **bounds})
        at = api.services.clock().timestamp() - age
        token = form_tokens.token(secret, desk.form_id, at, uuid4())
        work = next(str(n) for n in range(10**4) if form_tokens.works(token, str(n), 1))
        with closing(paces):
            answer = visitor.json({**SAID, "postroom_token": token, "postroom_work": work})
        return (202, "") if answer.status_code == 202 else refused(answer)

    assert sent(5) == (202, "")
    assert sent(5, fewest_seconds=30) == (422, "too_fast")
    assert sent(2 * 3600) == (202, "")
    assert sent(2 * 3600, work_hours=1) == (422, "work")


@pytest.mark.req("FRM-10", "FRM-08")
def test_every_limit_is_stated_with_what_it_is() -> None:
    text = (Path(__file__).parents[2] / "docs" / "forms.md").read_text("utf-8")
    rows = [
        row
        for row in text.partition("### Limits")[2].partition("\n## ")[0].splitlines()
        if row.startswith("| ")
    ]
    for one in fields(FormLimits):
        (row,) = [row for row in rows if f"`{one.name}`" in row]
        assert {str(one.default), f"{HIGHEST.get(one.name, one.default):,}"} <= set(
            re.findall(r"[\d,]*\d", row)
        ), row
    stated = {int(number.replace(",", "")) for row in rows for number in re.findall(r"[\d,]*\d", row)}
    unknown = {MOST_UNKNOWN, LONGEST_NAME, LONGEST_KEPT, LONGEST_HIDDEN}
    constants = {*CAPS.values(), MOST_OPTIONS, LONGEST_OPTION, MOST_FIELDS, LONGEST_PATTERN, *unknown}
    assert constants | {Limits().submissions_per_contact} <= stated
