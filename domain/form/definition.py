"""What a form asks, and how: one version of it, which never changes (FRM-02, FRM-03, FRM-09)."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlsplit

from domain.form.fields import NEEDED_BY_TICKETS, Field
from domain.kernel.checks import not_blank, one_of
from domain.kernel.refusal import InvalidInput

LANGUAGES = ("auto", "en", "pl")
MOST_FIELDS = 100
LONGEST = {
    "name": 200,
    "title": 200,
    "introduction": 2_000,
    "button": 60,
    "thanks": 1_000,
    "redirect_url": 1_000,
}
WORDS = {
    "en": {
        "email": "Your e-mail", "name": "Your name", "ticket_name": "What is it about?",
        "ticket_description": "How can we help?", "ticket_pipeline": "Pipeline", "ticket_status": "Status",
    },
    "pl": {
        "email": "Twój e-mail", "name": "Imię i nazwisko", "ticket_name": "Czego dotyczy sprawa?",
        "ticket_description": "Jak możemy pomóc?", "ticket_pipeline": "Proces", "ticket_status": "Status",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Definition:
    """A form's words, settings and fields in order."""

    name: str
    fields: tuple[Field, ...]
    title: str = ""
    introduction: str = ""
    button: str = ""
    thanks: str = ""
    redirect_url: str = ""
    language: str = "auto"
    proof_of_work: bool = False

    @classmethod
    def of(cls, recorded: dict[str, Any]) -> Self:
        """Return a definition as an event holds it."""
        fields = tuple(Field.of(one) for one in recorded["fields"])
        return cls(**{**recorded, "fields": fields})

    def recorded(self) -> dict[str, Any]:
        """Return it as an event holds it: field by field."""
        parts = {name: getattr(self, name) for name in Definition.__dataclass_fields__}
        return parts | {"fields": tuple(one.recorded() for one in self.fields)}

    @property
    def visible(self) -> tuple[Field, ...]:
        """The fields that people see."""
        return tuple(one for one in self.fields if not one.hidden)

    @property
    def has_ticket_fields(self) -> bool:
        """Whether it has what a ticket needs (FRM-02)."""
        return {one.fills for one in self.fields}.issuperset(NEEDED_BY_TICKETS)

    def filling(self, what: str) -> Field | None:
        """Return the field that fills something, if there is one."""
        return next((one for one in self.fields if one.fills == what), None)

    def with_ticket_fields(self) -> Self:
        """Return it with the default ticket fields it lacks (FRM-06)."""
        lacking = [one for one in ticket_fields(self.language) if self.filling(one.fills) is None]
        taken = {one.name for one in self.fields}
        return replace(self, fields=(*self.fields, *(_named_apart(one, taken) for one in lacking)))

    def checked(self) -> Self:
        """Return it. Raises `InvalidInput` with field and way out."""
        not_blank(self.name, "name")
        one_of(self.language, LANGUAGES, "language")
        for part, longest in LONGEST.items():
            if len(getattr(self, part)) > longest:
                raise InvalidInput(f"There are at most {longest} characters.", field=part)
        if self.redirect_url and not _leads_somewhere(self.redirect_url):
            raise InvalidInput("Write a whole address, as https://example.com/thanks.", field="redirect_url")
        self._check_fields()
        return replace(self, name=self.name.strip(), fields=tuple(one.checked() for one in self.fields))

    def _check_fields(self) -> None:
        if not self.visible or len(self.fields) > MOST_FIELDS:
            raise InvalidInput(
                f"A form has at most {MOST_FIELDS} fields, and one that people see at least.", field="fields"
            )
        for part in ("name", "fills"):
            given = Counter(getattr(one, part).lower() for one in self.fields if getattr(one, part))
            twice = next((one for one in self.fields if given[getattr(one, part).lower()] > 1), None)
            if twice is not None:
                raise InvalidInput(
                    f"Two fields have the same {part}. Change one of them.",
                    field=f"fields.{twice.name}.{part}",
                )


def _leads_somewhere(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and url.isprintable() and " " not in url


def _named_apart(field: Field, taken: set[str]) -> Field:
    number, name = 2, field.name
    while name in taken:
        name, number = f"{field.name}_{number}", number + 1
    return replace(field, name=name)


def ticket_fields(language: str) -> tuple[Field, ...]:
    """Return the fields that a new form, and one that begins to make tickets, has: the last two hidden (FRM-02, FRM-03)."""
    words = WORDS.get(language, WORDS["en"])
    return (
        Field("ticket_name", words["ticket_name"], required=True, fills="ticket.name"),
        Field("ticket_description", words["ticket_description"], "long_text", required=True, fills="ticket.description"),
        Field("ticket_pipeline", words["ticket_pipeline"], hidden=True, fills="ticket.pipeline"),
        Field("ticket_status", words["ticket_status"], hidden=True, fills="ticket.status"),
    )  # fmt: skip


def usual_fields(language: str) -> tuple[Field, ...]:
    """Return the fields of a new form."""
    words = WORDS.get(language, WORDS["en"])
    return (
        Field("email", words["email"], "email", required=True, fills="contact.email"),
        Field("name", words["name"], fills="contact.name"),
        *ticket_fields(language),
    )
