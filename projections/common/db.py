"""The database as projectors and queries see it."""

from typing import Any

from psycopg import Connection

Db = Connection[tuple[Any, ...]]
