"""What stalls is said within seconds, by API, metrics and doctor, and unsaid by itself; one id leads through the logs."""

import json
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

import pytest
import requests

from tests.e2e.test_outage import database_hanging
from tests.support.company import Company
from tests.support.mails import a_mail
from tests.support.ports import free_port
from tests.support.product import Product, eventually
from tests.support.servers import temporary_state

SECRET = "Zebrastreifen"
METRICS = 5
"""Processes that show metrics, each at a port of its own, one after the other."""
Codes = frozenset[str]


@pytest.fixture(scope="module")
def watched() -> Iterator[tuple[Product, Company, int]]:
    """A product with metrics and little patience, a company in it, and the first metrics port."""
    port = free_port(run=METRICS)
    with temporary_state() as state, Product(state, metrics_port=port, lagging_seconds=2) as running:
        running.wait_ready()
        with ExitStack() as closing:
            yield running, Company(running, closing, "Watched"), port


def codes(company: Company) -> Codes | None:
    """Return the codes of the status's notices; None while it is not answered."""
    answer = company.admin.get("/status")
    if answer.status_code != 200:
        return None
    return frozenset(notice["code"] for notice in answer.json()["notices"])


def metric(port: int, line: str) -> float:
    text = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=60).text
    return float(next(one for one in text.splitlines() if one.startswith(f"{line} ")).rpartition(" ")[2])


@contextmanager
def held(product: Product, name: str) -> Iterator[None]:
    product.signal(name, signal.SIGSTOP)
    try:
        yield
    finally:
        product.signal(name, signal.SIGCONT)


def says(company: Company, code: str) -> bool:
    return code in (codes(company) or ())


def ill(product: Product) -> set[str]:
    return {one["name"] for one in json.loads(product.command("doctor", "--json", code=1)) if not one["well"]}


@pytest.mark.req("RL-09", "API-07")
def test_stalls_are_seen_and_pass(watched: tuple[Product, Company, int]) -> None:
    product, company, port = watched
    mailbox = company.channel()
    eventually(lambda: codes(company) == frozenset(), "all is well")
    assert metric(port, 'postroom_state{state="ok"}') == 1
    with held(product, "projector --only views"):
        mailbox.take(a_mail(subject="Stalled"))
        eventually(partial(says, company, "views_behind"), "the views are said to be behind")
        assert metric(port, 'postroom_lag_positions{consumer="thread"}') > 0
        assert "views_behind" in ill(product)
    eventually(lambda: codes(company) == frozenset(), "the views have caught up")
    with held(product, "worker"):
        eventually(partial(says, company, "worker_absent"), "the worker is said to be away")
        assert metric(port, "postroom_workers") == 0
    eventually(lambda: codes(company) == frozenset(), "the worker is back")
    with database_hanging(product):
        ready = f"{product.url}/ready"
        eventually(lambda: requests.get(ready, timeout=60).status_code == 503, "it is not ready")
        assert metric(port, "postroom_database_up") == 0
        assert metric(port, 'postroom_state{state="failing"}') == 1
    eventually(lambda: requests.get(ready, timeout=60).status_code == 200, "it is ready")
    eventually(lambda: codes(company) == frozenset(), "all is well again")
    assert "ok" in product.command("doctor")
    for at in range(1, METRICS):
        assert requests.get(f"http://127.0.0.1:{port + at}/ready", timeout=60).status_code == 200


@pytest.mark.req("RL-09", "SE-06")
def test_one_id_leads_through_the_logs_which_hold_nothing_personal(
    watched: tuple[Product, Company, int],
) -> None:
    product, company, port = watched
    mailbox = company.channel("sales")
    # larger than what is taken in at the door: it goes through every process
    mailbox.taken(a_mail(subject=SECRET, text=SECRET + " and so on" * 30_000))
    logs = {path.stem: path for path in (product.state / "logs").glob("*.log")}

    def lines(name: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in logs[name].read_text().splitlines() if line.startswith("{")]

    mail = [line for line in lines("smtp") if line["event"] == "accepted"][-1]

    def about(name: str, event: str) -> list[dict[str, object]]:
        of = [line for line in lines(name) if line.get("correlation") == mail["correlation"]]
        return [line for line in of if line["event"] == event]

    eventually(lambda: about("projector-reactors", "carried out"), "the reactor's line")
    (shown,) = eventually(lambda: about("projector-views", "shown"), "the view's line")
    assert shown["account"] == company.account_id
    assert shown["conversation"]
    answered = [line for line in lines("api") if line["event"] == "answered"]
    assert {"/api/v1/session", "/api/v1/channels"} & {line["route"] for line in answered}
    everything = "".join(path.read_text(errors="replace") for path in logs.values())
    figures = "".join(
        requests.get(f"http://127.0.0.1:{port + at}/metrics", timeout=60).text for at in range(METRICS)
    )
    for personal in (SECRET, company.domain, "somebody@", mailbox.hosted):
        assert personal not in everything
        assert personal not in figures
