"""The command line: `python -m infrastructure.cli <command>`, `./dev postroom <command>`."""

COMMANDS: dict[str, str] = {
    "account": "infrastructure.cli.account:account",
    "api": "infrastructure.cli.api:api",
    "backup": "infrastructure.cli.backup:backup",
    "contacts": "infrastructure.cli.contacts:contacts",
    "dead-letters": "infrastructure.cli.dead_letters:dead_letters",
    "demo": "infrastructure.cli.demo:demo",
    "demo-relay": "infrastructure.cli.demo_relay:demo_relay",
    "doctor": "infrastructure.cli.doctor:doctor",
    "erase": "infrastructure.cli.erase:erase",
    "events": "infrastructure.cli.events:events_command",
    "export": "infrastructure.cli.export:export",
    "keys": "infrastructure.cli.keys:keys",
    "mail": "infrastructure.cli.mail:mail",
    "migrate": "infrastructure.cli.migrate:migrate",
    "projector": "infrastructure.cli.projector:projector",
    "rebuild": "infrastructure.cli.rebuild:rebuild",
    "replay": "infrastructure.cli.replay:replay",
    "reply": "infrastructure.cli.reply:reply",
    "restore": "infrastructure.cli.restore:restore",
    "routing": "infrastructure.cli.routing:routing",
    "serve": "infrastructure.cli.serve:serve",
    "smtp": "infrastructure.cli.smtp:smtp",
    "verify": "infrastructure.cli.verify:verify",
    "worker": "infrastructure.cli.worker:worker",
}
"""Name -> "module:click_command". A module is imported only when its command is used: `serve` stays quick."""
