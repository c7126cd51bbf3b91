"""What Prometheus reads: every figure with its labels, nothing personal, and readiness beside it."""

import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.condition import OK, AlwaysWell, Condition
from infrastructure.observing.exposing import exposed
from infrastructure.observing.figures import BOUNDS, Count, Times, pool_source
from infrastructure.observing.installation import installation_source
from infrastructure.observing.judging import Limits, judged
from infrastructure.observing.probing import Probe
from infrastructure.observing.requests import Requests
from infrastructure.settings import Settings
from tests.observing.test_judging import WELL
from tests.support.ports import free_port

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def read(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def samples(text: str) -> Samples:
    return {
        (one.name, tuple(sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


@pytest.mark.req("RL-09")
def test_counts_durations_and_the_condition_are_shown() -> None:
    sends, took = Count("x_sends_total", "Sends.", "result"), Times("x_seconds", "Took.", "route")
    sends.add("accepted")
    sends.add("accepted")
    for seconds in (0.0005, BOUNDS[0], 0.3, 100):
        took.add(seconds, "/a")
    requests = Requests()
    requests.answered("GET", "/contacts/<uuid:contact_id>", 429, 0.2, None)
    watching = AlwaysWell(judged(WELL, Limits(disk=1)))
    sources = (
        lambda: (sends.shown(), took.shown()),
        requests.shown,
        installation_source(watching),
        pool_source("pool", lambda: {"pool_size": 4, "pool_available": 1, "requests_waiting": 2}),
    )
    settings = replace(Settings(), metrics_port=free_port())
    with exposed(settings, sources, lambda: True) as port:
        status, text = read(port, "/metrics")
    seen = samples(text)
    assert status == 200
    assert seen["x_sends_total", (("result", "accepted"),)] == 2
    buckets = {
        le: seen["x_seconds_bucket", (("le", le), ("route", "/a"))] for le in ("0.001", "0.5", "10.0", "+Inf")
    }
    assert buckets == {"0.001": 2, "0.5": 3, "10.0": 3, "+Inf": 4}
    labels = (("method", "GET"), ("route", "/contacts/<uuid:contact_id>"), ("status", "429"))
    assert seen["postroom_request_seconds_count", labels] == 1
    assert seen["postroom_state", (("state", OK),)] == 1
    assert seen["postroom_lag_positions", (("consumer", "thread"),)] == 10
    assert seen["postroom_pool_connections", (("use", "free"),)] == 1
    assert seen["postroom_workers", ()] == 1
    assert seen["process_resident_memory_bytes", ()] > 0


@pytest.mark.req("RL-09")
def test_while_the_database_is_away_the_figures_say_so() -> None:
    settings = replace(Settings(), metrics_port=free_port())
    watching = AlwaysWell(Condition("failing"))
    with exposed(settings, [installation_source(watching)], lambda: False) as port:
        seen = samples(read(port, "/metrics")[1])
        assert (seen["postroom_database_up", ()], seen["postroom_state", (("state", "failing"),)]) == (0, 1)
        assert (read(port, "/ready")[0], read(port, "/health")[0], read(port, "/x")[0]) == (503, 200, 404)


def test_without_a_port_nothing_is_shown() -> None:
    with exposed(Settings(), [], lambda: True) as port:
        assert port == 0


@pytest.mark.req("RL-09")
def test_a_process_is_ready_while_its_database_answers(database: str, tmp_path: Path) -> None:
    assert not Probe(f"postgresql:///x?host={tmp_path}")()
    assert Probe(database)()
    assert not Probe(database, lambda: False)()
