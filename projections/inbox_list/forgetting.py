"""How the inbox list forgets a person (PRV-08)."""

from domain.contact.events import ContactErased
from domain.kernel.personal import ERASED
from projections.common.db import Db
from projections.common.masking import Mask, erased, mask_texts, masked_preview
from projections.common.projector import Forgetting

LISTS = (
    ("inbox_list", ("account_id", "conversation_id")),
    ("inbox_list_history", ("account_id", "conversation_id", "valid_from")),
)
PREVIEW = f"preview = CASE WHEN t.preview IS NULL THEN NULL ELSE '{ERASED}' END"
OF_MESSAGES = """FROM inbox_list_messages m JOIN inbox_list c USING (account_id, conversation_id)
WHERE c.account_id = %s AND c.contact_id = %s AND t.account_id = m.account_id AND t.last_message_id = m.message_id"""
"""A preview is of a message, and that is its own conversation's contact's, wherever it is shown."""
OF_CONVERSATIONS = """FROM inbox_list c
WHERE c.account_id = %s AND c.contact_id = %s AND t.account_id = c.account_id AND t.conversation_id = c.conversation_id"""
STARTED_BY = "conversation_id IN (SELECT conversation_id FROM inbox_list WHERE account_id = %s AND first_message_id = ANY(%s))"


def erase(db: Db, event: ContactErased) -> None:
    """Erase the contact's rows, past ones too."""
    whose = [event.account_id, event.originator_id]
    personal = erased("contact_name", "contact_address", "subject")
    for table, _ in LISTS:
        db.execute(f"UPDATE {table} SET {personal} WHERE account_id = %s AND contact_id = %s", whose)
        db.execute(f"UPDATE {table} AS t SET {PREVIEW} {OF_MESSAGES}", whose)
    db.execute(f"UPDATE inbox_list_messages AS t SET {PREVIEW} {OF_CONVERSATIONS}", whose)
    personal = erased("name", "address")
    db.execute(f"UPDATE inbox_list_contacts SET {personal} WHERE account_id = %s AND contact_id = %s", whose)


def mask(db: Db, event: Forgetting, mask: Mask) -> None:
    """Mask previews and subjects made of mentioning messages."""
    if not event.mentions:
        return
    account, mentions = event.account_id, list(event.mentions)
    for table, key in LISTS:
        mask_texts(
            db, table, key, ("preview",), lambda text: masked_preview(mask, text),
            "account_id = %s AND last_message_id = ANY(%s)", account, mentions,
        )  # fmt: skip
        mask_texts(
            db,
            table,
            key,
            ("subject",),
            mask,
            f"account_id = %s AND {STARTED_BY}",
            account,
            account,
            mentions,
        )
    mask_texts(
        db, "inbox_list_messages", ("account_id", "message_id"), ("preview",), lambda text: masked_preview(mask, text),
        "account_id = %s AND message_id = ANY(%s)", account, mentions,
    )  # fmt: skip
