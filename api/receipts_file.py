"""Receipts of many consents as one JSON list, read page by page: for the API and the command line (PRV-06)."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from uuid import UUID

from api.past_consents import Moment, as_then
from api.receipts import receipt
from api.services import ReadLog
from projections.common.db import Db
from projections.consent import queries
from projections.people.queries import Account

PAGE = 100
Lend = Callable[[], AbstractContextManager[Db]]


def company_of(account: Account, base_url: str) -> Mapping[str, str]:
    """Return what a receipt says of the company."""
    return {"name": account.branding.get("name") or account.name, "url": base_url}


def receipts_of(
    views: Lend,
    log: ReadLog,
    account_id: UUID,
    inboxes: Sequence[UUID],
    wanted: queries.Wanted,
    company: Mapping[str, str],
) -> Iterator[str]:
    """Yield the list, newest first; no connection is held while somebody else takes what was yielded."""
    before, separator = None, "["
    while True:
        with views() as db:
            page = queries.page(db, account_id, inboxes, wanted, before=before, limit=PAGE)
            told = as_then(db, log, account_id, page, Moment(), evidence=True)
        for one in told:
            yield f"{separator}{json.dumps(receipt(one, company), ensure_ascii=False)}"
            separator = ",\n"
        if len(page) < PAGE:
            break
        before = page[-1].cursor
    yield "[]\n" if separator == "[" else "]\n"
