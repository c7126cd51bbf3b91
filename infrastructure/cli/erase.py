"""`erase`: forget a contact (PRV-08)."""

import json
import sys
from dataclasses import asdict
from uuid import UUID

import click

from infrastructure.settings import Settings


@click.command()
@click.argument("contact", type=click.UUID)
@click.option("--yes", is_flag=True, help="Do not ask; there is no way back.")
@click.option("--json", "as_json", is_flag=True, help="Print the certificate's figures as JSON.")
def erase(contact: UUID, *, yes: bool, as_json: bool) -> None:
    """Forget CONTACT (its id): keys destroyed, identities released, views and blobs purged."""
    from domain.contact.aggregate import Contact
    from domain.kernel.refusal import Refusal
    from infrastructure.bootstrap import bootstrap

    with bootstrap(Settings.from_env(), pool_size=2) as app:
        found = app.log.fresh(Contact, contact)
        if found is None:
            sys.exit("there is no such contact")
        if not yes:
            click.confirm(
                "Everything this person wrote and was written becomes unreadable for ever. Go on?", abort=True
            )
        try:
            done = app.eraser.erase(contact, app.env(found.account_id, "operator:cli"))
        except Refusal as refusal:
            sys.exit(f"refused ({refusal.code}): {refusal}")
        figures = asdict(done)
        click.echo(
            json.dumps(figures) if as_json else ", ".join(f"{name}: {n}" for name, n in figures.items())
        )
