"""QR codes as SVG, drawn here: the secret in one is shown to nobody else's server."""

import io


def svg_of(text: str) -> str:
    """Return an image of the text that brings its size and both colours along."""
    import segno  # noqa: PLC0415 - once in a person's life, and every start would pay for it

    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False, nl=False
    )
    return drawn.getvalue().decode()
