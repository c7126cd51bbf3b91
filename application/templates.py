"""Templates of numbers, as Meta has them, and messages made of them (WAB-02)."""

from dataclasses import dataclass, field, replace
from typing import ClassVar, NamedTuple, Protocol
from uuid import UUID

from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.kernel.refusal import InvalidInput, NotFound
from domain.template.aggregate import GONE, Template, template_id
from domain.template.content import Content
from domain.template.rendering import TemplateVariables, Values, filled_in, needs_file, render


@dataclass(frozen=True, slots=True)
class Known:
    """A template, as Meta says."""

    name: str
    language: str
    content: Content


@dataclass(frozen=True, slots=True)
class NoteTemplates:
    """All templates of a channel's number, as Meta says now; `asked`: somebody wanted to know now."""

    PERMISSION: ClassVar[str] = ""

    channel_id: UUID
    templates: tuple[Known, ...]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """Meta says that a template has another state now; nothing where the template is not known yet."""

    PERMISSION: ClassVar[str] = ""

    channel_id: UUID
    name: str
    language: str
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UsedTemplate:
    """The template that a message is made of, and what is filled in, in the order of `domain.template.rendering.Variables`."""

    name: str
    language: str
    values: Values = field(default_factory=Values)


def note_templates(command: NoteTemplates, unit: Unit) -> None:
    """Record what is new, otherwise or gone."""
    channel = unit.get(Channel, command.channel_id)
    if channel.disconnected:
        return
    there, changed = set[UUID](), 0
    for one in command.templates:
        stream = template_id(channel.id, one.name, one.language)
        known = unit.find(Template, stream)
        there.add(stream)
        if known is None:
            unit.add(
                Template.find(
                    unit.env, channel_id=channel.id, inbox_id=channel.inbox_id, name=one.name, language=one.language,
                    content=one.content,
                )
            )  # fmt: skip
            changed += 1
        else:
            changed += known.change(unit.env, one.content)
    earlier = (
        each for each in unit.ports.facts.templates(unit.env.account_id, channel.id) if each not in there
    )
    gone = sum(unit.get(Template, each).go(unit.env) for each in earlier)
    channel.note_templates(unit.env, found=len(there), changed=changed, gone=gone, asked=command.asked)


def note_template(command: NoteTemplate, unit: Unit) -> None:
    """Record it."""
    known = unit.find(Template, template_id(command.channel_id, command.name, command.language))
    if known is not None:
        known.change(unit.env, replace(known.content, status=command.status, reason=command.reason))


class NoTemplates(InvalidInput):
    """The channel has no templates."""

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("Templates are WhatsApp's. Write a text instead.", field="template")


class MayUseTemplate(Protocol):
    """What may be made of a template."""

    @property
    def template(self) -> UsedTemplate | None:
        """The template; None for free text."""


def must_be_free(written: MayUseTemplate) -> None:
    """Raise `NoTemplates` for what is made of a template where there are none."""
    if written.template is not None:
        raise NoTemplates


class Made(NamedTuple):
    """What a message says, and of which template it is made, if of any."""

    text: str
    template: str = ""
    template_language: str = ""
    template_variables: tuple[dict[str, str], ...] = ()


def made_of(unit: Unit, channel: Channel, used: UsedTemplate, *, files: int) -> Made:
    """Return what a message made of a template says. Raises `InvalidInput`, `NotFound`, `TemplateVariables`."""
    if not kind_of(channel.kind).opting:
        raise NoTemplates
    known = unit.find(Template, template_id(channel.id, used.name, used.language))
    if known is None:
        raise NotFound("template")
    wanted = int(needs_file(known.content))
    if files != wanted:
        what = "exactly one file, which is its header" if wanted else "no files"
        raise TemplateVariables(f"This template takes {what}.", field="uploads")
    text = render(known.content, used.values)
    return Made(text, used.name, used.language, filled_in(known.content, used.values))


def status_of(unit: Unit, channel_id: UUID, name: str, language: str) -> str:
    """Return the state of a template, as messages made of it are judged by; empty without a name."""
    known = unit.find(Template, template_id(channel_id, name, language)) if name else None
    return known.status if known is not None else GONE if name else ""
