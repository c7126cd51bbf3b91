"""How a chat stands, and why: what a visitor who is new would see of it (CHT-07, CHT-09)."""

from uuid import UUID

from api.context import found, here
from api.operations import Routes, Values
from api.schemas import chat_states as shapes
from application.chat_state import LookAtChat, look_at_chat
from projections.channel_list import queries as channel_list

routes = Routes("chat_states", "")


@routes.get(
    "/channels/<uuid:channel_id>/chat/state", query=shapes.ChatStateQuery, answer=shapes.ChatState,
    permission="account_access",
)  # fmt: skip
def chat_state(channel_id: UUID, query: Values) -> Values:
    """Say how a chat stands now, with the reasons; `at` asks for its hours at another time, with the people of now."""
    context = here()
    row = channel_list.channel(context.db, context.account_id, tuple(context.viewer.inboxes), channel_id)
    found(row if row is None or row.kind == "chat" else None, "channel")
    context.release()
    question = LookAtChat(channel_id, seed=query["seed"], at=query["at"])
    seen = context.services.bus.ask(question, context.envelope(), look_at_chat)
    state = seen.state
    return {
        "state": state.state, "reasons": list(state.reasons), "launcher": state.launcher, "message": state.message,
        "ask_email": state.ask_email, "reply_time": state.reply_time, "returns_at": state.returns_at,
        "policy": state.policy, "heading": {"kind": seen.heading.kind, "user_ids": list(seen.heading.user_ids)},
    }  # fmt: skip
