"""Looks for words in everything a running product keeps, byte by byte."""

from collections.abc import Iterable, Iterator
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
    return {where for where, _ in found(words, kept(product))}


def kept(product: Product) -> Iterator[tuple[str, bytes]]:
    """Yield all that it keeps: where, and the bytes."""
    yield from _tables(product)
    yield from _files(product.state, "blobs", "logs", "keys")
    yield from _redis(product)


def found(words: Iterable[str], contents: Iterable[tuple[str, bytes]]) -> set[tuple[str, str]]:
    """Return where each word is found, in whatever case, also where bytes are written as hexadecimal digits."""
    needles = {word: (word.lower().encode(), word.encode().hex().encode()) for word in words}
    return {
        (where, word)
        for where, content in contents
        for low in (content.decode("utf-8", "replace").lower().encode(),)
        for word, forms in needles.items()
        if any(form in low for form in forms)
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
