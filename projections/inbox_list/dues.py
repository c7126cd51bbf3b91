"""What the list says of the promise to a customer that is due first (CNV-10).

That is no version of the row: what was due in the past is in the log of the promises alone.
"""

from domain.sla.events import SlaBreached, SlaPromised, SlaReckoned, SlaWarned
from projections.common.handlers import Handlers
from projections.inbox_list.fold import InboxFold
from projections.inbox_list.rows import ConversationRow, DueRow

WARNED, BREACHED, RESOLUTION = "warned", "breached", "resolution"


def register(on: Handlers[InboxFold]) -> None:
    """Add these functions to the view's."""
    for function in (promised, reckoned, pressed):
        on(function)


def promised(fold: InboxFold, _: int, event: SlaPromised) -> None:
    """A conversation came under a policy."""
    fold.dues.add(DueRow(event.account_id, event.originator_id, event.conversation_id))


def reckoned(fold: InboxFold, _: int, event: SlaReckoned) -> None:
    """What is promised now; of the same due time it stays what it was."""
    due = fold.dues[event.account_id, event.originator_id]
    if (due.reply_goal, due.reply_due) != (event.reply_goal, event.reply_due):
        due.reply_state = ""
    if due.resolution_due != event.resolution_due:
        due.resolution_state = ""
    due.reply_goal, due.reply_due, due.resolution_due = (
        event.reply_goal,
        event.reply_due,
        event.resolution_due,
    )
    _say(due, fold.rows[due.account_id, due.conversation_id])


def pressed(fold: InboxFold, _: int, event: SlaWarned | SlaBreached) -> None:
    """One was warned of, or broken."""
    due = fold.dues[event.account_id, event.originator_id]
    state = WARNED if isinstance(event, SlaWarned) else BREACHED
    if event.goal == RESOLUTION:
        due.resolution_state = state
    else:
        due.reply_state = state
    _say(due, fold.rows[due.account_id, due.conversation_id])


def _say(due: DueRow, row: ConversationRow) -> None:
    goals = ((due.reply_due, due.reply_state), (due.resolution_due, due.resolution_state))
    left = [(at, state) for at, state in goals if at is not None]
    states = {state for _, state in left}
    row.due_at = min((at for at, _ in left), default=None)
    row.due = "overdue" if BREACHED in states else "soon" if WARNED in states else "ahead" if left else ""
