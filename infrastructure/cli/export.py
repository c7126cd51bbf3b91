"""`export`: data of an account as CSV or JSON; every export is an event (CON-04, PRV-10)."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID

import click

from infrastructure.cli.times import TIMES, aware
from infrastructure.settings import Settings

if TYPE_CHECKING:
    from api.tables import Table
    from infrastructure.bootstrap import Application
    from projections.common.db import Db

NO_LIMIT = 2**62
EVERY = 1_000_000


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

    def page(db: "Db", before: Any, limit: int) -> Sequence[Any]:
        return queries.of_account(db, account, _inboxes(db, account), before=before, limit=limit)

    _print(account, ASSIGNMENTS, lambda db: queries.number(db, account, _inboxes(db, account)), page)


@export.command()
@click.option("--account", type=click.UUID, required=True, help="The account's id.")
@click.option("--csv", "as_csv", is_flag=True, required=True, help="As comma-separated values.")
def tickets(account: UUID, *, as_csv: bool) -> None:
    """Print all tickets, of every inbox, newest first."""
    del as_csv  # the one format there is
    from api.tables import TICKETS
    from projections.ticket_board import queries

    def page(db: "Db", after: Any, limit: int) -> Sequence[Any]:
        return queries.tickets(db, account, _inboxes(db, account), after=after, limit=limit)

    _print(account, TICKETS, lambda db: queries.number(db, account, _inboxes(db, account)), page)


@export.command()
@click.option("--account", type=click.UUID, required=True, help="The account's id.")
@click.option("--json", "as_json", is_flag=True, required=True, help="As receipts in JSON.")
def consents(account: UUID, *, as_json: bool) -> None:
    """Print receipts of all consents in the structure of ISO/IEC TS 27560:2023, newest first."""
    del as_json  # the one format there is
    from api.receipts_file import company_of, receipts_of
    from infrastructure.bootstrap import bootstrap
    from projections.consent import queries
    from projections.people.queries import account as found

    settings, wanted = Settings.from_env(), queries.Wanted()
    with bootstrap(settings, pool_size=2) as app:
        with app.pool.connection() as db:
            known, inboxes = found(db, account), _inboxes(db, account)
            rows = queries.number(db, account, inboxes, wanted)
        if known is None:
            raise click.ClickException("there is no such account")
        _recorded(app, account, "consents", rows)
        company = company_of(known, settings.base_url)
        for text in receipts_of(app.pool.connection, app.log, account, inboxes, wanted, company):
            click.echo(text, nl=False)


@export.command()
@click.option("--account", type=click.UUID, required=True, help="The account's id.")
@click.option("--form", "form_id", type=click.UUID, required=True, help="The form's id.")
@click.option(
    "--csv", "kind", flag_value="csv", help="As comma-separated values that spreadsheets read as text."
)
@click.option("--parquet", "kind", flag_value="parquet", help="As Apache Parquet, moments in UTC.")
@click.option(
    "--to", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."
)
@click.option("--since", type=click.DateTime(TIMES), help="Sent then or later; UTC unless it says otherwise.")
@click.option("--until", type=click.DateTime(TIMES), help="Sent earlier.")
def submissions(
    account: UUID,
    form_id: UUID,
    *,
    kind: str | None,
    to: Path,
    since: datetime | None,
    until: datetime | None,
) -> None:
    """Write what was sent by a form to a file, newest first, of every inbox: a column for each field it ever had.

    Hidden and unknown fields are in it. The file is there once it is whole, for your user alone.
    """
    from api.submission_sheet import Sheet
    from infrastructure.bootstrap import bootstrap
    from projections.form.queries import Seer, Wanted, form

    if kind is None:
        raise click.UsageError("say --csv or --parquet")
    bounds = [None if at is None else aware(at) for at in (since, until)]
    with bootstrap(Settings.from_env(), pool_size=2) as app:
        with app.pool.connection() as db:
            asker = Seer(account, _inboxes(db, account), edits=True)
            if form(db, asker, form_id) is None:
                raise click.ClickException("there is no such form in this account")
            wanted = Wanted(form_id=form_id, since=bounds[0], until=bounds[1])
            sheet = Sheet.of(db, asker, wanted, NO_LIMIT)
        with _drafted(to) as file:
            _recorded(app, account, "submissions", sheet.rows, sheet.filters)
            groups = _watched(sheet.groups(app.pool.connection), sheet.rows)
            file.writelines(sheet.as_csv(groups) if kind == "csv" else sheet.as_parquet(groups))
    click.echo(f"{sheet.rows} submissions")


@contextmanager
def _drafted(to: Path) -> Iterator[BinaryIO]:
    """Yield a file that only its owner reads, and put it in its place once it is whole."""
    draft = to.with_name(f".{to.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
        draft.replace(to)
    except OSError as error:
        raise click.ClickException(f"{to} cannot be written: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)


def _watched(groups: Iterator[list[Any]], rows: int) -> Iterator[list[Any]]:
    """Pass batches of rows on, and show how many they were."""
    with click.progressbar(length=rows, label="submissions", file=sys.stderr) as bar:
        for group in groups:
            yield group
            bar.update(len(group))


def _inboxes(db: "Db", account: UUID) -> tuple[UUID, ...]:
    from projections.people.queries import inboxes

    return tuple(row.inbox_id for row in inboxes(db, account, limit=EVERY))


def _print(
    account: UUID,
    table: "Table[Any]",
    number: Callable[["Db"], int],
    page: Callable[["Db", Any, int], Sequence[Any]],
) -> None:
    from infrastructure.bootstrap import bootstrap

    with bootstrap(Settings.from_env(), pool_size=2) as app:
        with app.pool.connection() as db:
            rows = number(db)
        _recorded(app, account, table.name, rows)

        def pages(after: object, limit: int) -> Sequence[Any]:
            with app.pool.connection() as db:
                return page(db, after, limit)

        for text in table.lines(pages, rows):
            click.echo(text, nl=False)


def _recorded(app: "Application", account: UUID, what: str, rows: int, filters: tuple[str, ...] = ()) -> None:
    """Record that rows leave, before they do; ends the command where that is refused."""
    from application.account import NoteExport
    from domain.kernel.refusal import Refusal

    try:
        app.bus.dispatch(NoteExport(what, rows, filters), app.env(account, "operator:cli"))
    except Refusal as refusal:
        sys.exit(f"refused ({refusal.code}): {refusal}")
