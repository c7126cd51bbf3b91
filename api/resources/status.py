"""How the installation is, for a banner and for administrators (RL-09)."""

from api.condition import NOTE
from api.context import here, services
from api.operations import Routes, Values
from api.schemas import status as shapes
from projections.channel_list import queries as channel_list
from projections.thread import queries as thread

ALL = "account_access"
UNREMARKABLE = frozenset({"connected", "disconnected"})

routes = Routes("status", "Whether all is well, and what is not.")


@routes.get("/status", answer=shapes.Status)
def status() -> Values:
    """Say how it is: ok, lagging or failing, with words and the way out; then what of your account waits.

    Show a banner while `state` is not ok. The live stream sends a frame of the kind `status` when it changes. While
    the database is away this too is answered 503, which is failing. Figures of the whole installation are there for
    callers with account_access.
    """
    context, condition = here(), services().condition.now()
    account_id, inboxes = context.account_id, tuple(context.viewer.inboxes)
    whole = context.viewer.may(ALL)
    unsent, since = thread.unsent(context.db, account_id)
    waiting, failed = channel_list.open_intakes(context.db, account_id, inboxes)
    return {
        "state": condition.state,
        "notices": [notice for notice in condition.notices if whole or notice.level != NOTE],
        "version": condition.version,
        "unsent": unsent,
        "unsent_since": since,
        "intakes_waiting": waiting,
        "intakes_failed": failed,
        "channels": [
            channel
            for channel in channel_list.channels(context.db, account_id, inboxes)
            if channel.state not in UNREMARKABLE
        ],
        "installation": condition.figures if whole else None,
    }
