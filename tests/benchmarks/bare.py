"""What PF-07 is compared with: Flask views that do one query, or one INSERT and COMMIT, and nothing else."""

import os
from contextlib import ExitStack
from uuid import UUID, uuid4

import psycopg
from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from psycopg.rows import dict_row

from infrastructure.cli.api import server
from infrastructure.postgres.pool import open_pool, open_reading
from infrastructure.settings import Settings

TABLE = "bench_bare"
READ = "SELECT * FROM inbox_list WHERE account_id = %s AND conversation_id = %s"
WRITE = f"INSERT INTO public.{TABLE} (id, at, body) VALUES (%s, now(), %s)"
_KEPT = ExitStack()


def application() -> Flask:
    """Return the views, on pools like the product's."""
    settings = Settings.from_env()
    reading, writing = open_reading(settings.database_url, size=16), open_pool(settings.database_url, size=8)
    _KEPT.callback(reading.close)
    _KEPT.callback(writing.close)
    app, account = Flask(__name__), os.environ["BENCH_ACCOUNT"]

    @app.get("/conversations/<uuid:conversation_id>")
    def read(conversation_id: UUID) -> ResponseReturnValue:
        with reading.connection() as db, db.cursor(row_factory=dict_row) as cursor:
            return jsonify(cursor.execute(READ, (account, conversation_id)).fetchone())

    @app.post("/conversations/<uuid:conversation_id>/messages")
    def write(conversation_id: UUID) -> ResponseReturnValue:
        with writing.connection() as db, db.transaction():
            db.execute(WRITE, (uuid4(), request.get_json()["text"]))
        return jsonify({"id": conversation_id}), 201

    return app


def prepare(dsn: str) -> None:
    """Make the table that is written to."""
    with psycopg.connect(dsn, autocommit=True) as db:
        db.execute(
            f"CREATE TABLE IF NOT EXISTS public.{TABLE} (id uuid PRIMARY KEY, at timestamptz, body text)"
        )


if __name__ == "__main__":
    server("tests.benchmarks.bare:application", Settings.from_env()).serve()
