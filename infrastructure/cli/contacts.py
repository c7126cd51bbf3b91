"""`contacts`: people taken in from files (CON-04)."""

import csv
import sys
from collections import Counter
from pathlib import Path
from uuid import UUID

import click

from infrastructure.settings import Settings


@click.group()
def contacts() -> None:
    """Contacts of an account."""


@contacts.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--account", type=click.UUID, required=True, help="The account's id.")
@click.option(
    "--update", is_flag=True, help="Change those who are known already; else they stay as they are."
)
@click.option("--rehearse", is_flag=True, help="Only say what it would come to.")
@click.option(
    "--refused", type=click.Path(dir_okay=False, path_type=Path), help="Write the refused rows there, as CSV."
)
def import_file(file: Path, account: UUID, *, update: bool, rehearse: bool, refused: Path | None) -> None:
    """Take the contacts of FILE in: CSV with headings, UTF-8 or UTF-16. A second time changes nothing."""
    from api.tables import cell
    from application.contact_files import person, read
    from application.importing import ImportContact, ending
    from domain.kernel.refusal import Refusal
    from infrastructure.bootstrap import bootstrap

    try:
        sheet = read(file.read_bytes())
    except Refusal as error:
        sys.exit(str(error))
    if not any(sheet.fields):
        sys.exit("no column is known: name them name, email, phone, first name, last name")
    counts: Counter[str] = Counter()
    wrong: list[tuple[object, ...]] = []
    with (
        bootstrap(Settings.from_env(), pool_size=2) as app,
        click.progressbar(sheet.rows, file=sys.stderr) as rows,
    ):
        for row in rows:
            env = app.env(account, "operator:cli")
            command = ImportContact(person(sheet.fields, row.cells), update)
            try:
                outcome = app.bus.rehearse(command, env) if rehearse else app.bus.dispatch(command, env)
                counts[ending(env, outcome)] += 1
            except Refusal as error:
                counts["refused"] += 1
                wrong.append((row.number, error.field, error.code, str(error), *row.cells))
    if refused is not None:
        with refused.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, quoting=csv.QUOTE_ALL)
            for line in (("line", "field", "rule", "why", *sheet.columns), *wrong):
                writer.writerow([cell(value) for value in line])
    click.echo(", ".join(f"{word}: {counts[word]}" for word in ("created", "updated", "skipped", "refused")))
