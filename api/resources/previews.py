"""What a text will look like once it is sent; nothing of it is kept."""

from api.context import here
from api.operations import Routes, Values
from api.schemas import writing as shapes
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
    """Show what a text will look like, by the very rules by which it is sent there (EML-19, WAB-02). Nothing is kept."""
    here().release()
    if body["format"] == "plain":
        return {"text": body["text"], "html": ""}
    rendered = here().services.markup.rendered(body["text"], kind_of(body["kind"]).marks)
    return {"text": rendered.text, "html": rendered.html}
