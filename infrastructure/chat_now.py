"""How a chat stands now, as its visitors are told: the decision of the application, with the faces it shows (CHT-03, CHT-07)."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from api.chat_shapes import picture_url
from api.visits import Now, Widget
from application.bus import Bus
from application.ports import Clock
from projections.common.db import Db
from projections.people import faces
from projections.people import queries as people


class ChatNow:
    """Asks `bus` and the read models of `views`."""

    def __init__(self, bus: Bus, views: Callable[[], AbstractContextManager[Db]], clock: Clock) -> None:
        """Ask these."""
        self._bus, self._views, self._clock = bus, views, clock

    def __call__(self, widget: Widget) -> Now:
        """Return it."""
        with self._views() as db:
            account = people.account(db, widget.account_id)
            shown = faces.faces(db, widget.account_id, widget.chat.greeting.user_ids)
        company = widget.company or ("" if account is None else account.branding.get("name") or account.name)
        heading = [
            {"name": one.name, "picture_url": picture_url(widget.chat.key, one.user_id, one.picture_id)}
            for one in shown.values()
        ]
        return Now("available", launcher=not widget.paused, heading=heading, company=company)
