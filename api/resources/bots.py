"""Bots of channels: what they say, version by version, and how that would go (CHT-01, CHT-08)."""

from typing import Any
from uuid import UUID

from api.changes import change, etag, if_match
from api.context import here
from api.operations import Answer, Routes, Values
from api.schemas import bots as shapes
from api.schemas.common import Changed
from application.bot import ReadBot, SetBot, SwitchBot, TryBot, read_bot, try_bot
from domain.bot.flow import Flow
from domain.bot.steps import Step
from domain.bot.walking import Turn

READ, EDIT = "conversation_read", "account_access"
AT = "/channels/<uuid:channel_id>/bot"

routes = Routes("channels", "")


@routes.get(AT, answer=shapes.Bot, permission=READ)
def bot(channel_id: UUID) -> Answer:
    """Read a channel's bot with its versions; none of them where it has no bot."""
    found = here().services.bus.ask(ReadBot(channel_id), here().envelope(), read_bot)
    if found is None:
        return Answer({"on": False, "versions": [], "version": 0}, headers=etag(0))
    versions = [
        {"bot_version": number, "flow": _shown(flow)} for number, flow in enumerate(found.versions, start=1)
    ]
    return Answer(
        {"on": found.on, "versions": versions, "version": found.version}, headers=etag(found.version)
    )


@routes.write("PUT", AT, body=shapes.BotFlow, answer=Changed, permission=EDIT, versioned=True)
def set_bot(channel_id: UUID, body: Values) -> Answer:
    """Let the channel's bot say this in conversations that begin from here on; those under way keep theirs.

    If-Match names the bot's version. A new bot is silent until it is switched on. A flow with a step ticket is refused in
    accounts whose tickets are not made automatically (ACC-08).
    """
    return change(SetBot(channel_id, _flow(body), expected_version=if_match()), channel_id)


@routes.write("PUT", f"{AT}/on", body=shapes.BotSwitch, answer=Changed, permission=EDIT, versioned=True)
def switch_bot(channel_id: UUID, body: Values) -> Answer:
    """Let the bot speak, or not."""
    return change(SwitchBot(channel_id, body["on"], expected_version=if_match()), channel_id)


@routes.write(
    "POST", f"{AT}/trial", body=shapes.BotTrial, answer=shapes.BotTurns, permission=EDIT, keyed=False
)
def try_flow(channel_id: UUID, body: Values) -> Values:
    """Say how a flow would go with these answers; nothing is recorded."""
    question = TryBot(
        channel_id, _flow(body["flow"]), tuple(body["answers"]), body["available"], body["in_hours"]
    )
    turns = here().services.bus.ask(question, here().envelope(), try_bot)
    return {"turns": [_turn(one) for one in turns]}


def _flow(body: Values) -> Flow:
    return Flow(body["name"], tuple(Step.of(one) for one in body["steps"]), body["when"])


def _shown(flow: Flow) -> dict[str, Any]:
    return {"name": flow.name, "when": flow.when, "steps": [one.recorded() for one in flow.steps]}


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "said": [{"step": one.step, "text": one.text, "choices": list(one.choices)} for one in turn.said],
        "understood": None if turn.heard is None else turn.heard.understood,
        "waits": turn.waits,
        "outcome": turn.outcome,
        "tickets": list(turn.tickets),
    }
