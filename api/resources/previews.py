"""What a text will look like once it is sent; nothing of it is kept."""

from api.context import here
from api.operations import Routes, Values
from api.schemas import writing as shapes
from application.ports import Rendered
from application.signature import ReadSignatureBelow, read_signature_below
from domain.channels.kinds import kind_of

routes = Routes("conversations", "")


@routes.write(
    "POST",
    "/preview",
    body=shapes.ToPreview,
    answer=shapes.Preview,
    permission="conversation_write",
    keyed=False,
)
def preview(body: Values) -> Values:
    """Show what a text will look like, by the very rules by which it is sent there (EML-09, EML-19, WAB-02). Nothing is kept."""
    below = _below(body)
    here().release()
    plain = body["format"] == "plain"
    rendered = (
        Rendered(body["text"], "")
        if plain
        else here().services.markup.rendered(body["text"], kind_of(body["kind"]).marks)
    )
    return {**rendered._asdict(), "signature_text": below.text, "signature_html": below.html}


def _below(body: Values) -> Rendered:
    if body["channel_id"] is None:
        return Rendered("", "")
    question = ReadSignatureBelow(body["channel_id"])
    return here().services.bus.ask(question, here().envelope(), read_signature_below)
