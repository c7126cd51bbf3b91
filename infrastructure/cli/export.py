"""`export`: data of an account as CSV; every export is an event (CON-04, PRV-10)."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from infrastructure.settings import Settings

if TYPE_CHECKING:
    from api.tables import Table
    from projections.common.db import Db


@click.group()
def export() -> None:
    """Take data of an account out; recorded in its history before it begins."""


@export.command()
@click.option("--account", type=click.UUID, required=True, help="The account's id.")
@click.option("--csv", "as_csv", is_flag=True, required=True, help="As comma-separated values.")
def contacts(account: UUID, *, as_csv: bool) -> None:
    """Print all contacts but the forgotten ones, by id."""
    del as_csv  # the one format there is
    from api.tables import CONTACTS
    from projections.contact_profile import queries

    def page(db: "Db", after: Any, limit: int) -> Sequence[Any]:
        return queries.exported(db, account, after, limit)

    _print(account, CONTACTS, lambda db: queries.number(db, account), page)


@export.command()
@click.option("--account", type=click.UUID, required=True, help="The account's id.")
@click.option("--csv", "as_csv", is_flag=True, required=True, help="As comma-separated values.")
def assignments(account: UUID, *, as_csv: bool) -> None:
    """Print all decisions about assignments, of every inbox, newest first."""
    del as_csv  # the one format there is
    from api.tables import ASSIGNMENTS
    from projections.assignment_log import queries
    from projections.people.queries import inboxes

    def seen(db: "Db") -> tuple[UUID, ...]:
        return tuple(row.inbox_id for row in inboxes(db, account, limit=1_000_000))

    def page(db: "Db", before: Any, limit: int) -> Sequence[Any]:
        return queries.of_account(db, account, seen(db), before=before, limit=limit)

    _print(account, ASSIGNMENTS, lambda db: queries.number(db, account, seen(db)), page)


def _print(
    account: UUID,
    table: "Table[Any]",
    number: Callable[["Db"], int],
    page: Callable[["Db", Any, int], Sequence[Any]],
) -> None:
    from application.account import NoteExport
    from domain.kernel.refusal import Refusal
    from infrastructure.bootstrap import bootstrap

    with bootstrap(Settings.from_env(), pool_size=2) as app:
        with app.pool.connection() as db:
            rows = number(db)
        try:
            app.bus.dispatch(NoteExport(table.name, rows), app.env(account, "operator:cli"))
        except Refusal as refusal:
            sys.exit(f"refused ({refusal.code}): {refusal}")

        def pages(after: object, limit: int) -> Sequence[Any]:
            with app.pool.connection() as db:
                return page(db, after, limit)

        for text in table.lines(pages, rows):
            click.echo(text, nl=False)
