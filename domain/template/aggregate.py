"""A template of a channel's number, in one language (WAB-02)."""

from typing import Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.ids import derived
from domain.template import events
from domain.template.content import Content

GONE = "gone"


def template_id(channel_id: UUID, name: str, language: str) -> UUID:
    """Return the stream of a template."""
    return derived(channel_id, f"template:{name}:{language}")


class Template(Aggregate):
    """State holds what it says, so that nothing is recorded twice."""

    TOPIC = "template"

    channel_id: UUID
    name: str
    language: str
    content: Content
    gone: bool

    @classmethod
    def find(
        cls, env: Envelope, *, channel_id: UUID, inbox_id: UUID, name: str, language: str, content: Content
    ) -> Self:
        """Begin with what Meta says of it."""
        stream = template_id(channel_id, name, language)
        return cls.open(
            events.TemplateFound, stream, env,
            channel_id=channel_id, inbox_id=inbox_id, name=name, language=language, **content.recorded(),
        )  # fmt: skip

    @property
    def status(self) -> str:
        """Its state at Meta; gone where the number has it no more."""
        return GONE if self.gone else self.content.status

    def change(self, env: Envelope, content: Content) -> bool:
        """Note what Meta says of it now; whether that is anything new."""
        if content == self.content and not self.gone:
            return False
        self.record(events.TemplateChanged, env, **content.recorded())
        return True

    def go(self, env: Envelope) -> bool:
        """Note that the number has it no more; whether that is anything new."""
        if self.gone:
            return False
        self.record(events.TemplateGone, env)
        return True

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.TemplateFound():
                self.channel_id, self.name, self.language = event.channel_id, event.name, event.language
                self.content, self.gone = Content.of(payload(event)), False
            case events.TemplateChanged():
                self.content, self.gone = Content.of(payload(event)), False
            case events.TemplateGone():
                self.gone = True
