"""Every read model there is."""

from projections.assignment_log.projector import AssignmentLog
from projections.call_list.projector import CallList
from projections.canned.projector import Canned
from projections.channel_list.projector import ChannelList
from projections.common.masking import MaskFor
from projections.common.projector import Projector
from projections.consent.projector import Consents
from projections.contact_profile.projector import ContactProfile
from projections.csat.projector import Satisfaction
from projections.form.projector import Forms
from projections.inbox_list.projector import InboxList
from projections.people.projector import People
from projections.promise.projector import Promises
from projections.saved_view.projector import SavedViews
from projections.schedule.projector import Schedules
from projections.search.projector import Search
from projections.template_list.projector import Templates
from projections.thread.projector import Thread
from projections.ticket_board.projector import TicketBoard
from projections.timeline.projector import Timeline


def projectors(mask_for: MaskFor) -> tuple[Projector, ...]:
    """Return a projector of each view; `mask_for` makes the masks of erasures."""
    return (
        InboxList(mask_for),
        Thread(mask_for),
        ContactProfile(mask_for),
        TicketBoard(mask_for),
        AssignmentLog(),
        CallList(mask_for),
        Canned(),
        Templates(),
        ChannelList(),
        People(),
        Timeline(),
        SavedViews(),
        Schedules(),
        Promises(),
        Satisfaction(mask_for),
        Consents(),
        Forms(mask_for),
        Search(mask_for),
    )
