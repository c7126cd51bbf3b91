"""Consents: what channels ask for, the ledger, the state at any past time, receipts, withdrawals by hand (PRV-01..06)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from flask import Response

from api import paging
from api.changes import POSITION, change, etag, if_match
from api.consents import DISCLAIMER
from api.context import Context, found, here
from api.operations import Answer, Media, Routes, Values
from api.past_consents import Moment, as_then
from api.receipts_file import company_of, receipts_of
from api.resources.exports import recorded
from api.schemas import consents as shapes
from api.schemas.channels import PastQuery
from api.schemas.common import Changed, page_of
from application.consent import UndoWithdrawal, WithdrawByHand
from application.consent_setting import SetConsent, SetWithdrawalWords
from application.opting import SetMessagesConsent
from domain.channel.consent_settings import OFF, text_hash
from domain.channel.withdrawal import REPLIES, WORDS
from projections.channel_list import queries as channel_list
from projections.consent import queries
from projections.contact_profile import queries as profiles
from projections.people import queries as people

AUDIT, COMPLIANCE = "audit_read", "compliance_manage"
OF_CHANNEL = "/channels/<uuid:channel_id>/consent"
ONE = "/consents/<uuid:consent_id>/withdrawal"
MOST_OF_ONE = 200
RECEIPTS = Media(
    "application/json", "A list of receipts in the structure of ISO/IEC TS 27560:2023, one for each consent."
)

routes = Routes("consents", f"Consent of people who write. {DISCLAIMER}")


@routes.get(OF_CHANNEL, answer=shapes.ChannelConsent)
def asked_on(channel_id: UUID) -> Answer:
    """Read what a channel asks people to agree to."""
    context = here()
    row = _channel(context, channel_id)
    account = found(people.account(context.db, context.account_id), "account")
    newest = next(iter(queries.texts(context.db, context.account_id, channel_id, limit=1)), None)
    texts = newest.texts if newest else {}
    told = {
        "channel_id": channel_id, "mode": newest.mode if newest else OFF,
        "purpose": newest.purpose if newest else "conversation", "texts": texts,
        "hashes": {language: text_hash(text) for language, text in texts.items()},
        "text_version": newest.text_version if newest else 0, "offered": account.data_privacy,
        "disclaimer": DISCLAIMER, "version": row.version,
    }  # fmt: skip
    return Answer(told, headers=etag(row.version))


@routes.write(
    "PUT", OF_CHANNEL, body=shapes.ConsentToBe, answer=Changed, permission="account_access", versioned=True
)
def ask_on(channel_id: UUID, body: Values) -> Answer:
    """Set what a channel asks people to agree to; another text or mode asks everybody again (PRV-05).

    Refused with `data_privacy_off` before the account's data-privacy settings are on (ACC-07).
    """
    command = SetConsent(
        channel_id, body["mode"], body["texts"], body["purpose"], expected_version=if_match()
    )
    return change(command, channel_id)


@routes.get(f"{OF_CHANNEL}/words", answer=shapes.ChannelWithdrawalWords)
def words(channel_id: UUID) -> Answer:
    """Read by which words people take their consent back in a message: those that were set, else those understood anyway."""
    context = here()
    row = _channel(context, channel_id)
    said, replies = queries.words(context.db, context.account_id, channel_id) or (WORDS, REPLIES)
    told = {
        "channel_id": channel_id, "words": dict(said), "replies": dict(replies), "version": row.version,
    }  # fmt: skip
    return Answer(told, headers=etag(row.version))


@routes.write(
    "PUT",
    f"{OF_CHANNEL}/words",
    body=shapes.WithdrawalWords,
    answer=Changed,
    permission="account_access",
    versioned=True,
)
def set_words(channel_id: UUID, body: Values) -> Answer:
    """Set them, of a channel of Messenger or WhatsApp; nobody is asked again for that (PRV-05)."""
    command = SetWithdrawalWords(channel_id, body["words"], body["replies"], expected_version=if_match())
    return change(command, channel_id)


@routes.get(f"{OF_CHANNEL}/versions", query=paging.PageQuery, answer=page_of(shapes.ConsentVersion))
def versions(channel_id: UUID, query: Values) -> Values:
    """List what a channel asked in each version, the newest first."""
    context, limit = here(), query["limit"]
    _channel(context, channel_id)
    before = paging.decode(query["cursor"], int)
    rows = queries.texts(
        context.db, context.account_id, channel_id, before=before[0] if before else None, limit=limit + 1
    )
    return paging.page(rows, limit, lambda row: (row.text_version,))


@routes.get("/consents", query=shapes.ConsentQuery, answer=page_of(shapes.Consent), permission=AUDIT)
def ledger(query: Values) -> Values:
    """List consents on channels you see, the last changed first; `as_of` or `at` shows each as it was.

    Then a page may have fewer than asked for: what had not begun, or was in another state, is left out.
    """
    context, limit = here(), query["limit"]
    moment, wanted = Moment.asked_for(query), _wanted(context, query)
    before = paging.decode(query["cursor"], datetime, UUID)
    rows = queries.page(
        context.db, context.account_id, tuple(context.viewer.inboxes),
        wanted if moment.is_now else queries.Wanted(wanted.contacts, wanted.channel_id),
        before=(before[0], before[1]) if before else None, limit=limit + 1,
    )  # fmt: skip
    page = paging.page(rows, limit, lambda row: row.cursor)
    if moment.is_now:
        return page
    then = as_then(context.db, context.services.log, context.account_id, page["items"], moment)
    return page | {"items": [one for one in then if _is_wanted(one, query)]}


@routes.get(
    "/contacts/<uuid:contact_id>/consents",
    query=PastQuery,
    answer=shapes.ConsentsOfContact,
    permission="conversation_read",
)
def of_contact(contact_id: UUID, query: Values) -> Values:
    """Read what a contact agreed to on each channel you see, now or as it was, with all that led to it (PRV-06).

    It is folded from the log. Where they were, and why it was taken back by hand, is for who has `audit_read`.
    """
    context = here()
    account = context.account_id
    found(profiles.contact(context.db, account, contact_id), "contact")
    wanted = queries.Wanted(profiles.linked(context.db, account, contact_id))
    inboxes = tuple(context.viewer.inboxes)
    rows = queries.page(context.db, account, inboxes, wanted, limit=MOST_OF_ONE)
    evidence, moment = context.viewer.may(AUDIT), Moment.asked_for(query)
    items = as_then(context.db, context.services.log, account, rows, moment, evidence=evidence)
    return {"contact_id": contact_id, "items": items, "disclaimer": DISCLAIMER}


@routes.write(
    "POST",
    "/contacts/<uuid:contact_id>/consents/messages",
    body=shapes.MessagesConsent,
    answer=Changed,
    permission=COMPLIANCE,
)
def set_messages(contact_id: UUID, body: Values) -> Answer:
    """Record by hand that somebody wants messages of a channel, or none, and why; of all contacts that count as them (WAB-03)."""
    command = SetMessagesConsent(contact_id, body["channel_id"], body["given"], body["reason"])
    return change(command, contact_id)


@routes.get("/consents/receipts", query=shapes.WhichConsents, answer=RECEIPTS, permission=COMPLIANCE)
def receipts(query: Values) -> Response:
    """Take receipts out as JSON, newest first (PRV-06); recorded before it begins, 413 for more than 200,000."""
    context = here()
    account, inboxes, wanted = context.account_id, tuple(context.viewer.inboxes), _wanted(context, query)
    known = found(people.account(context.db, account), "account")
    company = company_of(known, context.services.settings.base_url)
    rows = queries.number(context.db, account, inboxes, wanted)
    # of a filter by an id only that there was one: whoever reads the account's history may not see what it names
    told = {
        name: "" if isinstance(value, UUID) else value for name, value in query.items() if value is not None
    }
    filters = tuple(f"{name}={value}" if value else name for name, value in told.items())
    position = recorded("consents", rows, filters)
    services = context.services
    body = receipts_of(services.views, services.log, account, inboxes, wanted, company)
    response = Response((text.encode("utf-8", "replace") for text in body), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="consent-receipts.json"'
    response.headers[POSITION] = str(position)
    return response


@routes.write("POST", ONE, body=shapes.Withdrawal, answer=Changed, permission=COMPLIANCE)
def withdraw(consent_id: UUID, body: Values) -> Answer:
    """Record by hand that somebody took their consent back, and why; of all contacts that count as them (PRV-05)."""
    return change(WithdrawByHand(consent_id, body["reason"]), consent_id)


@routes.write("POST", f"{ONE}/undo", answer=Changed, permission=COMPLIANCE)
def undo(consent_id: UUID) -> Answer:
    """Undo a withdrawal you recorded by mistake, within an hour."""
    return change(UndoWithdrawal(consent_id), consent_id)


def _channel(context: Context, channel_id: UUID) -> channel_list.Channel:
    inboxes = tuple(context.viewer.inboxes)
    row = channel_list.channel(context.db, context.account_id, inboxes, channel_id)
    shown: channel_list.Channel = found(row, "channel")
    return shown


def _wanted(context: Context, query: Values) -> queries.Wanted:
    names = ("channel_id", "state", "mode", "since", "until")
    wanted = queries.Wanted(**{name: query[name] for name in names})
    if query["contact_id"] is None:
        return wanted
    return replace(wanted, contacts=profiles.linked(context.db, context.account_id, query["contact_id"]))


def _is_wanted(then: Values, query: Values) -> bool:
    changed = then["changed_at"]
    return (
        query["state"] in (None, then["state"])
        and query["mode"] in (None, then["mode"])
        and (query["since"] is None or changed >= query["since"])
        and (query["until"] is None or changed < query["until"])
    )
