"""Passwords are argon2id hashes; one-time links open once, for a while."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Literal
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher

from domain.kernel.refusal import InvalidInput
from infrastructure.links import Invitation, OneTimeLinks
from infrastructure.passwords import AT_ONCE, Passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.req("API-06")
def test_a_password_is_kept_as_an_argon2id_hash() -> None:
    passwords = Passwords(QUICK)
    known = passwords.hash("correct horse battery")
    assert known.startswith("$argon2id$")
    assert "correct" not in known
    assert passwords.verify(known, "correct horse battery").right
    assert not passwords.verify(known, "wrong horse battery").right
    assert not passwords.verify("no hash at all", "correct horse battery").right
    assert not passwords.verify(known, "x" * 1001).right


class Watched(PasswordHasher):
    """Notes how many hashings go on at one time; each waits for the others to have come."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.now = self.most = 0
        self.crowd = Barrier(AT_ONCE + 1)

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - the library's name
        self.now += 1
        self.most = max(self.most, self.now)
        with suppress(BrokenBarrierError):
            self.crowd.wait(1)
        self.now -= 1
        return super().verify(hash, password)


@pytest.mark.req("SE-05")
def test_many_who_sign_in_at_once_do_not_take_all_memory() -> None:
    hasher = Watched()
    passwords, known = Passwords(hasher), hasher.hash("correct horse battery")
    with ThreadPoolExecutor(3 * AT_ONCE) as people:
        verdicts = [
            people.submit(passwords.verify, known, "correct horse battery") for _ in range(3 * AT_ONCE)
        ]
        assert all(verdict.result().right for verdict in verdicts)
    assert hasher.most <= AT_ONCE


def test_the_hash_of_nobody_is_never_right() -> None:
    assert not Passwords(QUICK).verify(None, "nobody has this password").right


@pytest.mark.parametrize("password", ["short", "x" * 1001])
def test_too_short_and_endless_passwords_are_refused(password: str) -> None:
    with pytest.raises(InvalidInput, match="10 to 1000 characters"):
        Passwords(QUICK).hash(password)


def test_a_right_password_is_hashed_again_when_the_costs_were_raised() -> None:
    known = Passwords(QUICK).hash("correct horse battery")
    dearer = Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    verdict = dearer.verify(known, "correct horse battery")
    assert verdict.right
    assert dearer.verify(verdict.rehashed, "correct horse battery").rehashed == ""


class Kept(dict[tuple[UUID, str], bytes]):
    def put(self, account_id: UUID, name: str, value: bytes) -> None:
        self[account_id, name] = value

    def get(self, account_id: UUID, name: str) -> bytes | None:  # type: ignore[override]
        return super().get((account_id, name))

    def take(self, account_id: UUID, name: str) -> bytes | None:
        return self.pop((account_id, name), None)


def test_a_link_opens_once() -> None:
    kept, account, user = Kept(), uuid4(), uuid4()
    links = OneTimeLinks(kept)
    token = links.issue(account, user, NOW)
    assert token not in str(kept)
    assert links.look(token, NOW) == Invitation(account, user)
    assert links.redeem(token, NOW) == Invitation(account, user)
    assert links.look(token, NOW) is None
    assert links.redeem(token, NOW) is None


@pytest.mark.req("API-06")
def test_only_the_newest_link_of_a_user_opens() -> None:
    kept, account, user = Kept(), uuid4(), uuid4()
    links = OneTimeLinks(kept)
    lost, other = links.issue(account, user, NOW), links.issue(account, uuid4(), NOW)
    newest = links.issue(account, user, NOW)
    assert links.redeem(lost, NOW) is None
    assert links.redeem(newest, NOW) == Invitation(account, user)
    assert links.redeem(lost, NOW) is None
    assert links.look(other, NOW) is not None


def test_a_link_expires() -> None:
    links = OneTimeLinks(Kept())
    token = links.issue(uuid4(), uuid4(), NOW, timedelta(hours=1))
    assert links.look(token, NOW + timedelta(minutes=59)) is not None
    assert links.redeem(token, NOW + timedelta(hours=1)) is None


@pytest.mark.parametrize("token", ["", "nonsense", "ż" * 80, "0" * 32, "0" * 100])
def test_a_made_up_link_opens_nothing(token: str) -> None:
    assert OneTimeLinks(Kept()).redeem(token, NOW) is None
