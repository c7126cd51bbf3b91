"""Looks for words in everything a running product keeps, byte by byte."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import redis
from psycopg import sql

from tests.support.product import Product

TABLES = (
    "SELECT table_schema, table_name FROM information_schema.tables"
    " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
)


def traces(product: Product, words: list[str]) -> set[str]:
    """Return where any of the words is found, in whatever case: tables (as text and binary), blobs, Redis, logs."""
    needles = [word.lower().encode() for word in words]
    return {
        where
        for where, content in (
            *_tables(product),
            *_files(product.state, "blobs", "logs", "keys"),
            *_redis(product),
        )
        if any(needle in content.decode("utf-8", "replace").lower().encode() for needle in needles)
    }


def _tables(product: Product) -> Iterator[tuple[str, bytes]]:
    with psycopg.connect(product.settings.database_url) as db:
        for schema, table in db.execute(TABLES).fetchall():
            for form in ("text", "binary"):
                copy = sql.SQL("COPY {}.{} TO STDOUT (FORMAT {})").format(
                    sql.Identifier(schema), sql.Identifier(table), sql.SQL(form)
                )
                with db.cursor().copy(copy) as rows:
                    yield f"table {schema}.{table}", b"".join(bytes(part) for part in rows)


def _files(state: Path, *names: str) -> Iterator[tuple[str, bytes]]:
    for name in names:
        for path in (state / name).rglob("*"):
            if path.is_file():
                yield f"file {path.relative_to(state)}", path.name.encode() + path.read_bytes()


def _redis(product: Product) -> Iterator[tuple[str, bytes]]:
    with redis.Redis.from_url(product.settings.redis_url) as client:
        for key in client.scan_iter("*"):
            yield f"redis {key!r}", key + (client.dump(key) or b"")
