"""How satisfied customers are: surveys of inboxes, and what was answered (CNV-10)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from api import paging
from api.changes import change, etag, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.schemas import ratings as shapes
from api.schemas.common import Changed, page_of
from application.asked import worded
from application.csat import SetSurvey
from domain.csat.survey import Asking
from projections.csat import queries
from projections.people import queries as people
from projections.thread import queries as threads

READ = "conversation_read"
SURVEY = "/inboxes/<uuid:inbox_id>/survey"

routes = Routes(
    "ratings",
    "How satisfied customers are: whether an inbox asks them after closing, and what they answered.",
)


@routes.get(SURVEY, answer=shapes.Survey)
def survey(inbox_id: UUID) -> Answer:
    """Say how customers of an inbox are asked; version 0 where nobody ever said, and then they are not."""
    context = here()
    context.see(inbox_id, "inbox")
    found(people.inbox(context.db, context.account_id, inbox_id), "inbox")
    row = queries.survey(context.db, context.account_id, inbox_id)
    told = {name: getattr(row, name) for name in queries.Survey.__dataclass_fields__}
    return Answer(told | {"on": row.asks}, headers=etag(row.version))


@routes.write("PUT", SURVEY, body=shapes.SurveyToBe, answer=Changed, permission="inbox_edit", versioned=True)
def set_survey(inbox_id: UUID, body: Values) -> Answer:
    """Say whether and how customers of an inbox are asked. What was closed before it is switched on is not asked about."""
    asking = Asking(body["on"], body["delay_minutes"], body["pause_days"], body["question"], body["thanks"])
    return change(SetSurvey(inbox_id, asking, expected_version=if_match()), inbox_id)


@routes.write(
    "POST",
    f"{SURVEY}/preview",
    body=shapes.SurveyToBe,
    answer=shapes.SurveyMail,
    permission="inbox_edit",
    keyed=False,
)
def preview_survey(inbox_id: UUID, body: Values) -> Values:
    """Say what mail customers of the inbox would get; its links open nothing."""
    context = here()
    context.see(inbox_id, "inbox")
    account = found(people.account(context.db, context.account_id), "account")
    company = account.branding.get("name") or account.name
    url = f"{context.services.settings.base_url}/rate/..."
    subject, text = worded(account.language, company, " ".join(body["question"].split()), url)
    return {"subject": subject, "text": text}


@routes.get("/ratings", query=paging.PageQuery, answer=page_of(shapes.Rating), permission=READ)
def ratings(query: Values) -> Values:
    """List what customers of your inboxes answered, the newest first."""
    context = here()
    before = paging.decode(query["cursor"], datetime, UUID)
    rows = queries.ratings(
        context.db, context.account_id, tuple(context.viewer.inboxes),
        before=None if before is None else (before[0], before[1]), limit=query["limit"] + 1,
    )  # fmt: skip
    return paging.page(rows, query["limit"], lambda row: (row.rated_at, row.conversation_id))


@routes.get(
    "/conversations/<uuid:conversation_id>/rating", answer=shapes.RatingOfConversation, permission=READ
)
def rating(conversation_id: UUID) -> Any:
    """Say whether the customer of a conversation was asked how satisfied they are, and what they answered."""
    context = here()
    inboxes = tuple(context.viewer.inboxes)
    found(threads.header(context.db, context.account_id, inboxes, conversation_id), "conversation")
    return {"rating": queries.rating(context.db, context.account_id, conversation_id)}
