"""`replay`: any object or a whole account as of a time or a position, told from the log."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import click

from infrastructure.cli.times import TIMES, aware
from infrastructure.settings import Settings

KINDS = (
    "account", "user", "team", "inbox", "channel", "contact", "conversation", "ticket", "pipeline", "form", "token", "intake",
    "submission", "call", "consent", "canned_reply", "macro", "view", "schedule", "sla_policy", "promise", "bot", "bot_run",
    "survey", "csat", "template",
)  # fmt: skip
VIEWS = ("open", "unassigned", "closed")
WIDTH = 22


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("object_id", type=click.UUID, metavar="ID")
@click.option(
    "--at", type=click.DateTime(TIMES), help="As it was at this time; UTC unless it says otherwise."
)
@click.option("--position", type=click.IntRange(0), help="As it was at this position of the log.")
@click.option(
    "--view", type=click.Choice(VIEWS), default="open", show_default=True, help="Of an account: which list."
)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Of an account: rows of it."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def replay(
    kind: str,
    object_id: UUID,
    *,
    at: datetime | None,
    position: int | None,
    view: str,
    limit: int,
    as_json: bool,
) -> None:
    """Show the KIND of object with this ID as it was, and all that had happened to it: who, what, when and why.

    An account is shown with its people, inboxes, channels, pipelines, how many conversations and tickets it had, and a
    list as agents saw it. Texts that another object's stream only mentions are left out; what was erased since reads so.
    """
    from infrastructure import replaying
    from infrastructure.bootstrap import bootstrap

    if at is not None and position is not None:
        raise click.UsageError("give --at or --position, not both")
    with bootstrap(Settings.from_env(), pool_size=2) as app, app.pool.connection() as db:
        try:
            account_id = replaying.account_of(app, kind, object_id)
            as_of = replaying.moment(app, db, account_id, None if at is None else aware(at), position)
            shown = (
                replaying.account_replayed(app, db, account_id, as_of, view=view, limit=limit)
                if kind == "account"
                else replaying.replayed(app, kind, object_id, as_of)
            )
            names = {} if as_json else replaying.names_in(db, account_id, shown)
        except replaying.NothingThere as error:
            raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps(shown, default=_text, indent=2))
        return
    for line in lines(shown, names):
        click.echo(line)


def lines(shown: Mapping[str, Any], names: Mapping[UUID, str]) -> Iterator[str]:
    """Yield what was replayed, in words."""
    yield f"{shown['kind']} {shown['id']} at position {shown['as_of']} (version {shown['version']}, changed at {shown['position']})"
    yield ""
    yield from _fields(shown["state"], names)
    for part in ("users", "teams", "inboxes", "channels", "pipelines"):
        for one in shown.get(part, ()):
            yield f"\n{part[:-2] if part == 'inboxes' else part[:-1]} {one['id']}"
            yield from _fields({name: value for name, value in one.items() if name != "id"}, names)
    if "conversations" in shown:
        yield f"\nconversations: {_words(shown['conversations'], names) or 'none'}"
        yield f"tickets: {_words([one for one in shown['tickets'].values() if one], names) or 'none'}"
        yield from _list(shown["list"], names)
    yield "\nhistory"
    for event in shown["history"]:
        facts = ", ".join(
            f"{name} {_words(value, names)}"
            for name, value in event["facts"].items()
            if value not in (None, "")
        )
        erased = " (erased since)" if event["erased"] else ""
        yield f"  {event['position']:>9}  {event['at']:%Y-%m-%d %H:%M:%S}  {event['event']} by {_actor(event['actor'], names)}{erased}"
        if facts:
            yield f"{'':13}{facts}"
        yield f"{'':13}because of {event['correlation_id']}"


def _list(shown: Mapping[str, Any], names: Mapping[UUID, str]) -> Iterator[str]:
    yield f"\n{shown['view']} conversations, most recently active first"
    for row in shown["rows"]:
        who = row["contact_name"] or row["contact_address"] or "somebody"
        has = names.get(row["assignee_id"], "nobody") if row["assignee_id"] else "nobody"
        yield f"  {row['conversation_id']}  {row['active_at']:%Y-%m-%d %H:%M}  {who}: {row['subject'] or ''} ({has})"


def _fields(values: Mapping[str, Any], names: Mapping[UUID, str]) -> Iterator[str]:
    for name, value in values.items():
        if value not in (None, "", [], {}):
            yield f"  {name.replace('_', ' '):{WIDTH}} {_words(value, names)}"


def _words(value: Any, names: Mapping[UUID, str]) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_words(one, names)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_words(one, names) for one in value)
    if isinstance(value, UUID):
        return f"{names[value]} ({value})" if value in names else str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _text(value)


def _actor(actor: str, names: Mapping[UUID, str]) -> str:
    kind, _, rest = actor.partition(":")
    return f"{names[UUID(rest)]}" if kind == "user" and UUID(rest) in names else actor


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
