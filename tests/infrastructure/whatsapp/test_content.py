"""What is sent in one call, and templates read and filled in as Meta wants them (WAB-02, CNV-06)."""

from typing import Any
from uuid import UUID

import pytest

from application.submitted import SentFile
from domain.channels.whatsapp_files import MEGABYTE
from domain.template.content import Button
from infrastructure.whatsapp import content
from infrastructure.whatsapp.templates import known

MESSAGE = UUID(int=7)


def file(content_type: str, size: int = 10) -> SentFile:
    """Return a file of a type and size."""
    return SentFile("", "a.bin", content_type, bytes(size))


@pytest.mark.req("WAB-02", "CNV-06")
@pytest.mark.parametrize(
    ("content_type", "size", "kind"),
    [
        ("image/jpeg", 5 * MEGABYTE, "image"), ("image/png", 5 * MEGABYTE + 1, ""), ("image/webp", 1, ""),
        ("video/mp4", 16 * MEGABYTE, "video"), ("video/mp4", 16 * MEGABYTE + 1, ""), ("audio/ogg", 1, "audio"),
        ("application/pdf", 17 * MEGABYTE, "document"), ("text/plain", 1, "document"), ("application/zip", 1, ""),
    ],
)  # fmt: skip
def test_a_file_is_sent_as_what_it_is_within_metas_limits(content_type: str, size: int, kind: str) -> None:
    assert content.type_of(file(content_type, size)) == kind
    assert content.type_of(file(content_type.upper(), size)) == kind


@pytest.mark.req("WAB-02", "CNV-06")
def test_a_caption_goes_with_one_file_only_and_has_its_own_limit() -> None:
    picture, sound = file("image/png"), file("audio/mpeg")
    assert content.captioned("x" * 1_024, [picture])
    assert not content.captioned("x" * 1_025, [picture])
    assert not content.captioned("x", [picture, picture])
    assert not content.captioned("x", [sound])
    assert content.media(sound, "1") == {"type": "audio", "audio": {"id": "1"}}


@pytest.mark.req("WAB-02")
def test_up_to_three_answers_are_buttons_and_more_a_list() -> None:
    def kind(text: str, many: int) -> str:
        made: Any = content.choices(text, MESSAGE, [f"Answer {one}" for one in range(many)])
        return str(made["interactive"]["type"])

    assert (kind("Which?", 3), kind("Which?", 4), kind("x" * 1_025, 2)) == ("button", "list", "list")
    made: Any = content.choices("Which?", MESSAGE, ["Yes", "No"])
    replies = [one["reply"] for one in made["interactive"]["action"]["buttons"]]
    assert [one["title"] for one in replies] == ["Yes", "No"]
    assert replies[1]["id"] == f"POSTROOM_CHOICE:{MESSAGE.hex}:1"


@pytest.mark.req("WAB-02")
def test_templates_are_read_as_meta_describes_them() -> None:
    found = known({
        "id": "1", "name": "sale", "language": "pl", "category": "MARKETING", "status": "REJECTED",
        "rejected_reason": "INVALID_FORMAT", "parameter_format": "NAMED",
        "components": [
            {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["https://x"]}},
            {"type": "BODY", "text": "Hi {{first_name}}"}, {"type": "FOOTER", "text": "Acme"},
            {"type": "BUTTONS", "buttons": [
                {"type": "URL", "text": "Shop", "url": "https://x.example/{{1}}"}, {"type": "QUICK_REPLY", "text": "Stop"}]},
        ],
    })  # fmt: skip
    assert found is not None
    said = found.content
    assert (found.name, found.language, said.category, said.status, said.reason) == (
        "sale", "pl", "marketing", "rejected", "invalid_format",
    )  # fmt: skip
    assert (said.header_format, said.header_text, said.body, said.footer) == (
        "image",
        "",
        "Hi {{first_name}}",
        "Acme",
    )
    assert said.buttons == (Button("url", "Shop", "https://x.example/{{1}}"), Button("quick_reply", "Stop"))


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    "told", [{}, {"name": "a", "language": "en"}, {"name": "a", "language": "en", "components": [1]}]
)
def test_what_is_no_template_is_left_out(told: dict[str, Any]) -> None:
    assert known(told) is None
