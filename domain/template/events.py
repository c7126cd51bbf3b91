"""What happens to a template at Meta, as we learn of it (WAB-02)."""

from uuid import UUID

from domain.kernel.event import Event, Opening


class TemplateFound(Opening):
    """A channel's number has a template of this name in this language.

    `category` is marketing, utility or authentication; `status` approved, pending, rejected, paused, disabled or another word
    of Meta's, and `reason` why. `header` has format (empty, text, image, video, document or location) and text; `buttons` have
    type, text and url each. In texts and addresses {{1}} or {{name}} stands for what is filled in.
    """

    TOPIC = "template.found"
    OF = "template"

    channel_id: UUID
    inbox_id: UUID
    name: str
    language: str
    category: str
    status: str
    reason: str
    header: dict[str, str]
    body: str
    footer: str
    buttons: tuple[dict[str, str], ...]


class TemplateChanged(Event):
    """It is otherwise by now, or there again; the fields are those of `TemplateFound`."""

    TOPIC = "template.changed"

    category: str
    status: str
    reason: str
    header: dict[str, str]
    body: str
    footer: str
    buttons: tuple[dict[str, str], ...]


class TemplateGone(Event):
    """The number has it no more."""

    TOPIC = "template.gone"
