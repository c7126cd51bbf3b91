"""One click group over COMMANDS, each loaded at its first use."""

from importlib import import_module

import click

from infrastructure.cli import COMMANDS
from infrastructure.settings import SettingsError

UNREACHABLE = frozenset({"OperationalError", "PoolTimeout", "Unavailable"})
"""By name: no driver is imported before a command needs one."""


class Lazy(click.Group):
    """A group whose commands are modules that are not imported before somebody asks for them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names in alphabetical order."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command; None when there is no such name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command), f"{COMMANDS[cmd_name]} is not a click command"  # noqa: S101
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; wrong settings, or a database that is not there, are a sentence, not a traceback."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.ClickException(str(error)) from None
        except Exception as error:
            if not any(kind.__name__ in UNREACHABLE for kind in type(error).__mro__):
                raise
            raise click.ClickException(
                "The database cannot be reached. Start everything with ./dev run, or check POSTROOM_DATABASE_URL;"
                " ./dev postroom doctor says more."
            ) from None


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def postroom() -> None:
    """Postroom: conversations from every channel in one inbox, on an event log."""


if __name__ == "__main__":
    postroom(prog_name="postroom")
