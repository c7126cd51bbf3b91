"""What the read model of templates answers, folded from a log, and templates of tests."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from domain.template.aggregate import Template
from domain.template.content import APPROVED, Button, Content
from domain.template.events import TemplateFound


class FoldedTemplates:
    """The part of `application.ports.Facts` that is about templates."""

    log: Any

    def templates(self, account_id: UUID, channel_id: UUID) -> Sequence[UUID]:
        """Return the templates of a channel that are not gone."""
        events = (one.event for one in self.log.read(0, 1_000_000))
        found = [one for one in events if isinstance(one, TemplateFound) and one.account_id == account_id]
        own = [one.originator_id for one in found if one.channel_id == channel_id]
        return [each for each in own if not self.log.load(Template, each).gone]


def content(body: str = "Hello {{1}}, your parcel is here.", **more: Any) -> Content:
    """Return what an approved template says."""
    return Content(**{"category": "utility", "status": APPROVED, "body": body, **more})


def buttons(*types: str) -> tuple[Button, ...]:
    """Return buttons of these types; an address has a variable."""
    return tuple(
        Button(kind, f"Button {number}", "https://x.example/{{1}}" if kind == "url" else "")
        for number, kind in enumerate(types)
    )
