"""A server that speaks S3, in this process: moto, which checks who asks, and that signatures are right."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import boto3
import requests
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from infrastructure.blobs.s3 import Bucket

KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
EVERYTHING = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'


@dataclass
class Storage:
    """A server with one bucket called `post`; from `guard` on, only its user may use it."""

    url: str
    access_key: str = KEY
    secret_key: str = SECRET

    def client(self, service: str) -> Any:
        """Return a client of the maker of the protocol."""
        made: Any = boto3.client
        return made(
            service,
            endpoint_url=self.url,
            region_name="eu-central-1",
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
        )

    def bucket(self, name: str = "post/box", secret_key: str = "", **more: Any) -> Bucket:
        """Return our own client."""
        url = f"s3://{name}?endpoint={self.url}&region=eu-central-1"
        return Bucket(url, self.access_key, secret_key or self.secret_key, pause=0, **more)

    def guard(self) -> None:
        """Make a user who may do everything with buckets, and let nobody else in."""
        users = self.client("iam")
        users.create_user(UserName="postroom")
        users.put_user_policy(UserName="postroom", PolicyName="s3", PolicyDocument=EVERYTHING)
        made = users.create_access_key(UserName="postroom")["AccessKey"]
        self.access_key, self.secret_key = made["AccessKeyId"], made["SecretAccessKey"]
        requests.post(f"{self.url}/moto-api/reset-auth", data="0", timeout=30)


@contextmanager
def running_storage() -> Iterator[Storage]:
    """A server that is ready and empty but for its bucket."""
    # one request after the other: what moto keeps of who may do what is not made for several threads
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app))
    thread = Thread(target=server.serve_forever)
    thread.start()
    storage = Storage(f"http://127.0.0.1:{server.port}")
    try:
        requests.post(f"{storage.url}/moto-api/reset", timeout=30)
        storage.client("s3").create_bucket(
            Bucket="post", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
        yield storage
    finally:
        # moto keeps this for the process: a guarded server must not guard the next one
        requests.post(f"{storage.url}/moto-api/reset-auth", data="inf", timeout=30)
        server.shutdown()
        thread.join()
        server.server_close()
