"""Forms: what may be asked, versions that stay, and to which channel submissions go (FRM-02, FRM-03, FRM-09)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.channels.form_kind import STEPS, FormKind, NoMailbox
from domain.form import events
from domain.form.aggregate import Form, FormInUse, FormIsArchived, Submission
from domain.form.definition import Definition, ticket_fields, usual_fields
from domain.form.fields import CAPS, Field
from domain.kernel.refusal import InvalidInput
from tests.support.given import Given, env, given, rebuilt, uid

NAME = Field("name", "Your name")
ASKED = Definition("Contact us", (NAME,))


def form(*commands: Callable[[Form], object]) -> Given[Form]:
    return given(Form.create(uid("form"), env(), key="abc", definition=ASKED), *commands)


def connect(name: str = "channel") -> Callable[[Form], None]:
    return lambda it: it.connect(env(), uid(name), uid("inbox"))


@pytest.mark.req("FRM-02", "FRM-03")
def test_a_new_form_asks_what_a_ticket_needs_and_hides_pipeline_and_status() -> None:
    for language, label in (
        ("en", "What is it about?"),
        ("pl", "Czego dotyczy sprawa?"),
        ("auto", "What is it about?"),
    ):
        definition = Definition("X", usual_fields(language), language=language).checked()
        assert definition.has_ticket_fields
        assert [one.fills for one in definition.fields if one.hidden] == ["ticket.pipeline", "ticket.status"]
        assert [one.fills for one in definition.visible] == [
            "contact.email", "contact.name", "ticket.name", "ticket.description",
        ]  # fmt: skip
        asked = definition.filling("ticket.name")
        assert asked is not None
        assert asked.label == label


@pytest.mark.req("FRM-02", "FRM-06")
def test_an_existing_form_gets_only_what_it_lacks_and_no_name_twice() -> None:
    mine = Field("ticket_status", "Mine")
    named = Field("subject", "Subject", fills="ticket.name")
    definition = Definition("X", (mine, named))
    assert not definition.has_ticket_fields
    filled = definition.with_ticket_fields().checked()
    assert filled.has_ticket_fields
    assert [one.name for one in filled.fields] == [
        "ticket_status", "subject", "ticket_description", "ticket_pipeline", "ticket_status_2",
    ]  # fmt: skip
    assert filled.with_ticket_fields() == filled


@pytest.mark.req("FRM-09")
def test_each_change_is_a_version_and_those_before_stay() -> None:
    second = replace(ASKED, fields=(NAME, Field("city", "City")))
    history = form(
        lambda it: it.change(env(), second), lambda it: it.change(env(), replace(second, title="Hi"))
    )
    found = rebuilt(Form, history.history)
    assert (found.newest, found.definition.title) == (3, "Hi")
    assert found.version_of(1) == ASKED
    assert found.version_of(2) == second
    assert found.version_of(0) is None
    assert found.version_of(4) is None
    form().when(lambda it: it.change(env(), ASKED)).then_nothing()
    form().when(lambda it: it.change(env(), second)).then(
        (events.FormChanged, {"form_version": 2, "name": "Contact us"})
    )


@pytest.mark.req("FRM-01", "FRM-09")
def test_it_is_connected_to_one_channel_archived_and_restored() -> None:
    form().when(connect()).then(
        (events.FormConnected, {"channel_id": uid("channel"), "inbox_id": uid("inbox")})
    )
    form(connect()).when(connect()).then_nothing()
    form(connect()).when(connect("other")).then_refused(FormInUse)
    form(connect()).when(lambda it: it.disconnect(env(), uid("other"))).then_nothing()
    form(connect()).when(lambda it: it.disconnect(env(), uid("channel"))).then((events.FormDisconnected, {}))
    form(connect(), lambda it: it.disconnect(env(), uid("channel"))).when(connect("other")).then(
        (events.FormConnected, {})
    )

    def archive(it: Form) -> None:
        it.archive(env())

    form().when(archive).then((events.FormArchived, {}))
    form(archive).when(archive).then_nothing()
    form(archive).when(connect()).then_refused(FormIsArchived)
    form(archive).when(lambda it: it.change(env(), replace(ASKED, title="x"))).then_refused(FormIsArchived)
    form(archive).when(lambda it: it.restore(env())).then((events.FormRestored, {}))
    form().when(lambda it: it.restore(env())).then_nothing()


def test_a_submission_is_one_fact() -> None:
    ids = ("form_id", "channel_id", "inbox_id", "contact_id", "conversation_id", "message_id", "intake_id")
    fields: dict[str, Any] = {name: uid(name) for name in ids}
    sent = Submission.receive(
        uid("submission"),
        env(),
        form_version=1,
        ticket_id=None,
        ticket_skipped="",
        given=(),
        files=(),
        page="",
        **fields,
    )
    assert (sent.form_id, sent.inbox_id) == (uid("form_id"), uid("inbox_id"))
    assert [type(one) for one in sent.pending_events] == [events.SubmissionReceived]


@pytest.mark.req("FRM-02", "FRM-03", "FRM-10")
@pytest.mark.parametrize(
    ("field", "part"),
    [
        (Field("1a", "A"), "name"), (Field("postroom_x", "A"), "name"), (Field("a b", "A"), "name"),
        (Field("a", " "), "label"), (Field("a", "A", "colour"), "type"), (Field("a", "A", "choice"), "options"),
        (Field("a", "A", options=("x",)), "options"), (Field("a", "A", "choice", options=("x", "x")), "options"),
        (Field("a", "A", "choice", options=("x" * 201,)), "options"), (Field("a", "A", minimum="1"), "minimum"),
        (Field("a", "A", "number", minimum="x"), "minimum"), (Field("a", "A", "date", maximum="2026-02-30"), "maximum"),
        (Field("a", "A", "number", minimum="2", maximum="1"), "minimum"), (Field("a", "A", "file", longest=3), "longest"),
        (Field("a", "A", shortest=5, longest=3), "longest"), (Field("a", "A", longest=CAPS["text"] + 1), "longest"),
        (Field("a", "A", pattern="(a"), "pattern"), (Field("a", "A", "email", pattern="a"), "pattern"),
        (Field("a", "A", hidden=True, required=True), "hidden"), (Field("a", "A", "file", hidden=True), "hidden"),
        (Field("a", "A", fills="ticket.colour"), "fills"), (Field("a", "A", fills="contact.email"), "fills"),
        (Field("a", "A", fills="ticket.property:7"), "fills"), (Field("a", "A", fills="ticket.status"), "hidden"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_by_its_field(field: Field, part: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Definition("X", (NAME, field)).checked()
    assert refused.value.field == f"fields.{field.name}.{part}"


@pytest.mark.req("FRM-02")
@pytest.mark.parametrize(
    ("definition", "part"),
    [
        (replace(ASKED, name=" "), "name"), (replace(ASKED, language="de"), "language"), (replace(ASKED, button="x" * 61), "button"),
        (replace(ASKED, redirect_url="javascript:alert(1)"), "redirect_url"), (replace(ASKED, redirect_url="https://[x"), "redirect_url"),
        (replace(ASKED, redirect_url="https://"), "redirect_url"), (replace(ASKED, fields=()), "fields"),
        (replace(ASKED, fields=(Field("a", "A", hidden=True),)), "fields"), (replace(ASKED, fields=(NAME, NAME)), "fields.name.name"),
        (replace(ASKED, fields=(NAME, replace(NAME, name="NAME"))), "fields.name.name"),
        (replace(ASKED, fields=tuple(Field(f"a{n}", "A") for n in range(101))), "fields"),
        (replace(ASKED, fields=tuple(Field(n, "A", fills="contact.name") for n in "ab")), "fields.a.fills"),
    ],
)  # fmt: skip
def test_a_definition_is_refused_by_its_part(definition: Definition, part: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        definition.checked()
    assert refused.value.field == part


def test_a_definition_survives_being_recorded() -> None:
    rich = Field(
        "size",
        "Size",
        "choice",
        options=("S", "L"),
        default="S",
        fills=f"ticket.property:{uid('property')}",
        help="Yours",
    )
    asked = replace(
        ASKED, fields=(NAME, rich), redirect_url="https://example.org/thanks", proof_of_work=True
    ).checked()
    assert Definition.of(asked.recorded()) == asked
    assert rich.property_id == uid("property")
    assert NAME.property_id is None


def test_a_number_and_a_date_may_have_bounds() -> None:
    Definition(
        "X",
        (
            Field("n", "N", "number", minimum="-1.5", maximum="2"),
            Field("d", "D", "date", minimum="2026-01-01"),
        ),
    ).checked()
    assert ticket_fields("en")[0].name == "ticket_name"


@pytest.mark.req("FRM-01", "EML-06")
def test_a_forms_channel_begins_with_its_form_and_has_no_mailbox() -> None:
    kind = FormKind()
    assert kind.steps("") == STEPS
    assert kind.steps("")[0] == "form"
    for refuse in (
        lambda: kind.check_provider("gmail", {}),
        lambda: kind.address("a@b.example", "in.example"),
    ):
        with pytest.raises(NoMailbox):
            refuse()
    assert kind.sender_address(" ") == ""
    assert kind.sender_address("Help@Example.org") == "help@example.org"
    with pytest.raises(InvalidInput):
        kind.sender_address("help")
    with pytest.raises(InvalidInput):
        kind.check_from_name("", "mailbox")
    kind.check_from_name("", "company")
    assert kind.issued_address("abc", "in.example") == "h-abc@in.example"
