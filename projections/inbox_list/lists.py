"""Pages of the lists agents work from: any filter in any order, each page within a bound (CNV-03, PF-05).

A page goes along an index in the order it is shown in. What the index does not choose is held against each row on the
way, and the way is limited: where it ends before the page is full, the page is short and `next` goes on from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg.rows import class_row

from domain.view.filter import Filter
from projections.common.db import Db
from projections.inbox_list.conditions import Conditions, conditions
from projections.inbox_list.ordering import ORDERS, Cursor, Order, order_of
from projections.inbox_list.queries import COLUMNS, PAST, VISIBLE, Conversation

LOOKED_AT = 1000
"""Rows a page looks at, all lanes together, before it comes back short."""
COUNTED = 100
"""Nothing is counted further."""


@dataclass(frozen=True, slots=True)
class Listed(Conversation):
    """A row of a list as its asker sees it.

    `unread`: there is news they have not seen. `mention`: the position of the newest note that calls them, and
    `mention_unseen` whether they have not seen that.
    """

    matches: bool = True
    last: bool = False
    """Whether the lane was left here, at the limit."""
    unread: bool = False
    mention: int | None = None
    mention_unseen: bool = False
    last_call: str = ""
    """How the call went that is the newest thing there; known only to who looks it up."""
    survivor_id: UUID | None = None
    """Whom the contact counts for, where it was merged; known only to who looks it up."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the cursor of what follows them; None at the end."""

    items: list[Listed]
    next: Cursor | None


def page(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    chosen: Filter,
    *,
    sort: str = "newest",
    user_id: UUID | None = None,
    reader_id: UUID | None = None,
    as_of: int | None = None,
    after: Cursor | None = None,
    limit: int = 50,
) -> Page:
    """Return a page of a list.

    `user_id` is whose `mine`, `mentions` and `unread` are; `reader_id` is for whom rows say what is unread, None: for
    nobody. `as_of` shows the list as it was at a position of the log (AUD-02), where nothing is known of reading.
    """
    order, asked = order_of(chosen.base, sort), conditions(chosen, sort, inboxes, user_id)
    values = asked.values | {
        "account": account_id,
        "reader": reader_id,
        "as_of": as_of,
        "limit": limit + 1,
        "lanes": asked.lanes,
    }
    values |= {f"after{number}": value for number, value in enumerate(after or ())}
    if as_of is not None:
        statement = _past(asked, order, going_on=after is not None)
    else:
        values["reach"] = _reach(asked, limit)
        statement = _along(asked, order, COLUMNS + ", news_position", going_on=after is not None)
        statement = _read(statement, order, marked=reader_id is not None)
    with db.cursor(row_factory=class_row(Listed)) as cursor:
        rows = cursor.execute(statement, values).fetchall()
    return _cut(rows, limit, order)


def count(
    db: Db,
    account_id: UUID,
    inboxes: tuple[UUID, ...],
    chosen: Filter,
    user_id: UUID | None,
    most: int = COUNTED,
) -> tuple[int, bool]:
    """Return how many a list has, at most `most` and found within the bound of a page, and whether there may be more."""
    asked = conditions(chosen, "newest", inboxes, user_id)
    values = asked.values | {
        "account": account_id,
        "limit": most,
        "lanes": asked.lanes,
        "reach": _reach(asked, most),
    }
    inner = _along(asked, order_of(chosen.base, "newest"), "active_at, conversation_id", going_on=False)
    statement = (
        f"SELECT count(*) FILTER (WHERE matches), coalesce(bool_or(last), false) FROM ({inner}) AS few"
    )
    ((found, cut),) = db.execute(statement.encode(), values).fetchall()
    return found, cut or found >= most


def some(
    db: Db, account_id: UUID, inboxes: tuple[UUID, ...], ids: Sequence[UUID], reader_id: UUID | None
) -> list[Listed]:
    """Return these conversations' rows, most recently active first; what is not visible is left out."""
    plain = f"""SELECT {COLUMNS}, news_position, true AS matches, false AS last FROM inbox_list
        WHERE {VISIBLE} AND conversation_id = ANY(%(ids)s)"""
    values = {"account": account_id, "inboxes": list(inboxes), "ids": list(ids), "reader": reader_id}
    with db.cursor(row_factory=class_row(Listed)) as cursor:
        return cursor.execute(_read(plain, ORDERS["newest"], marked=reader_id is not None), values).fetchall()


def unread_by_nobody(row: Conversation) -> Listed:
    """Return a row about which nobody's reading is known."""
    return Listed(*(getattr(row, name) for name in Conversation.__dataclass_fields__))


def _reach(asked: Conditions, limit: int) -> int:
    return max(limit + 1, LOOKED_AT // max(1, len(asked.lanes)))


def _along(asked: Conditions, order: Order, columns: str, *, going_on: bool) -> str:
    """Return the statement that goes along each lane up to its limit, and puts the lanes' rows into one order."""
    driver = [
        f"{asked.source.split()[-1]}.account_id = %(account)s",
        *asked.driver,
        *([order.after] if going_on else []),
    ]
    extra = [key for key in order.keys if not key.isidentifier()]
    columns += "".join(f", {key} AS key{number}" for number, key in enumerate(extra))
    columns += ", mention" if "mention" in order.keys else ""
    clause = order.clause
    for number, key in enumerate(extra):
        clause = clause.replace(key, f"key{number}")
    lane = "" if asked.lane == "account_id" else f" AND {asked.lane} = lane.id"
    rows = f"FROM {asked.source} WHERE {' AND '.join(driver)}{lane} ORDER BY {order.clause} LIMIT"
    if asked.others:
        inner = f"""SELECT * FROM (
            SELECT {columns}, ({" AND ".join(asked.others)}) AS matches,
                row_number() OVER (ORDER BY {order.clause}) = %(reach)s AS last {rows} %(reach)s
        ) AS looked WHERE matches OR last ORDER BY {clause} LIMIT %(limit)s"""
    else:
        inner = f"SELECT {columns}, true AS matches, false AS last {rows} %(limit)s"
    if not lane:
        return inner
    return f"""SELECT laned.* FROM unnest(%(lanes)s::uuid[]) AS lane (id) CROSS JOIN LATERAL ({inner}) AS laned
        ORDER BY {clause} LIMIT %(limit)s"""


def _read(statement: str, order: Order, *, marked: bool) -> str:
    """Let the rows of a statement say what their reader has not seen."""
    if not marked:
        called = "mention" if "mention" in order.keys else "NULL::bigint AS mention"
        return f"SELECT {COLUMNS}, matches, last, {called} FROM ({statement}) AS inbox_list ORDER BY {order.clause}"
    return f"""SELECT {", ".join(f"l.{name}" for name in Conversation.__dataclass_fields__)}, l.matches, l.last,
        l.shelf IN ('open', 'snoozed') AND l.news_position > coalesce(k.position, 0) AS unread,
        m.mention, coalesce(m.mention > coalesce(k.position, 0), false) AS mention_unseen
        FROM ({statement}) AS l
        LEFT JOIN reading_marks AS k
            ON k.account_id = %(account)s AND k.user_id = %(reader)s AND k.conversation_id = l.conversation_id
        LEFT JOIN LATERAL (
            SELECT max(position) AS mention FROM inbox_list_mentions AS i WHERE i.account_id = %(account)s
            AND i.user_id = %(reader)s AND i.conversation_id = l.conversation_id
        ) AS m ON true ORDER BY {order.clause}"""


def _past(asked: Conditions, order: Order, *, going_on: bool) -> str:
    lane = f"{asked.lane} = ANY(%(lanes)s)" if asked.lane not in ("account_id", "lane") else "true"
    where = [lane, *asked.driver, *asked.others, *([order.after] if going_on else [])]
    return f"SELECT {COLUMNS} FROM {PAST} WHERE {' AND '.join(where)} ORDER BY {order.clause} LIMIT %(limit)s"


def _cut(rows: list[Listed], limit: int, order: Order) -> Page:
    """End the page where it is full, or where a lane was left: what other lanes have beyond may follow what that lane has."""
    items: list[Listed] = []
    for row in rows:
        if len(items) == limit:
            return Page(items, order.cursor_of(items[-1]))
        if row.matches:
            items.append(row)
        if row.last:
            return Page(items, order.cursor_of(row))
    return Page(items, None)
