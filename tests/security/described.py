"""What the OpenAPI document says there is, and requests made of it: nothing here names an operation."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from api.openapi import document
from api.schemas.common import A_UUID

METHODS = ("get", "post", "put", "patch", "delete")
PERSON = frozenset({"owner", "assignee", "mentions"})
"""What people are called where they have a part in something."""
OWN = frozenset({"upload", "import"})
"""What is one person's own to send along: a body names it only where a test does."""
INSTEAD = frozenset({("/calls", "contact_id")})
"""What a body names in place of something else that it names in the tests."""
Finder = Callable[[str], str]
"""Returns the id to use for a kind of thing; raises KeyError for one it does not know."""


class Unfilled(AssertionError):
    """The document describes something for which the tests have nothing to put in."""


@dataclass(frozen=True)
class Place:
    """Where a request carries an id: in its path, its query string, or within its body."""

    where: str
    steps: tuple[str, ...]
    kind: str
    required: bool = True

    def __str__(self) -> str:
        return f"{self.where} {'.'.join(self.steps)}"


@dataclass(frozen=True)
class Asked:
    """One request as the document describes it, filled in."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: Any
    raw: str = ""
    """The bytes sent, where the body is no JSON."""

    @property
    def address(self) -> str:
        """Path and query string."""
        return "/api/v1" + self.path + ("?" + urlencode(self.query) if self.query else "")


@dataclass(frozen=True)
class Described:
    """One operation; `words` are the path's parameters that are no ids, one choice of them each."""

    name: str
    method: str
    rule: str
    permission: str
    public: bool
    versioned: bool
    words: tuple[tuple[str, str], ...]
    parameters: tuple[Any, ...]
    body: Any
    body_example: Any
    raw: str
    responses: Any

    def __str__(self) -> str:
        return " ".join([self.method, self.rule, *(word for _, word in self.words)])

    @property
    def keyed(self) -> bool:
        """Whether it takes an Idempotency-Key, as commands do that can be repeated."""
        return any(one["name"] == "Idempotency-Key" for one in self.parameters)

    @property
    def keeps(self) -> bool:
        """Whether it only keeps what is sent, as it is sent, for whoever sent it: nothing in it is looked at."""
        return self.method == "PUT" and not self.keyed

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place in the request that takes an id."""
        named = [
            Place(one["in"], (one["name"],), self._kind(one["name"]), one.get("required", False))
            for one in self.parameters
            if _is_id(one["schema"])
        ]
        if self.body is not None:
            found = [(steps, self._kind(steps[-1])) for steps in _ids_in(self.body, ())]
            found = [one for one in found if (self.rule, one[0][-1]) not in INSTEAD]
            named += [Place("body", steps, kind, kind not in OWN) for steps, kind in found]
        return tuple(named)

    def _needed(self) -> list[tuple[str, str]]:
        """Return what the query string cannot go without, ids apart."""
        return [
            (one["name"], str(one.get("example", one["schema"].get("example"))))
            for one in self.parameters
            if one["in"] == "query" and one.get("required") and not _is_id(one["schema"])
        ]

    def _kind(self, name: str) -> str:
        """Return what an id of this name is of: `owner_id` is a user's, `object_id` that of the path's own kind."""
        kind = re.sub(r"_ids?$|(?<=^upload)s$", "", name)
        if kind == "channel" and re.search(r"/(?:chat(?!/code)|bot)(?:/|$)", self.rule):
            return "chat"
        if kind == "channel" and re.search(
            r"/(?:whatsapp|templates)(?:/|$)|/consents?/(?:messages|words)$", self.rule
        ):
            return "number_channel"
        if kind in ("id", "ids"):
            return self.name.partition(".")[0].removesuffix("s")
        if kind == "into":  # another one of the kind in the path
            return "other_" + self.rule.split("/")[1].removesuffix("s")
        return "user" if kind in PERSON else dict(self.words).get("kind", kind) if kind == "object" else kind

    def asked(self, find: Finder, *, but: Mapping[Place, str] | None = None) -> Asked:
        """Return the request with an id of `find` in each place, or the one that `but` has for it.

        Optional parts of the query string stay out unless `but` names them.

        Raises:
            Unfilled: `find` knows nothing for a place.

        """
        but, path, query = but or {}, self.rule, self._needed()
        left = {name for rule, name in INSTEAD if rule == self.rule}
        for name, word in self.words:
            path = path.replace(f"{{{name}}}", word)
        body = self.body_example
        if left:
            body = {name: value for name, value in body.items() if name not in left}
        for place in self.places:
            if not place.required and place not in but:
                continue
            try:
                value = but.get(place) or find(place.kind)
            except KeyError:
                raise Unfilled(
                    f"{self}: no full account has a {place.kind!r} to put into its {place}. "
                    "Give tests/security/accounts.py one, or call it by the name of a kind there is."
                ) from None
            if place.where == "path":
                path = path.replace(f"{{{place.steps[0]}}}", value)
            elif place.where == "query":
                query.append((place.steps[0], value))
            else:
                body = _with(body, place.steps, value)
        return Asked(self.method, path, tuple(query), body, self.raw)


@cache
def operations() -> tuple[Described, ...]:
    """Return every operation of the document; one whose path has words stands in it once for each."""
    made = document()
    found = [
        one
        for path, item in made["paths"].items()
        for method in METHODS
        if method in item
        for one in _of(made, path, method, item[method])
    ]
    assert found
    return tuple(found)


def resolved(made: Any, node: Any) -> Any:
    """Return a node with its references followed, all the way down."""
    if isinstance(node, dict):
        if "$ref" in node:
            target = made
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            return resolved(made, target)
        return {name: resolved(made, value) for name, value in node.items()}
    return [resolved(made, item) for item in node] if isinstance(node, list) else node


def _of(made: Any, path: str, method: str, one: Any) -> Iterator[Described]:
    parameters = [resolved(made, parameter) for parameter in one["parameters"]]
    contents = one.get("requestBody", {}).get("content", {})
    content = contents.get("application/json")
    words = [
        [(found["name"], str(word)) for word in found["schema"].get("enum", [found.get("example")])]
        for found in parameters
        if found["in"] == "path" and not _is_id(found["schema"])
    ]
    described = Described(
        one["operationId"], method.upper(), path, one.get("x-permission", ""), one.get("security") == [],
        any(found["name"] == "If-Match" for found in parameters), (), tuple(parameters),
        resolved(made, content["schema"]) if content else None, content["example"] if content else None,
        contents.get("application/octet-stream", {}).get("example", ""),
        resolved(made, one["responses"]),
    )  # fmt: skip
    return (replace(described, words=chosen) for chosen in itertools.product(*words))


def _is_id(schema: Any) -> bool:
    """Whether a text takes an id, or several: the document gives one as its example where it does not say so."""
    if not isinstance(schema, dict) or "string" not in schema.get("type", ()):
        return False
    return schema.get("format") == "uuid" or schema.get("example") == A_UUID


def _ids_in(schema: Any, steps: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if _is_id(schema) or _is_id(schema.get("items")):
        yield steps
    for part in ("allOf", "anyOf", "oneOf"):
        for one in schema.get(part, ()):
            yield from _ids_in(one, steps)
    for name, below in schema.get("properties", {}).items():
        yield from _ids_in(below, (*steps, name))
    if isinstance(schema.get("items"), dict) and "properties" in schema["items"]:
        yield from _ids_in(schema["items"], steps)


def _with(body: Any, steps: tuple[str, ...], value: str) -> Any:
    """Return the body with `value` at `steps`; in a list it is the only one, or stands in its first object."""
    if isinstance(body, list) and (not steps or not body or isinstance(body[0], dict)):
        return [_with(body[0] if body else {}, steps, value), *body[1:]]
    if not steps:
        return value
    below = (body or {}).get(steps[0])
    if isinstance(below, list) and len(steps) == 1:
        return {**body, steps[0]: [value]}
    return {**(body or {}), steps[0]: _with(below, steps[1:], value)}
