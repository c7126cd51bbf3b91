"""What `serve` imports once for all of its processes, which are forks of it (Linux)."""

import gc
from collections.abc import Sequence
from importlib import import_module

SHARED = (
    "infrastructure.cli.__main__",
    "infrastructure.cli.api",
    "infrastructure.cli.demo",
    "infrastructure.cli.migrate",
    "infrastructure.cli.projector",
    "infrastructure.cli.smtp",
    "infrastructure.cli.worker",
    "infrastructure.wsgi",
    "infrastructure.channels.email.smtp",
    "infrastructure.demo.seed",
    "infrastructure.chat_mails",
    "infrastructure.importing",
    "infrastructure.jobs.availability",
    "infrastructure.jobs.early",
    "infrastructure.jobs.holds",
    "infrastructure.jobs.left",
    "infrastructure.jobs.pending",
    "infrastructure.jobs.promises",
    "infrastructure.jobs.ratings",
    "infrastructure.jobs.unagreed",
    "infrastructure.jobs.worker",
    "infrastructure.observing.probing",
    "infrastructure.offering",
    "infrastructure.owner_mails",
    "infrastructure.postgres.migrations",
    "infrastructure.projecting.install",
    "infrastructure.projecting.lanes",
    "infrastructure.projecting.runner",
    "infrastructure.reacting.dispatcher",
    "infrastructure.rating_mails",
    "infrastructure.reacting.runner",
    "infrastructure.stage_moves",
    "uvloop",
)
"""Modules that two processes need, or that one needs before it can answer. None starts a thread or opens anything."""
DEMO = ("infrastructure.cli.demo_relay",)


def preload(*, demo: bool) -> None:
    """Import what the processes need; what is there then is left alone by the collector, so that it stays shared."""
    for name in (*SHARED, *(DEMO if demo else ())):
        import_module(name)
    set_apart()


def set_apart() -> None:
    """Leave what a process made as it started alone by the collector, which would look through all of it again and again."""
    gc.collect()
    gc.freeze()


def carry_out(words: Sequence[str]) -> None:
    """Be the command line with these words; ends by SystemExit, as it does."""
    from infrastructure.cli.__main__ import postroom

    postroom.main(args=list(words), prog_name="postroom")
