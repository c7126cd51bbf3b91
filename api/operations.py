"""Operations: one declaration gives a route, its checks on input and its place in the OpenAPI document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from marshmallow import Schema

Values = dict[str, Any]
"""What a query string or a body was read as."""
View = Callable[..., Any]
V = TypeVar("V", bound=View)


@dataclass(frozen=True, slots=True)
class Media:
    """An answer that is no JSON of a schema."""

    content_type: str
    description: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view says beside the data: status, headers, ETag."""

    data: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address; the view's docstring is its documentation, the first line its summary."""

    method: str
    rule: str
    tag: str
    view: View
    answer: type[Schema] | Media
    status: int = 200
    query: type[Schema] | None = None
    body: type[Schema] | None = None
    permission: str = ""
    public: bool = False
    half: bool = False
    """Serves who gave a right password and whose second step is due, too."""
    versioned: bool = False
    """Takes If-Match."""
    keyed: bool = False
    """Takes Idempotency-Key."""
    body_required: bool = True
    body_limit: int = 0
    """Bytes; 0 for the usual limit."""
    raw: str = ""
    """What the body is, where it is bytes that the view reads itself."""
    raw_example: str = "bytes"

    @property
    def query_schema(self) -> Schema:
        """The schema of the query string, made once."""
        return _made(self.query or Schema)

    @property
    def body_schema(self) -> Schema:
        """The schema of the body, made once: making one costs more than reading a body by it."""
        return _made(self.body or Schema)

    def nothing_asked(self) -> Values:
        """Return what an empty query string is read as; raises `ValidationError` where something is required."""
        return dict(_defaults(self.query or Schema))

    @property
    def name(self) -> str:
        """Its unique name: `conversations.close`."""
        return f"{self.tag}.{self.view.__name__}"


@cache
def _made(schema: type[Schema]) -> Schema:
    return schema()


@cache
def _defaults(schema: type[Schema]) -> Mapping[str, Any]:
    loaded: Values = _made(schema).load({})
    return loaded


class Routes:
    """The operations of one subject."""

    def __init__(self, tag: str, description: str) -> None:
        self.tag, self.description = tag, description
        self.operations: list[Operation] = []

    def get(
        self,
        rule: str,
        *,
        answer: type[Schema] | Media,
        query: type[Schema] | None = None,
        permission: str = "",
        public: bool = False,
        half: bool = False,
    ) -> Callable[[V], V]:
        """Declare a read."""
        return self._declare(
            "GET", rule, answer, query=query, permission=permission, public=public, half=half
        )

    def write(
        self,
        method: str,
        rule: str,
        *,
        answer: type[Schema] | Media,
        body: type[Schema] | None = None,
        status: int = 200,
        permission: str = "",
        public: bool = False,
        half: bool = False,
        versioned: bool = False,
        keyed: bool = True,
        body_required: bool = True,
        body_limit: int = 0,
        raw: str = "",
        raw_example: str = "bytes",
    ) -> Callable[[V], V]:
        """Declare a change; `keyed` ones take an Idempotency-Key, `versioned` ones an If-Match."""
        return self._declare(
            method, rule, answer, body=body, status=status, permission=permission, public=public, half=half,
            versioned=versioned, keyed=keyed, body_required=body_required, body_limit=body_limit, raw=raw,
            raw_example=raw_example,
        )  # fmt: skip

    def _declare(
        self, method: str, rule: str, answer: type[Schema] | Media, **options: Any
    ) -> Callable[[V], V]:
        def declare(view: V) -> V:
            self.operations.append(Operation(method, rule, self.tag, view, answer, **options))
            return view

        return declare
