"""The OpenAPI document, and a page to browse it: ours, without scripts and without anything from elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, render_template
from markupsafe import Markup, escape

from api.shapes import dumped

HERE = Path(__file__).parent
POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def install(app: Flask, prefix: str) -> None:
    """Serve the document and the page below `prefix`."""
    app.add_url_rule(f"{prefix}/openapi.json", "docs.openapi", openapi)
    app.add_url_rule(f"{prefix}/docs", "docs.page", page)
    app.add_url_rule(f"{prefix}/docs.css", "docs.css", css)


def openapi() -> Response:
    """Answer the OpenAPI 3.1 document."""
    return Response(
        dumped(_document()), content_type="application/json", headers={"Cache-Control": "no-cache"}
    )


def page() -> Response:
    """Answer the page."""
    response = Response(
        render_template("docs.html", api=_document(), shape=shape, prose=prose),
        content_type="text/html; charset=utf-8",
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-cache"
    return response


def css() -> Response:
    """Answer the page's style sheet."""
    return Response((HERE / "templates" / "docs.css").read_bytes(), content_type="text/css; charset=utf-8")


def prose(text: str) -> Markup:
    """Return text for the page: what stands between backticks as code, paragraphs as such, single line ends as blanks."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    pieces = ["".join(_alternating(paragraph.split("`"))) for paragraph in paragraphs]
    return Markup("".join(f"<p>{piece}</p>" for piece in pieces))  # noqa: S704 - every piece is escaped


def _alternating(parts: list[str]) -> Iterator[str]:
    for index, part in enumerate(parts):
        yield f"<code>{escape(part)}</code>" if index % 2 else str(escape(part))


def shape(schema: dict[str, Any]) -> tuple[str, str]:
    """Return the words for a schema, and the name of the component it leads to, if any."""
    ref = schema.get("$ref") or next(
        (part["$ref"] for part in schema.get("allOf", schema.get("anyOf", ())) if "$ref" in part), ""
    )
    if ref:
        name = ref.rpartition("/")[2]
        return name, name
    if schema.get("type") == "array":
        words, name = shape(schema.get("items", {}))
        return f"list of {words}", name
    kinds = schema.get("type", "any")
    words = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return f"{words} ({schema['format']})" if "format" in schema else words, ""


def _document() -> dict[str, Any]:
    known: dict[str, Any] = current_app.extensions.setdefault("postroom.openapi", {})
    if not known:
        from api.openapi import document  # noqa: PLC0415 - the one use of what makes it, seldom and never at a start

        known.update(document())
    return known
