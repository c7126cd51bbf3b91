"""While the database is away or hangs, nothing is acknowledged that could be lost (RL-03)."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager

import psycopg
import pytest
import requests

from infrastructure.embedded.processes import group_members
from tests.e2e.conftest import Open
from tests.support.customers import answered, insist, refusal
from tests.support.mails import a_mail
from tests.support.product import PATIENCE, Product, eventually


@contextmanager
def database_down(product: Product) -> Iterator[None]:
    """PostgreSQL is shut down, and who would start it again is held; afterwards they do."""
    group = product.group("postgres")
    product.process.send_signal(signal.SIGSTOP)
    try:
        product.signal("postgres", signal.SIGINT)
        eventually(lambda: not group_members(group), "PostgreSQL is down")
        yield
    finally:
        product.process.send_signal(signal.SIGCONT)
        back(product)


def back(product: Product) -> None:
    """Wait until the product has its database again: others use it after us."""
    ready = f"{product.url}/ready"
    eventually(
        lambda: requests.get(ready, timeout=PATIENCE).status_code == 200, "the database is there again"
    )


@contextmanager
def database_hanging(product: Product) -> Iterator[None]:
    """PostgreSQL does nothing more, without a word: its first process, then every one that serves a connection."""
    stopped = [product.group("postgres")]
    with psycopg.connect(product.settings.database_url) as db:
        os.kill(stopped[0], signal.SIGSTOP)
        try:
            stopped += [pid for (pid,) in db.execute("SELECT pid FROM pg_stat_activity").fetchall()]
            for pid in stopped[1:]:
                os.kill(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)
            back(product)


@pytest.mark.req("RL-03")
def test_while_the_database_is_down_mail_is_put_off_and_taken_afterwards(
    open_account: Open, product: Product
) -> None:
    company = open_account()
    mailbox = company.channel()
    mailbox.taken(a_mail(subject="Before"))
    late = a_mail(subject="During")
    with database_down(product):
        code = refusal(lambda: mailbox.take(late))
        assert code is not None
        assert 400 <= code < 500
        refused = company.admin.get("/conversations")
        assert refused.status_code == 503
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert int(refused.headers["Retry-After"]) > 0
    insist(product, late, mailbox.hosted)
    eventually(
        lambda: answered(lambda: company.admin.get("/conversations")).status_code == 200, "reads are served"
    )
    assert sorted(row["subject"] for row in mailbox.taken()) == ["Before", "During"]


@pytest.mark.req("RL-03", "RL-04")
def test_while_the_database_hangs_nothing_is_acknowledged(open_account: Open, product: Product) -> None:
    mailbox = open_account().channel()
    raw = a_mail(subject="Hanging")
    with ThreadPoolExecutor(1) as sending:
        with database_hanging(product):
            attempt = sending.submit(refusal, lambda: mailbox.take(raw))
            done, _ = wait([attempt], timeout=2.0)
            assert all(one.result() is not None for one in done)
        attempt.result()
    insist(product, raw, mailbox.hosted)
    (row,) = mailbox.taken()
    assert row["message_count"] == 1
