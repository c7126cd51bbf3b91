"""Filters, saved views and what is counted of them."""

from marshmallow import Schema, fields, validate

from api.paging import PageQuery
from api.schemas import common as c
from domain.view.aggregate import LONGEST_NAME, SHARED
from domain.view.filter import BASES, DUES, MOST, PRIORITIES, SORTS
from domain.view.wanted import HOWS, LONGEST


class WantedProperty(Schema):
    """What a property has to be; of several conditions on one property one is enough."""

    property_id = c.uid("The property, one of conversations.")
    how = c.choice(
        "`is`: of this value, which a text, being personal, cannot be asked for; `set`, `unset`: of any or none.",
        *HOWS,
        example="set",
    )
    value = c.line("The value, for `is`.", "", required=False, load_default="", longest=LONGEST)


class ListFilter(Schema):
    """Which conversations: all of it holds, of several values one is enough."""

    base = c.choice(
        "The list that is narrowed; mine, mentions and unread are the caller's.",
        *BASES,
        required=False,
        load_default="open",
    )
    inbox_ids = c.uids("Of these inboxes.", required=False, load_default=list)
    channel_ids = c.uids("Of these channels.", required=False, load_default=list)
    assignee_ids = c.uids("Of these people.", required=False, load_default=list)
    tags = c.lines("With one of these tags.", "VIP", required=False, load_default=list, most=MOST)
    priorities = c.lines(
        f"Of these: {', '.join(PRIORITIES)}.",
        "urgent",
        required=False,
        load_default=list,
        most=len(PRIORITIES),
    )
    kinds = c.lines("By channels of these kinds.", "email", required=False, load_default=list, most=MOST)
    waiting = c.flag("Only those that wait for an answer.", required=False, load_default=False)
    unread = c.flag(
        "Only those with news for the caller; of now alone.",
        required=False,
        load_default=False,
        example=False,
    )
    team_ids = c.uids("Of these teams.", required=False, load_default=list)
    dues = c.lines(
        f"Whose promise to the customer that is due first stands so: {', '.join(DUES)}; of now alone.",
        required=False,
        load_default=list,
        most=len(DUES),
    )
    properties = fields.List(
        fields.Nested(WantedProperty),
        validate=validate.Length(max=MOST),
        load_default=list,
        metadata={
            "description": "With these properties.",
            "example": [{"property_id": c.A_UUID, "how": "set", "value": ""}],
        },
    )


SORT = c.choice(
    "The order; `waiting` (longest first), `priority` and `due` (what was promised first, first) are for open conversations.",
    *SORTS,
    required=False,
    load_default="newest",
)


class ConversationsQuery(ListFilter, PageQuery):
    """A list by any filter; what people write, such as tags, is in the body and in no address."""

    sort = SORT
    as_of = c.number("The list as it was at this position.", 1000, required=False, load_default=None)
    at = c.moment("The list as it was at this time; `as_of` goes first.", required=False, load_default=None)


class ViewLook(ListFilter):
    """All that makes a view what it is."""

    name = c.line("What it is called.", "Late VIPs", longest=LONGEST_NAME)
    sort = SORT
    shared = c.choice(
        "Who sees it beside its owner.", *SHARED, example="team", required=False, load_default="nobody"
    )
    team_id = c.uid("Which team, where it is shared with one.", null=True, required=False, load_default=None)
    place = c.number("Where it stands among the others, the lowest first.", 0, required=False, load_default=0)


class SavedView(Schema):
    """A saved view."""

    view_id = c.uid("The view.")
    owner_id = c.uid("Who saved it; null: a machine.", null=True)
    name = c.line("What it is called.", "Late VIPs")
    shared = c.choice("Who sees it beside its owner.", *SHARED)
    team_id = c.uid("Which team, where it is shared with one.", null=True)
    place = c.number("Where it stands among the others.", 0)
    sort = c.choice("The order.", *SORTS)
    base = c.choice("The list that is narrowed.", *BASES)
    inbox_ids = c.uids("Of these inboxes.")
    channel_ids = c.uids("Of these channels.")
    assignee_ids = c.uids("Of these people.")
    tags = c.lines("With one of these tags.", "VIP")
    priorities = c.lines("Of these priorities.", "urgent")
    kinds = c.lines("By channels of these kinds.", "email")
    waiting = c.flag("Only those that wait.")
    unread = c.flag("Only those with news for the caller.")
    team_ids = c.uids("Of these teams.")
    dues = c.lines("Whose promise stands so.", "overdue")
    properties = c.nested(WantedProperty, "With these properties.", many=True)
    unseen = c.uids("The inboxes and channels among these that the caller does not see.")
    version = c.version()
    position = c.position()


class Few(Schema):
    """How many, counted no further than is worth it."""

    count = c.number("How many were found, at most 100.", 7)
    more = c.flag("Whether there may be more.", example=False)


class ViewCount(Few):
    """How many conversations a view shows."""

    view_id = c.uid("The view.")


class Seen(Schema):
    """How far it was seen."""

    position = c.number(
        "Up to where; left out: as far as it goes now.", 1042, null=True, required=False, load_default=None
    )
