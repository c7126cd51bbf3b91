"""The schemas of the OpenAPI document as TypeScript, for the web interface: `python -m api.typescript > web/src/api/types.ts`."""

import json
from typing import Any

from api.openapi import document

HEAD = "// Made of the API's schemas by `./dev types`; a test compares them. Change the schemas, not this file.\n"
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def typescript() -> str:
    """Return one exported interface for each schema, in the order of their names."""
    schemas = document()["components"]["schemas"]
    return "\n".join([HEAD, *(_interface(name, schemas[name]) for name in sorted(schemas))])


def _interface(name: str, schema: dict[str, Any]) -> str:
    required = set(schema.get("required", ()))
    fields = [
        f"  {field}{'' if field in required else '?'}: {_type(of)};"
        for field, of in schema["properties"].items()
    ]
    return f"export interface {name} {{\n" + "\n".join(fields) + "\n}\n"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " | ".join(_type(one) for one in schema[several])
    kinds = schema.get("type", [])
    return (
        " | ".join(_plain(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds))
        or "unknown"
    )


def _plain(kind: str, schema: dict[str, Any]) -> str:
    if kind == "array":
        inner = _type(schema["items"])
        return f"({inner})[]" if " " in inner else f"{inner}[]"
    if kind == "object":
        more = schema.get("additionalProperties")
        return f"Record<string, {_type(more) if isinstance(more, dict) else 'unknown'}>"
    return PLAIN[kind]


if __name__ == "__main__":
    print(typescript(), end="")  # noqa: T201 - a command
