"""`reply`: answer a conversation from the command line."""

import json
import sys
from uuid import UUID

import click

from infrastructure.settings import Settings

HAPPENED = 20.0


@click.command()
@click.argument("conversation", type=click.UUID)
@click.argument("text")
@click.option("--as", "email", default="", help="The user who answers, by address; default: whoever has it.")
@click.option("--close", is_flag=True, help="Close the conversation too.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def reply(conversation: UUID, text: str, email: str, *, close: bool, as_json: bool) -> None:
    """Answer CONVERSATION (its id) with TEXT; it leaves by the account's relay."""
    from application.conversation import PostReply
    from domain.conversation.aggregate import Conversation
    from domain.kernel.refusal import Refusal
    from infrastructure.bootstrap import bootstrap
    from infrastructure.credentials import Credentials

    with bootstrap(Settings.from_env(), pool_size=2) as app:
        found = app.log.fresh(Conversation, conversation)
        if found is None:
            sys.exit("there is no such conversation")
        login = Credentials(app.log, app.secrets).login(email) if email else None
        if email and (login is None or login.account_id != found.account_id):
            sys.exit("nobody of that account signs in by that address")
        author = found.assignee_id if login is None else login.user_id
        if author is None:
            sys.exit("nobody has this conversation: say who answers with --as ADDRESS")
        env = app.env(found.account_id, f"user:{author}")
        try:
            outcome = app.bus.dispatch(PostReply(conversation, text, close=close), env)
        except Refusal as refusal:
            sys.exit(f"refused ({refusal.code}): {refusal}")
        shown = app.positions.wait_for(outcome.position, HAPPENED)
        answer = {"conversation": str(conversation), "position": outcome.position, "shown": shown}
        click.echo(
            json.dumps(answer) if as_json else f"posted at position {outcome.position}; the worker sends it"
        )
