"""`demo`: make the demo accounts, once; `--conversations` loads a long history into one of its own."""

from typing import TYPE_CHECKING

import click

from infrastructure.settings import Settings

if TYPE_CHECKING:
    from infrastructure.bootstrap import Application
    from infrastructure.demo.loading import Loaded


@click.command()
@click.option(
    "--conversations", type=click.IntRange(1), help="Load so many conversations into an account of their own."
)
@click.option(
    "--messages-per",
    type=click.IntRange(1, 100),
    default=4,
    show_default=True,
    help="Of a conversation, on average.",
)
@click.option(
    "--originals", is_flag=True, help="Keep a raw original of each mail, too: a file each, much slower."
)
@click.option(
    "--channels", is_flag=True, help="A tour of Messenger, WhatsApp and telephone lines, until Ctrl-C."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8100,
    show_default=True,
    help="Of the web interface in that tour.",
)
def demo(conversations: int | None, messages_per: int, port: int, *, originals: bool, channels: bool) -> None:
    """Make the demo accounts with a month of history; quick and without effect where they are there.

    With --conversations, load a long history into the account of Atlas Outfitters, sealed and in the log as real mail
    would have left it. It says first what disk it needs. Asked again, it adds as many more; what an interrupted call had
    loaded stays.

    With --channels, start everything anew beside a normal run, in a state directory of its own, with stand-ins of
    Facebook, WhatsApp and Twilio: connect a page, a number and a line, let people write and call, and show what comes to
    their phones. Only in a checkout, since the stand-ins lie in its tests.
    """
    if channels:
        _tour(port)
        return
    from infrastructure.bootstrap import bootstrap
    from infrastructure.demo.company import ATLAS
    from infrastructure.demo.notes import NAME
    from infrastructure.demo.seed import seed

    settings = Settings.from_env()
    with bootstrap(settings) as app:
        if conversations is not None:
            _check_disk(app, conversations, messages_per, originals=originals)
        made = seed(app, () if conversations is None else (ATLAS,))
        click.echo(
            f"{made.conversations} conversations made" if made.conversations else "the demo is there already"
        )
        if conversations is not None:
            loaded = _loaded(app, conversations, messages_per, originals=originals)
            click.echo(
                f"loaded {loaded.conversations:,} conversations with {loaded.messages:,} messages:"
                f" {loaded.events:,} events"
            )
    click.echo(f"logins: {settings.state / NAME}")


def _tour(port: int) -> None:
    from infrastructure.demo.touring.state import state_beside
    from infrastructure.demo.touring.tour import tour
    from infrastructure.demo.touring.trouble import CannotGoOn

    try:
        tour(state_beside(Settings.from_env(servers=False).state), port, click.echo)
    except CannotGoOn as error:
        raise click.ClickException(str(error)) from None


def _check_disk(app: "Application", conversations: int, messages_per: int, *, originals: bool) -> None:
    from infrastructure.demo.loading import DiskTooSmall, check_disk, needed_bytes, place_of

    needed = needed_bytes(conversations, messages_per, originals=originals)
    click.echo(f"needs {needed / 1e9:.2f} GB of disk: {needed / conversations / 1e3:.0f} kB a conversation")
    try:
        check_disk(place_of(app), needed)
    except DiskTooSmall as error:
        raise click.ClickException(str(error)) from None


def _loaded(app: "Application", conversations: int, messages_per: int, *, originals: bool) -> "Loaded":
    from infrastructure.cli.progress import bar
    from infrastructure.demo.company import ATLAS
    from infrastructure.demo.copying import Overtaken
    from infrastructure.demo.crew import Crew
    from infrastructure.demo.loading import load, shown
    from infrastructure.demo.seed import projecting

    with projecting(app):
        try:
            with bar("loading") as show:
                loaded = load(
                    Crew(app, ATLAS), conversations, messages_per, originals=originals, progress=show
                )
        except Overtaken:
            raise click.ClickException(
                "Somebody works in the account at the same moment. What was loaded so far stays; run this again."
            ) from None
        with bar("filling views") as show:
            shown(app, show)
    return loaded
