"""The command line: `python -m infrastructure.cli <command>`, `./dev postroom <command>`."""

COMMANDS: dict[str, str] = {
    "doctor": "infrastructure.cli.doctor:doctor",
    "serve": "infrastructure.cli.serve:serve",
}
"""Name -> "module:click_command". A module is imported only when its command is used: `serve` stays quick."""
