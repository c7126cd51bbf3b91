"""Templates: known as Meta has them, filled in as they want to be (WAB-02)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.event import Event
from domain.template.aggregate import Template, template_id
from domain.template.content import Button, Content
from domain.template.events import TemplateChanged, TemplateFound, TemplateGone
from domain.template.rendering import (
    LONGEST_VALUE,
    TemplateVariables,
    Values,
    Variables,
    filled_in,
    needs_file,
    render,
    variables,
)
from tests.support.given import env, rebuilt, uid
from tests.support.templates import buttons, content

FULL = content(
    "Hello {{name}}, {{ what }} and {{name}} again.",
    header_format="text",
    header_text="For {{1}}",
    footer="Acme",
    buttons=buttons("quick_reply", "url", "copy_code"),
)


def template() -> Template:
    return Template.find(
        env(), channel_id=uid("channel"), inbox_id=uid("inbox"), name="parcel", language="en_US", content=FULL
    )


@pytest.mark.req("WAB-02")
def test_a_template_is_found_changes_goes_and_may_come_back() -> None:
    one = template()
    assert one.id == template_id(uid("channel"), "parcel", "en_US")
    assert (one.name, one.language, one.channel_id) == ("parcel", "en_US", uid("channel"))
    assert (one.content, one.status) == (FULL, "approved")
    assert not one.change(env(), FULL)
    paused = replace(FULL, status="paused", reason="LOW_QUALITY")
    assert one.change(env(), paused)
    assert (one.content, one.status) == (paused, "paused")
    assert one.go(env())
    assert not one.go(env())
    assert one.status == "gone"
    assert one.change(env(), paused)
    assert (one.status, one.gone) == ("paused", False)
    facts = tuple(fact for fact in one.pending_events if isinstance(fact, Event))
    assert [type(fact) for fact in facts] == [TemplateFound, TemplateChanged, TemplateGone, TemplateChanged]
    again = rebuilt(Template, facts)
    assert (again.content, again.gone, again.name) == (paused, False, "parcel")


@pytest.mark.req("WAB-02")
def test_what_is_wanted_is_told_in_order_and_what_is_given_stands_there() -> None:
    assert variables(FULL) == Variables(("1",), ("name", "what"), ("Button 1", "Button 2"))
    values = Values(("Jo",), ("Ann", "a {{1}} parcel"), ("A-1", "CODE"))
    assert render(FULL, values) == "For Jo\n\nHello Ann, a {{1}} parcel and Ann again.\n\nAcme"
    assert filled_in(FULL, values) == (
        {"part": "header", "name": "1", "value": "Jo"},
        {"part": "body", "name": "name", "value": "Ann"},
        {"part": "body", "name": "what", "value": "a {{1}} parcel"},
        {"part": "url", "name": "1", "value": "A-1"},
        {"part": "copy_code", "name": "2", "value": "CODE"},
    )
    plain = Content("utility", "approved", "Hello.", buttons=(Button("url", "Shop", "https://x.example/"),))
    assert (variables(plain), render(plain, Values()), filled_in(plain, Values())) == (
        Variables(),
        "Hello.",
        (),
    )


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        (Values(), "header"),
        (Values(("Jo", "Ann"), ("a", "b"), ("c", "d")), "header"),
        (Values(("Jo",), ("a",), ("c", "d")), "body"),
        (Values(("Jo",), ("a", "b"), ()), "buttons"),
        (Values(("Jo",), ("a", " "), ("c", "d")), "body"),
        (Values(("Jo",), ("a", "two\nlines"), ("c", "d")), "body"),
        (Values(("Jo",), ("a", "a\ttab"), ("c", "d")), "body"),
        (Values(("Jo",), ("a", "wide     gap"), ("c", "d")), "body"),
        (Values(("Jo",), ("a", "x" * (LONGEST_VALUE + 1)), ("c", "d")), "body"),
    ],
)
def test_what_is_missing_too_much_or_unfit_is_refused(values: Values, field: str) -> None:
    with pytest.raises(TemplateVariables) as refused:
        render(FULL, values)
    assert (refused.value.code, refused.value.field) == ("template_variables", f"template.variables.{field}")


@pytest.mark.req("WAB-02")
@pytest.mark.parametrize(
    "said", [{"header_format": "location"}, {"buttons": buttons("catalog")}, {"buttons": buttons("flow")}]
)
def test_what_needs_more_than_words_is_not_offered(said: dict[str, Any]) -> None:
    with pytest.raises(TemplateVariables, match="Choose another one"):
        render(content("Hello.", **said), Values())


@pytest.mark.req("WAB-02")
def test_a_header_may_be_a_file() -> None:
    assert [needs_file(content(header_format=one)) for one in ("", "text", "image", "video", "document")] == [
        False, False, True, True, True,
    ]  # fmt: skip


NAMES = st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,8}|[0-9]{1,3}", fullmatch=True), max_size=5)


@pytest.mark.req("WAB-02")
@given(names=NAMES, between=st.text(st.characters(exclude_characters="{}"), max_size=8))
def test_whatever_is_filled_in_is_seen_and_nothing_stays_open(names: list[str], between: str) -> None:
    body = "x" + between.join(f"{{{{{name}}}}}" for name in names)
    wanted = variables(content(body)).body
    assert wanted == tuple(dict.fromkeys(names))
    values = tuple(f"value-{number}" for number in range(len(wanted)))
    shown = render(content(body), Values(body=values))
    assert "{{" not in shown
    assert all(value in shown for value in values)
