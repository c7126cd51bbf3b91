"""One contract for every store of blobs, and what is particular to each."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from application.ports import Unavailable
from infrastructure.blobs.choose import store_of
from infrastructure.blobs.filesystem import Folder
from infrastructure.blobs.s3 import ATTEMPTS, Bucket, StoreAway
from infrastructure.blobs.signing import Signer, encoded
from infrastructure.blobs.store import Store
from infrastructure.settings import Settings
from infrastructure.variables import bucket as checked
from tests.support.bucket import KEY, SECRET, Storage, running_storage

CREDENTIALS: Any = Credentials
REQUEST: Any = AWSRequest
AT = datetime(2026, 11, 22, 13, 45, 59, tzinfo=UTC)


@pytest.fixture(scope="module")
def storage() -> Iterator[Storage]:
    with running_storage() as running:
        yield running


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return Folder(tmp_path / "blobs")
    storage: Storage = request.getfixturevalue("storage")
    return storage.bucket(f"post/{uuid4().hex}")


@pytest.mark.req("SE-06", "RL-08")
def test_what_is_kept_is_found_replaced_listed_and_removed(store: Store) -> None:
    one, two = uuid4(), uuid4()
    assert (store.get(one), list(store.ids())) == (None, [])
    for content in (b"", bytes(range(256)) * 5000):
        store.put(one, content)
        assert store.get(one) == content
    store.put(two, b"two")
    assert sorted(store.ids()) == sorted([one, two])
    store.delete(one)
    store.delete(one)
    assert (store.get(one), store.get(two), list(store.ids())) == (None, b"two", [two])


def test_many_at_once_do_not_meet(store: Store) -> None:
    ids = [uuid4() for _ in range(24)]
    threads = [threading.Thread(target=store.put, args=(one, one.bytes * 100)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.get(one) for one in ids] == [one.bytes * 100 for one in ids]


def test_a_list_longer_than_a_page_is_read_to_its_end(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket, ids = storage.bucket(f"post/{uuid4().hex}"), {uuid4() for _ in range(7)}
    for one in ids:
        bucket.put(one, b"")
    real, pages = Bucket._ask, []

    def short(
        self: Bucket, method: str, key: str, payload: bytes = b"", query: dict[str, str] | None = None
    ) -> bytes | None:
        pages.append(query)
        return real(self, method, key, payload, {**(query or {}), "max-keys": "3"})

    monkeypatch.setattr(Bucket, "_ask", short)
    assert set(bucket.ids()) == ids
    assert len(pages) == 3


@pytest.mark.req("SE-06")
def test_who_is_not_let_in_is_told_so_and_nothing_is_lost() -> None:
    with running_storage() as storage:
        storage.guard()
        bucket, blob = storage.bucket(), uuid4()
        bucket.put(blob, b"mine")
        assert list(bucket.ids()) == [blob]
        stranger = storage.bucket(secret_key="another")
        for attempt in everything(stranger, blob):
            with pytest.raises(StoreAway, match="the bucket refuses: 403"):
                attempt()
        assert bucket.get(blob) == b"mine"


def test_a_bucket_that_is_not_there_is_no_empty_bucket(storage: Storage) -> None:
    for attempt in everything(storage.bucket("nobodys"), uuid4()):
        with pytest.raises(StoreAway, match="is not there"):
            attempt()


@pytest.mark.req("RL-03")
def test_a_store_that_is_away_says_so_after_some_attempts() -> None:
    with answering([]) as (url, asked):
        bucket = Bucket(f"s3://post?endpoint={url}", KEY, SECRET, pause=0)
        for number, attempt in enumerate(everything(bucket, uuid4()), 1):
            with pytest.raises(Unavailable, match="does not answer"):
                attempt()
            assert len(asked) == number * ATTEMPTS
    with pytest.raises(Unavailable):
        bucket.get(uuid4())


@pytest.mark.req("RL-03")
def test_what_may_be_better_the_next_time_is_tried_again_and_nothing_else() -> None:
    blob = uuid4()
    busy, fine, wrong = (b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n" % code for code in (503, 200, 400))
    with answering([busy, b"", fine]) as (url, asked):
        Bucket(f"s3://post?endpoint={url}", KEY, SECRET, pause=0).put(blob, b"kept")
        assert len(asked) == 3
    with answering([wrong, fine]) as (url, asked):
        with pytest.raises(StoreAway, match="refuses: 400"):
            Bucket(f"s3://post?endpoint={url}", KEY, SECRET, pause=0).put(blob, b"kept")
        assert len(asked) == 1
    moved = b"HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    with answering([moved]) as (url, _), pytest.raises(StoreAway, match="refuses: 307"):
        Bucket(f"s3://post?endpoint={url}", KEY, SECRET, pause=0).get(blob)


@pytest.mark.parametrize("method", ["PUT", "GET", "DELETE"])
@pytest.mark.parametrize("query", [{}, {"list-type": "2", "prefix": "a b/ł+", "continuation-token": "x=/+"}])
def test_signatures_are_those_of_the_maker_of_the_protocol(
    method: str, query: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda: AT.replace(tzinfo=None))
    path, payload = "/post/box/ab/abc", b"sealed"
    address = f"http://storage.example:9000{path}" + (f"?{encoded(query)}" if query else "")
    theirs = REQUEST(method, address, data=payload)
    signer: Any = S3SigV4Auth
    signer(CREDENTIALS(KEY, SECRET), "s3", "eu-central-1").add_auth(theirs)
    ours = Signer(KEY, SECRET, "eu-central-1").signed(
        method, "storage.example:9000", path, query, payload, AT
    )
    assert ours["Authorization"].partition("Signature=")[2]
    assert ours["x-amz-date"] == theirs.headers["X-Amz-Date"]
    assert ours["Authorization"] == theirs.headers["Authorization"]
    assert SECRET not in repr(Signer(KEY, SECRET, "eu-central-1"))


def test_the_settings_choose_the_store(tmp_path: Path) -> None:
    assert isinstance(store_of(Settings(state=tmp_path)), Folder)
    assert isinstance(store_of(Settings(state=tmp_path, blobs_url="s3://post")), Bucket)


@pytest.mark.parametrize(
    "text", ["http://post", "s3:///x", "s3://post?endpoint=ftp://x", "s3://post?regoin=x"]
)
def test_an_address_that_is_no_bucket_s_is_refused(text: str) -> None:
    assert checked("s3://post/a?endpoint=https://s3.example.com&region=x")
    with pytest.raises(ValueError, match=r"s3://|http|knows no regoin"):
        checked(text)


def everything(bucket: Bucket, blob: UUID) -> list[Callable[[], object]]:
    return [
        lambda: bucket.put(blob, b"x"),
        lambda: bucket.get(blob),
        lambda: bucket.delete(blob),
        lambda: list(bucket.ids()),
    ]


@contextmanager
def answering(answers: list[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """A server that gives these answers, one for each connection, then hangs up on everybody; and what it was asked."""
    asked: list[bytes] = []
    left = iter(answers)

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                asked.append(connection.recv(65536))
                connection.sendall(next(left, b""))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", asked
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
