"""The parts of docs/ that are made from the code. As a program it writes them: `python -m tests.support.reference`."""

from collections.abc import Iterator
from pathlib import Path

import click

from infrastructure.cli.__main__ import postroom
from infrastructure.cli.events import catalogue
from tests.support.decision_table import page

DOCS = Path(__file__).parents[2] / "docs"
HEAD = """\
# Commands

Made from the code by `.venv/bin/python -m tests.support.reference`; a test fails when this file is stale.

In a checkout every command is `./dev postroom COMMAND`, in the image `docker compose run --rm api COMMAND`. Settings come
from the environment ([operations.md](operations.md#environment-variables)). A command that names no database finds the
`./dev run` that is running on the same state directory, so in a second terminal nothing has to be set.
"""


def commands() -> str:
    """Return docs/cli.md: each command's own help."""
    return "\n".join(
        [HEAD, *(section(context) for context in walk(click.Context(postroom, info_name="postroom")))]
    )


def walk(context: click.Context) -> Iterator[click.Context]:
    """Yield a context for every command below one, groups before what they hold."""
    assert isinstance(context.command, click.Group)
    for name in context.command.list_commands(context):
        command = context.command.get_command(context, name)
        assert command is not None
        below = click.Context(
            command, info_name=name, parent=context, terminal_width=100, max_content_width=100
        )
        yield below
        if isinstance(command, click.Group):
            yield from walk(below)


def section(context: click.Context) -> str:
    """Return one command's part."""
    # click keeps the help option of whoever asked first, with the names of that context
    context.command._help_option = None
    return f"## {context.command_path}\n\n```text\n{context.get_help()}\n```\n"


GENERATED = {"events.md": catalogue, "cli.md": commands, "routing-table.md": page}
"""File below docs/ -> what makes it."""


if __name__ == "__main__":
    for name, make in GENERATED.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
