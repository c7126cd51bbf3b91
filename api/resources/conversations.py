"""Conversations: lists, counters, threads, now and as they were, and why they are whose they are."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from api import paging, past, why
from api.calls import calls_of, with_calls
from api.changes import etag
from api.context import found, here
from api.lists import LISTS, by_survivor, filter_of, shown
from api.moments import as_they_were, asked_for
from api.operations import Answer, Routes, Values
from api.past_places import counted, gathered
from api.resources.messages import shown_message
from api.resources.views import seen as seen_view
from api.schemas import conversations as shapes
from api.schemas import decisions as decided
from api.schemas.common import list_of, page_of
from api.schemas.counters import AllCounters
from api.windows import window_now
from application.opting import LookAtOptingOut, look_at_opting_out
from domain.channels.kinds import KINDS
from domain.view.filter import Filter
from projections.assignment_log import queries as log
from projections.common.recorded import Recorded
from projections.contact_profile.queries import linked
from projections.inbox_list import lists
from projections.inbox_list import queries as inbox_list
from projections.thread import page as thread_page
from projections.thread import queries as threads

READ = "conversation_read"
ONE = "/conversations/<uuid:conversation_id>"

SINGLE = {
    "inbox_id": "inbox_ids", "channel_id": "channel_ids", "assignee_id": "assignee_ids", "priority": "priorities",
    "kind": "kinds", "team_id": "team_ids",
}  # fmt: skip

routes = Routes("conversations", "Threads with contacts. You see those of the inboxes open to you.")


@routes.get("/conversations", query=shapes.ListQuery, answer=page_of(shapes.ConversationRow), permission=READ)
def conversations(query: Values) -> Values:
    """List conversations; `as_of` or `at` shows the list as it was (PF-09). POST /conversations/query takes any filter."""
    context = here()
    if query["inbox_id"] is not None:
        context.see(query["inbox_id"], "inbox")
    if query["contact_id"] is not None:
        return _of_contact(query)
    chosen, sort = filter_of(query | {name: [] for name in LISTS} | {"base": query["view"]}), query["sort"]
    narrowed: Values = {
        plural: (query[single],) for single, plural in SINGLE.items() if query[single] is not None
    }
    asked = replace(chosen, **narrowed)
    if query["view_id"] is not None:
        view = seen_view(query["view_id"])
        chosen, sort = view.filter, query["sort"] or view.sort
    return shown(
        replace(chosen, **narrowed), sort or "newest", as_of=asked_for(query), cursor=query["cursor"],
        limit=query["limit"], asked=asked,
    )  # fmt: skip


def _of_contact(query: Values) -> Values:
    context, limit = here(), query["limit"]
    viewer = context.viewer
    inboxes = (query["inbox_id"],) if query["inbox_id"] is not None else tuple(viewer.inboxes)
    after = paging.decode(query["cursor"], datetime, UUID)
    as_of = asked_for(query)
    rows = inbox_list.of_contact(
        context.db, viewer.account_id, inboxes,
        linked(context.db, viewer.account_id, query["contact_id"]), as_of=as_of,
        after=None if after is None else (after[0], after[1]), limit=limit + 1,
    )  # fmt: skip
    if as_of is not None:
        context.release()
        rows = as_they_were(context.services.log, rows, as_of)
    listed = [lists.unread_by_nobody(row) for row in rows]
    return paging.page(with_calls(listed) if as_of is None else listed, limit, lambda row: row.cursor)


@routes.get(
    "/conversations/rows", query=shapes.RowsQuery, answer=list_of(shapes.ConversationRow), permission=READ
)
def some_rows(query: Values) -> Values:
    """Read the rows of some conversations, whatever view they are in: what a live frame told of, in one request."""
    context = here()
    viewer, ids = context.viewer, query["ids"]
    rows = lists.some(context.db, viewer.account_id, tuple(viewer.inboxes), ids, viewer.user_id)
    return {"items": with_calls(by_survivor(rows))}


@routes.get("/conversations/counters", answer=AllCounters, permission=READ)
def counters() -> Values:
    """Count the conversations of each list, inbox by inbox.

    These numbers are kept, never counted on request; what is the caller's to read is counted up to 100.
    """
    context = here()
    viewer = context.viewer
    user_id, inboxes = viewer.user_id or UUID(int=0), tuple(viewer.inboxes)
    kept = inbox_list.counts(context.db, viewer.account_id, inboxes, user_id)
    by_channel = inbox_list.by_channel(context.db, viewer.account_id, inboxes)
    few = {
        name: lists.count(context.db, viewer.account_id, inboxes, Filter(base=base, unread=True), user_id)
        for name, base in (("unread", "mine"), ("mentions", "mentions"))
    }
    return {
        "items": [{"inbox_id": inbox_id, **asdict(n)} for inbox_id, n in sorted(kept.items())],
        "channels": [{"channel_id": channel_id, "open": n} for channel_id, n in sorted(by_channel.items())],
        **{name: {"count": count, "more": more} for name, (count, more) in few.items()},
    }


@routes.get(ONE, query=shapes.ThreadQuery, answer=shapes.Thread, permission=READ)
def conversation(conversation_id: UUID, query: Values) -> Answer:
    """Read a conversation, the newest part first; `as_of` or `at` shows it as it was (AUD-02)."""
    context = here()
    viewer, limit = context.viewer, query["limit"]
    cursor = paging.decode(query["cursor"], int)
    before = cursor[0] if cursor else None
    then, as_of, places = _past(conversation_id, query)
    if as_of is not None:
        before = min(before or as_of + 1, as_of + 1)
    read = thread_page.page(
        context.db, viewer.account_id, viewer.inboxes, conversation_id,
        before=before, limit=limit + 1, places=places, until=None if as_of is None else as_of + 1,
    )  # fmt: skip
    read = found(read, "conversation")
    page = paging.page(read.items, limit, lambda item: (item["position"],))
    oldest_first = page["items"][::-1]
    messages = [item for item in oldest_first if "message_id" in item]
    shown, calls = then.header if then else read.header, calls_of(messages, query["as_of"], query["at"])
    answer = {
        **{name: getattr(shown, name) for name in thread_page.COLUMNS},
        "as_of": as_of,
        "window": None if as_of is not None else window_now(shown.kind, shown.last_inbound_at),
        "opted_out": as_of is None and _opted_out(shown),
        "messages": [
            shown_message(then.of(item) if then else item, calls.get(str(item["message_id"])))
            for item in messages
        ],
        "decisions": _decisions_shown([item for item in oldest_first if _is_told(item, conversation_id)]),
        "next": page["next"],
    }
    return Answer(answer, headers={} if then else etag(shown.version))


def _opted_out(header: threads.Header) -> bool:
    """Whether whoever an answer would go to wants no messages by the conversation's channel (WAB-03)."""
    kind, context = KINDS.get(header.kind), here()
    if kind is None or not kind.opting:
        return False
    context.release()
    question = LookAtOptingOut(header.conversation_id)
    return context.services.bus.ask(question, context.envelope(), look_at_opting_out)


@routes.get(f"{ONE}/decisions", query=paging.PageQuery, answer=page_of(decided.Decision), permission=READ)
def decisions(conversation_id: UUID, query: Values) -> Values:
    """Say why the conversation is whose it is: every decision, newest first, with its inputs (RTG-08)."""
    context = here()
    viewer = context.viewer
    inboxes = tuple(viewer.inboxes)
    found(threads.header(context.db, viewer.account_id, inboxes, conversation_id), "conversation")
    before = paging.decode(query["cursor"], int)
    rows = log.of_conversation(
        context.db, viewer.account_id, inboxes, conversation_id,
        before=before[0] if before else None, limit=query["limit"] + 1,
    )  # fmt: skip
    return _explained(paging.page(rows, query["limit"], lambda row: (row.position,)))


@routes.get("/decisions", query=decided.DecisionQuery, answer=page_of(decided.Decision), permission=READ)
def all_decisions(query: Values) -> Values:
    """List all decisions about conversations you see, newest first."""
    context = here()
    viewer, before = context.viewer, paging.decode(query["cursor"], int)
    rows = log.of_account(
        context.db, viewer.account_id, tuple(viewer.inboxes), kind=query["kind"],
        before=before[0] if before else None, limit=query["limit"] + 1,
    )  # fmt: skip
    return _explained(paging.page(rows, query["limit"], lambda row: (row.position,)))


def _is_told(item: Values, conversation_id: UUID) -> bool:
    """Whether it is a decision to be told here: a merge is told by the conversation that shows both."""
    return "message_id" not in item and item["details"].get("into_id") != str(conversation_id)


def _past(
    conversation_id: UUID, query: Values
) -> tuple[past.Past | None, int | None, thread_page.Places | None]:
    as_of, at = query["as_of"], query["at"]
    if as_of is None and at is None:
        return None, None, None
    context = here()
    now = threads.header(context.db, context.account_id, tuple(context.viewer.inboxes), conversation_id)
    header = found(now, "conversation")
    streams = [conversation_id, *([header.ticket_id] if header.ticket_id else [])]

    def read(ids: Sequence[UUID]) -> Sequence[Recorded]:
        events = context.services.log.streams(list(ids), as_of, personal=past.PERSONAL)
        return events if at is None else past.until(events, at)

    events, places = gathered(read, conversation_id, read(streams))
    then = found(past.at_position(header, events), "conversation at that time")
    if not places.plain:
        then = replace(then, header=replace(then.header, message_count=counted(events, places)))
    return then, events[-1].position, places


def _decisions_shown(rows: Sequence[Values]) -> list[Values]:
    users = [UUID(row["details"]["assignee_id"]) for row in rows if row["details"].get("assignee_id")]
    names = here().names(users) if users else {}
    return [row | {"sentence": why.shown(row["topic"], row["details"], names)} for row in rows]


def _explained(page: Values) -> Values:
    rows: Sequence[log.Decision] = page["items"]
    named = {row.assignee_id for row in rows if row.assignee_id}
    named |= {UUID(str(one["user"])) for row in rows for one in row.considered}
    names = here().names(named)
    return {"items": [_explanation(row, names) for row in rows], "next": page["next"]}


def _explanation(row: log.Decision, names: dict[UUID, str]) -> Values:
    considered = [why.candidate(one, names) for one in row.considered]
    assignee = names.get(row.assignee_id, "somebody") if row.assignee_id else ""
    if row.kind == "assignment":
        team = row.team_id is not None
        sentence = why.sentence(row.outcome, assignee, row.reasons, trigger=row.trigger, team=team)
    else:
        sentence = why.skipped(row.reasons, row.advice)
    return {name: getattr(row, name) for name in DECISION} | {"considered": considered, "sentence": sentence}


DECISION = tuple(name for name in log.Decision.__dataclass_fields__ if name != "considered")
