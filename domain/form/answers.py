"""What was sent by a form: judged against the version it was sent by, and made readable (FRM-01, FRM-07)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self
from uuid import UUID

from domain.channels.email import is_address, normalise_address
from domain.form.definition import Definition
from domain.form.fields import CHOICES, PROPERTY, TEXTS, Field, value_of
from domain.form.pattern import fits

MOST_UNKNOWN, LONGEST_NAME, LONGEST_KEPT = 100, 200, 20_000
LONGEST_HIDDEN = 2_000
TRUE, FALSE = frozenset({"true", "on", "yes", "1"}), frozenset({"", "false", "off", "no", "0"})
YES = {"pl": ("tak", "nie")}
PHONE = frozenset("+0123456789 ()./-")
FEWEST_DIGITS = 3

Sent = Mapping[str, Sequence[str]]
"""Name -> values, as they came."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that breaks a rule; `limit` is the rule's number, date or list, `hint` the form's own words."""

    field: str
    rule: str
    limit: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was sent in a field, or under a name the form does not know (`known` false): kept all the same."""

    name: str
    label: str
    values: tuple[str, ...]
    type: str = ""
    hidden: bool = False
    known: bool = True
    fills: str = ""

    @classmethod
    def of(cls, recorded: Mapping[str, Any]) -> Self:
        """Return an answer as an event holds it."""
        return cls(**{**recorded, "values": tuple(recorded["values"])})

    @property
    def property_id(self) -> UUID | None:
        """The ticket property it fills, if one."""
        return UUID(self.fills.removeprefix(PROPERTY)) if self.fills.startswith(PROPERTY) else None

    def recorded(self) -> dict[str, Any]:
        """Return it as an event holds it."""
        return asdict(self) | {"values": list(self.values)}


def answers(
    definition: Definition, sent: Sent, files: Collection[str]
) -> tuple[tuple[Answer, ...], tuple[Wrong, ...]]:
    """Return what was sent in the form's order, unknown names last, and every field that breaks a rule.

    `files` names the fields that brought files. What breaks a rule is among the answers all the same.
    """
    kept: list[Answer] = []
    wrong: list[Wrong] = []
    for field in definition.fields:
        values = _values(field, sent.get(field.name, ()))
        broken = None if field.hidden else _broken(field, values, has_file=field.name in files)
        wrong += [broken] if broken else []
        if values:
            label = field.label or field.name
            kept.append(Answer(field.name, label, values, field.type, field.hidden, fills=field.fills))
    known = {field.name for field in definition.fields}
    more = [(name, values) for name, values in sent.items() if name not in known]
    if len(more) > MOST_UNKNOWN:
        wrong.append(Wrong("", "too_many_fields", str(MOST_UNKNOWN)))
    kept += [_unknown(name[:LONGEST_NAME], values) for name, values in more[:MOST_UNKNOWN]]
    return tuple(kept), tuple(wrong)


def _unknown(name: str, values: Sequence[str]) -> Answer:
    return Answer(name, name, tuple(one[:LONGEST_KEPT] for one in values), known=False)


def readable(given: Sequence[Answer], files: Sequence[tuple[str, str]], language: str) -> str:
    """Return what people see of it as text; hidden and unknown values are not in it (FRM-07).

    `files` are (label of the field, file name).
    """
    return "\n".join([*_lines(given, language), *(f"{label}: {name}" for label, name in files)])


def filled(given: Sequence[Answer], what: str) -> str:
    """Return the value of the field that fills something; empty where nothing does."""
    return next((one.values[0] for one in given if one.fills == what and one.values), "")


def sender_of(given: Sequence[Answer]) -> str:
    """Return the comparable address of who sent it; empty where nobody said."""
    return normalise_address(filled(given, "contact.email"))


def _lines(given: Sequence[Answer], language: str) -> Iterator[str]:
    yes, no = YES.get(language, ("yes", "no"))
    for one in given:
        if one.hidden or not one.known:
            continue
        if one.type == "checkbox":
            yield f"{one.label}: {yes if one.values == ('true',) else no}"
        elif one.type == "long_text":
            yield f"{one.label}:\n{one.values[0]}\n"
        else:
            yield f"{one.label}: {', '.join(one.values)}"


def _values(field: Field, sent: Sequence[str]) -> tuple[str, ...]:
    """Return the values of a field as they are kept: without blanks around them, and without empty ones."""
    if field.hidden:
        given = sent or ([field.default] if field.default else [])
        return tuple(one[:LONGEST_HIDDEN] for one in given if one)
    ends = [one.replace("\r\n", "\n").replace("\r", "\n").strip()[:LONGEST_KEPT] for one in sent]
    if field.type == "checkbox":
        said = ends[-1].lower() if ends else ""
        return ("true",) if said in TRUE else ("false",) if said in FALSE else (said,)
    return tuple(dict.fromkeys(one for one in ends if one))


def _broken(field: Field, values: tuple[str, ...], *, has_file: bool) -> Wrong | None:
    """Return the first rule a field breaks; its words are the form's where it has some."""
    if field.type == "checkbox":
        return _unticked(field, values[0])
    if not values:
        missing = field.required and not (field.type == "file" and has_file)
        return Wrong(field.name, "required") if missing else None
    if field.type in CHOICES or field.type == "file":
        return _unchosen(field, values)
    if len(values) > 1:
        return Wrong(field.name, "one_value")
    return _text(field, values[0]) if field.type in TEXTS else _bounded(field, values[0])


def _unticked(field: Field, value: str) -> Wrong | None:
    if value not in ("true", "false"):
        return Wrong(field.name, "checkbox")
    return Wrong(field.name, "required") if field.required and value == "false" else None


def _unchosen(field: Field, values: tuple[str, ...]) -> Wrong | None:
    if field.type == "file":
        return Wrong(field.name, "file")
    if not set(values).issubset(field.options):
        return Wrong(field.name, "option", ", ".join(field.options))
    return Wrong(field.name, "one_value") if field.type == "choice" and len(values) > 1 else None


def _text(field: Field, value: str) -> Wrong | None:
    digits = sum(one.isdigit() for one in value)
    rules = (
        ("longest", str(field.cap), len(value) > field.cap),
        ("shortest", str(field.shortest), len(value) < field.shortest),
        ("email", "", field.type == "email" and not is_address(value)),
        ("phone", "", field.type == "phone" and not (PHONE.issuperset(value) and digits >= FEWEST_DIGITS)),
        ("one_line", "", field.type != "long_text" and "\n" in value),
    )
    for rule, limit, broken in rules:
        if broken:
            return Wrong(field.name, rule, limit, field.hint)
    if field.pattern and not fits(field.pattern, value):
        return Wrong(field.name, "pattern", "", field.hint)
    return None


def _bounded(field: Field, value: str) -> Wrong | None:
    found = value_of(field.type, value)
    if found is None:
        return Wrong(field.name, field.type, "", field.hint)
    low, high = value_of(field.type, field.minimum), value_of(field.type, field.maximum)
    if low is not None and found < low:
        return Wrong(field.name, "minimum", field.minimum, field.hint)
    if high is not None and found > high:
        return Wrong(field.name, "maximum", field.maximum, field.hint)
    return None
