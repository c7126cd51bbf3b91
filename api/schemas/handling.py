"""How conversations are handled."""

from marshmallow import Schema, fields, validate

from api.schemas import common as c

FOLDERS = ("", "spam", "trash", "archive")
PRIORITIES = ("none", "low", "medium", "high", "urgent")
DEEDS = (
    "assign",
    "close",
    "reopen",
    "snooze",
    "wake",
    "file",
    "tag",
    "untag",
    "priority",
    "move",
    "merge",
    "unmerge",
)
MOST_AT_ONCE = 100


class Snooze(Schema):
    """Until when nobody needs to look."""

    until = c.moment("When it comes back; a time to come.")


class FileAway(Schema):
    """Where it is put."""

    folder = c.choice("The folder; empty: back among the others.", *FOLDERS)


class Tag(Schema):
    """A tag."""

    tag = c.line("The tag, 1 to 50 characters; letters' case makes no other tag.", "VIP", longest=200)


class ConversationPriority(Schema):
    """How urgent it is."""

    priority = c.choice("How urgent it is.", *PRIORITIES)


class Note(Schema):
    """What only colleagues read."""

    text = c.text("The note.", "Please call him back.")
    mentions = c.uids(
        "Users it calls; they must see the inbox. At most 20.", required=False, load_default=list
    )


class Bulk(Schema):
    """One thing done to many conversations; each is done, or refused, by itself."""

    conversation_ids = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(1, MOST_AT_ONCE),
        metadata={"description": f"At most {MOST_AT_ONCE}.", "example": [c.A_UUID]},
    )
    do = c.choice("What is done.", *DEEDS)
    inbox_id = c.uid("For move: to which inbox.", null=True, required=False, load_default=None)
    into_id = c.uid(
        "For merge: the conversation that shows them from here on; all must be of one contact.",
        null=True,
        required=False,
        load_default=None,
    )
    user_id = c.uid("For assign: to whom; null: nobody.", null=True, required=False, load_default=None)
    team_id = c.uid(
        "For assign: the team they belong to; without a user one of its members is chosen.",
        null=True,
        required=False,
        load_default=None,
    )
    until = c.moment("For snooze: until when.", null=True, required=False, load_default=None)
    folder = c.choice("For file: where.", *FOLDERS, required=False, load_default="")
    tag = c.text("For tag and untag: which.", "VIP", required=False, load_default="", longest=200)
    priority = c.choice("For priority: how urgent.", *PRIORITIES, required=False, load_default="none")
    undo = c.flag(
        "For reopen: as if it had never been closed, within an hour of that; later it is opened as usual.",
        required=False,
        load_default=False,
    )


class BulkResult(Schema):
    """What became of one of them."""

    conversation_id = c.uid("The conversation.")
    done = c.flag("Whether it is as asked.")
    code = c.text("Why not, for machines.", "not_found")
    detail = c.text("Why not, and what to do instead.", "There is no such conversation here.")


class BulkResults(Schema):
    """What became of each."""

    position = c.position()
    items = c.nested(BulkResult, "Each, in the order asked for.", many=True)
