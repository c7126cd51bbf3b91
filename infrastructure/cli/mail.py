"""`postroom mail explain`: look at a raw mail with the eyes of intake; writes nothing, needs no database."""

import base64
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from infrastructure.channels.email.explain import Decide
from infrastructure.isolation.asking import Failed, asked
from infrastructure.isolation.pool import CHILDREN


@click.group()
def mail() -> None:
    """Look at mails."""


@mail.command("explain")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--jsonl", is_flag=True, help='Requests {"id": ..., "raw_b64": ...} on standard input, one a line.'
)
@click.option("--account", type=click.UUID, help="Decide threading against this account's data.")
@click.option(
    "--internal", multiple=True, metavar="DOMAIN", help="A domain of our own people; may be repeated."
)
def explain_command(
    file: Path | None,
    account: UUID | None,
    internal: tuple[str, ...],
    *,
    as_json: bool,
    jsonl: bool,
) -> None:
    """Say what FILE is taken to be, and what was wrong with it."""
    if jsonl == (file is not None):
        raise click.UsageError("Give either a FILE or --jsonl.")
    with _deciding(account) as decide:
        if file is None:
            answer_lines(sys.stdin.buffer, internal, decide)
            return
        answer = explained(file.read_bytes(), internal, decide)
    click.echo(json.dumps(answer, indent=2) if as_json else "\n".join(readable(answer)))


@contextmanager
def _deciding(account: UUID | None) -> Iterator[Decide | None]:
    """What decides threading against an account's data; only with one is the database needed."""
    if account is None:
        yield None
        return
    from infrastructure.bootstrap import bootstrap
    from infrastructure.settings import Settings
    from infrastructure.threading_preview import previewing

    with bootstrap(Settings.from_env(), pool_size=2) as app:
        yield previewing(app, account)


def answer_lines(lines: Iterable[bytes], internal: tuple[str, ...], decide: Decide | None) -> None:
    """Answer every request with one line, in order; a bad one is answered with `ok: false` and the reason."""
    for line in lines:
        if line.strip():
            click.echo(json.dumps(_answer(line, internal, decide), separators=(",", ":")))


def _answer(line: bytes, internal: tuple[str, ...], decide: Decide | None) -> dict[str, Any]:
    identity: Any = None
    try:
        request = json.loads(line)
        identity = request.get("id")
        raw = base64.b64decode(request["raw_b64"], validate=True)
        return {"id": identity, **explained(raw, internal, decide)}
    except Exception as error:  # noqa: BLE001 - one bad request must not take the answers of all others
        return {"id": identity, "ok": False, "error": f"the request cannot be read: {type(error).__name__}"}


def explained(raw: bytes, internal: tuple[str, ...], decide: Decide | None) -> dict[str, Any]:
    """Explain one mail, read in a child as at intake (RL-06); only what an account's data say is added here."""
    (answer,) = CHILDREN.each([asked("explained", raw, datetime.now(UTC), internal)])
    if isinstance(answer, Failed):
        return {
            "ok": False,
            "error": f"it cannot be read within the bounds of time and memory: {answer.error}",
        }
    if decide is not None and answer["ok"]:
        decided = decide(CHILDREN.one("parsed", raw))
        answer["threading"]["decision"] = decided.threading
        if decided.contact is not None:
            answer["contact"] = asdict(decided.contact)
    found: dict[str, Any] = answer
    return found


def readable(answer: dict[str, Any]) -> Iterator[str]:
    """Write an answer for people, a line for each thing."""
    for key, value in answer.items():
        match value:
            case {"email": email, "name": name, **rest}:
                yield f"{key + ':':14} {name} <{email}>" + "".join(f"  ({word})" for word in rest.values())
            case [{"email": _, "name": _}, *_]:
                yield f"{key + ':':14} " + ", ".join(f"{who['name']} <{who['email']}>" for who in value)
            case [_, *_]:
                yield f"{key}:"
                yield from (f"    {json.dumps(entry, ensure_ascii=False)}" for entry in value)
            case str() if "\n" in value:
                yield f"{key}:"
                yield from (f"    {line}" for line in value.split("\n"))
            case _:
                yield f"{key + ':':14} {value if isinstance(value, str) else json.dumps(value)}"
