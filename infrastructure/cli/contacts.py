"""`contacts`: people taken in from files (CON-04)."""

import sys
import time
from pathlib import Path
from threading import Thread
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
    """Take the contacts of FILE in: CSV with headings, UTF-8 or UTF-16. A second time changes nothing.

    Where this is ended a worker goes on.
    """
    from api.imports import Plan
    from api.tables import written
    from domain.kernel.refusal import Refusal
    from infrastructure.bootstrap import bootstrap, clock
    from infrastructure.contact_imports import ContactImports
    from infrastructure.importing import Importing

    with bootstrap(Settings.from_env(), pool_size=4) as app:
        # nobody is told: it is worked through here, and by a worker's sweep where this is ended
        imports, who = ContactImports(app.pool, app.uploads, lambda *_: True), "operator:cli"
        try:
            made, sheet = imports.bring(account, who, file.read_bytes(), clock())
        except Refusal as error:
            sys.exit(str(error))
        if not any(sheet.fields):
            sys.exit("no column is known: name them name, email, phone, first name, last name")
        plan = Plan(sheet.fields, "update" if update else "skip", rehearse=rehearse)
        imports.start(account, who, made.import_id, plan)
        work = Importing(app.pool, app.uploads, app.bus, clock)
        thread = Thread(target=work, args=(account, made.import_id, ""), daemon=True)
        thread.start()
        with click.progressbar(length=made.total, file=sys.stderr) as bar:
            while (now := imports.look(account, who, made.import_id)) and now.state == "working":
                bar.update(now.done - bar.pos)
                if not thread.is_alive():
                    work(account, made.import_id, "")
                time.sleep(0.2)
        thread.join()
        rows = imports.refused_cells(account, who, made.import_id)
        if refused is not None and rows is not None:
            refused.write_text(written(rows), "utf-8", newline="")
        words = ("created", "updated", "skipped", "refused")
        click.echo(", ".join(f"{word}: {getattr(now, word)}" for word in words))
