"""How the thread forgets a person (PRV-08)."""

from collections.abc import Sequence
from typing import Any

from psycopg.types.json import Jsonb

from domain.contact.events import ContactErased
from domain.kernel.personal import ERASED
from projections.common.db import Db
from projections.common.masking import Mask, mask_each, mask_texts
from projections.common.projector import Forgetting

# What the company itself is (its address, the Message-ID it made up, the author) is not the contact's to forget.
ERASE_MESSAGES = f"""
UPDATE thread_messages SET
    provider_id = CASE direction WHEN 'in' THEN '{ERASED}' ELSE provider_id END,
    sender = CASE direction WHEN 'in' THEN '{ERASED}' ELSE sender END,
    sender_name = CASE direction WHEN 'note' THEN '' ELSE '{ERASED}' END,
    subject = CASE direction WHEN 'note' THEN '' ELSE '{ERASED}' END,
    in_reply_to = CASE direction WHEN 'out' THEN '{ERASED}' ELSE in_reply_to END,
    body = '{ERASED}',
    html = '', signature = '', has_html = has_html AND direction = 'in',
    recipients = '[]', cc = '[]', bcc = '[]', attachments = '[]', refs = '[]', parts = '[]', page = '', said_title = '', said_url = ''
WHERE account_id = %s AND conversation_id = ANY(%s) AND contact_id = %s
"""
ERASE_PROPERTIES = f"""
UPDATE thread SET properties = (
    SELECT jsonb_object_agg(key, CASE value ->> 'kind' WHEN 'text' THEN jsonb_set(value, '{{value}}', '"{ERASED}"') ELSE value END)
    FROM jsonb_each(properties))
WHERE account_id = %s AND contact_id = %s AND properties <> '{{}}'"""
TEXTS = (
    "provider_id",
    "sender",
    "sender_name",
    "subject",
    "body",
    "signature",
    "in_reply_to",
    "page",
    "said_title",
    "said_url",
)
LISTS = ("recipients", "cc", "bcc", "refs")


def erase(db: Db, event: ContactErased) -> None:
    """Erase what the contact wrote and was written."""
    account, contact = event.account_id, event.originator_id
    erased = f"UPDATE thread SET subject = '{ERASED}', reachable = false WHERE account_id = %s AND contact_id = %s RETURNING conversation_id"
    conversations = [row[0] for row in db.execute(erased, [account, contact])]
    db.execute(ERASE_PROPERTIES, [account, contact])
    db.execute(ERASE_MESSAGES, [account, conversations, contact])
    db.execute("DELETE FROM thread_reactions WHERE account_id = %s AND contact_id = %s", [account, contact])
    evidence = """
        UPDATE thread_decisions SET details = jsonb_set(details, '{evidence}', '[]')
        WHERE account_id = %s AND conversation_id = ANY(%s) AND details ? 'evidence'"""
    db.execute(evidence, [account, conversations])


def mask(db: Db, event: Forgetting, mask: Mask) -> None:
    """Mask the messages that mention somebody erased."""
    if not event.mentions:
        return
    found = event.account_id, list(event.mentions)
    mentions = "account_id = %s AND message_id = ANY(%s)"
    _mask_parts(db, mask, mentions, found)
    mask_texts(db, "thread_messages", ("account_id", "message_id"), TEXTS, mask, mentions, *found)
    # in HTML a name may be cut by marks or written otherwise: the masked text is what is left
    plain = f"UPDATE thread_messages SET html = '', has_html = false WHERE {mentions} AND html <> ''"
    db.execute(plain, list(found))
    _mask_lists(
        db,
        mask,
        f"SELECT message_id, attachments, {', '.join(LISTS)} FROM thread_messages WHERE {mentions}",
        found,
    )
    first = "account_id = %s AND first_message_id = ANY(%s)"
    mask_texts(db, "thread", ("account_id", "conversation_id"), ("subject",), mask, first, *found)
    _mask_evidence(db, mask, mentions, found)


def _mask_lists(db: Db, mask: Mask, select: str, found: tuple[object, ...]) -> None:
    setting = ", ".join(f"{column} = %s" for column in LISTS)
    update = (
        f"UPDATE thread_messages SET attachments = %s, {setting} WHERE account_id = %s AND message_id = %s"
    )
    for message_id, attachments, *lists in db.execute(select, found).fetchall():
        masked = [Jsonb(mask_each(mask, texts)) for texts in lists]
        db.execute(update, [Jsonb(_mask_names(mask, attachments)), *masked, found[0], message_id])


def _mask_parts(db: Db, mask: Mask, mentions: str, found: tuple[object, ...]) -> None:
    """Let the parts of a text lie where they will be when it is masked."""
    select = f"SELECT message_id, body, parts FROM thread_messages WHERE {mentions} AND parts <> '[]'"
    update = "UPDATE thread_messages SET parts = %s WHERE account_id = %s AND message_id = %s"
    for message_id, body, parts in db.execute(select, found).fetchall():
        whole = len(mask(body))
        at, moved = 0, []
        for part in parts:
            end = min(whole, at + len(mask(body[part["start"] : part["end"]])))
            moved.append({**part, "start": at, "end": whole if part is parts[-1] else end})
            at = end
        db.execute(update, [Jsonb(moved), found[0], message_id])


def _mask_names(mask: Mask, attachments: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**attachment, "filename": mask(str(attachment.get("filename", "")))} for attachment in attachments
    ]


def _mask_evidence(db: Db, mask: Mask, mentions: str, found: tuple[object, ...]) -> None:
    select = f"SELECT conversation_id, position, details FROM thread_decisions WHERE {mentions} AND details ? 'evidence'"
    update = """
        UPDATE thread_decisions SET details = jsonb_set(details, '{evidence}', %s)
        WHERE account_id = %s AND conversation_id = %s AND position = %s"""
    for conversation_id, position, details in db.execute(select, found).fetchall():
        evidence = Jsonb(mask_each(mask, details["evidence"]))
        db.execute(update, [evidence, found[0], conversation_id, position])
