"""Fields with their descriptions, and the shapes that all resources share."""

from functools import cache
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, validate

A_UUID = "5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11"
A_TIME = "2030-11-22T09:30:00+00:00"
A_TEXT = 100_000
A_LINE = 500
NO_BREAK = validate.ContainsNoneOf("\r\n\0", error="Write it on one line.")


def uid(about: str, *, null: bool = False, required: bool = True, **more: Any) -> fields.UUID:
    """An id."""
    return fields.UUID(
        required=required, allow_none=null, metadata={"description": about, "example": A_UUID}, **more
    )


def uids(about: str, *, required: bool = True, **more: Any) -> fields.List[Any]:
    """Some ids."""
    return fields.List(
        fields.UUID(), required=required, metadata={"description": about, "example": [A_UUID]}, **more
    )


class UuidsInText(fields.String):
    """Ids with commas between them, as a query string carries a list; loads as a tuple of them."""

    def __init__(self, most: int, **more: Any) -> None:
        super().__init__(**more)
        self._most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        parts = super()._deserialize(value, attr, data, **more).split(",")
        if len(parts) > self._most:
            raise ValidationError(f"Name at most {self._most}.")
        try:
            return tuple(UUID(part) for part in parts)
        except ValueError:
            raise ValidationError("Write ids with commas between them.") from None


def uids_in_text(about: str, *, most: int, **more: Any) -> fields.String:
    """Some ids in a query string."""
    described = {"description": about, "example": A_UUID}
    return UuidsInText(most, required=False, load_default=(), metadata=described, **more)


def text(
    about: str,
    example: str = "",
    *,
    null: bool = False,
    required: bool = True,
    longest: int = A_TEXT,
    shortest: int = 0,
    **more: Any,
) -> fields.String:
    """A text of one or more lines."""
    length = validate.Length(min=shortest, max=longest)
    return fields.String(
        required=required,
        allow_none=null,
        validate=length,
        metadata={"description": about, "example": example},
        **more,
    )


def line(
    about: str, example: str = "", *, required: bool = True, longest: int = A_LINE, **more: Any
) -> fields.String:
    """A text of one line."""
    checks = [validate.Length(max=longest), NO_BREAK]
    return fields.String(
        required=required, validate=checks, metadata={"description": about, "example": example}, **more
    )


def choice(about: str, *allowed: str, required: bool = True, example: str = "", **more: Any) -> fields.String:
    """One of some words; the first is the example, unless another goes with those of its neighbours."""
    return fields.String(
        required=required,
        validate=validate.OneOf(allowed),
        metadata={"description": about, "example": example or allowed[0]},
        **more,
    )


def lines(about: str, *example: str, required: bool = True, most: int = 100, **more: Any) -> fields.List[Any]:
    """Some texts."""
    inner = fields.String(validate=[validate.Length(max=A_LINE), NO_BREAK])
    return fields.List(
        inner,
        required=required,
        validate=validate.Length(max=most),
        metadata={"description": about, "example": list(example)},
        **more,
    )


def moment(
    about: str, *, null: bool = False, required: bool = True, example: str | None = A_TIME, **more: Any
) -> fields.AwareDateTime:
    """A time with its zone (RFC 3339); without an example where only one near now would do."""
    shown = {"example": example} if example else {}
    return fields.AwareDateTime(
        required=required, allow_none=null, metadata={"description": about, **shown}, **more
    )


def number(
    about: str,
    example: int | None = 1,
    *,
    null: bool = False,
    required: bool = True,
    lowest: int = 0,
    highest: int = 2**53,
    **more: Any,
) -> fields.Integer:
    """A whole number."""
    return fields.Integer(
        required=required,
        allow_none=null,
        validate=validate.Range(lowest, highest),
        metadata={"description": about, "example": example},
        **more,
    )


def flag(about: str, *, required: bool = True, example: bool = True, **more: Any) -> fields.Boolean:
    """Yes or no."""
    return fields.Boolean(required=required, metadata={"description": about, "example": example}, **more)


def anything(about: str, example: Any = None, *, null: bool = False, required: bool = True) -> fields.Dict:
    """An object whose keys depend on the case."""
    return fields.Dict(
        keys=fields.String(),
        required=required,
        allow_none=null,
        metadata={"description": about, "example": example or {}},
    )


def nested(
    schema: type[Schema], about: str, *, many: bool = False, null: bool = False, example: Any = None
) -> fields.Nested:
    """Another shape, or a list of them."""
    said = {"description": about} | ({} if example is None else {"example": example})
    return fields.Nested(schema, many=many, required=True, allow_none=null, metadata=said)


def version() -> fields.Integer:
    """The version that ETag and If-Match carry."""
    return number("Version of the object: what ETag carries and If-Match compares.", 3)


def position() -> fields.Integer:
    """A place in the log."""
    return number("Position of the newest event this shows.", 1042)


class Changed(Schema):
    """What a write answers."""

    id = uid("The object that was made or changed.")
    position = number(
        "Where the change is in the log; send it as Postroom-Position to read it. 0: nothing had to change.",
        1043,
    )


class Empty(Schema):
    """Nothing."""


@cache
def page_of(row: type[Schema]) -> type[Schema]:
    """Return the shape of a page of rows."""
    members: dict[str, Any] = {
        "items": nested(row, "The rows.", many=True),
        "next": text("Cursor of the next page; null on the last one.", null=True),
    }
    return Schema.from_dict(members, name=f"{row.__name__}Page")


@cache
def list_of(row: type[Schema]) -> type[Schema]:
    """Return the shape of a whole list."""
    members: dict[str, Any] = {"items": nested(row, "All of them.", many=True)}
    return Schema.from_dict(members, name=f"{row.__name__}List")
