"""Contacts out of files (CON-04)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.contact import CreateContact
from application.contact_files import Person, person, read, suggested
from application.identities import IdentityTaken
from application.importing import ImportContact, ending
from application.merging import MergeContact
from domain.contact.aggregate import Contact
from domain.contact.events import ContactRenamed
from domain.kernel.refusal import InvalidInput, NotFound
from tests.support.world import World

ZOE = Person("Zoë", ("zoe@x.example",), ("+48 22 123 45 67",))


@pytest.mark.req("CON-04")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_files_of_other_programs_are_read(encoding: str, separator: str) -> None:
    lines = (
        ['"Name, full"', "E-Mail", "Phone"],
        ["Zoë", "zoe@x.example", "'+48221234567"],
        ['"two\nlines"', "", ""],
    )
    sheet = read("\r\n".join(separator.join(line) for line in lines).encode(encoding))
    assert sheet.separator == separator
    assert sheet.columns == ("Name, full", "E-Mail", "Phone")
    assert sheet.fields == ("", "email", "phone")
    assert [row.number for row in sheet.rows] == [2, 3]
    assert sheet.rows[0].cells == ("Zoë", "zoe@x.example", "+48221234567")


@pytest.mark.req("CON-04")
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n\r\n",
        b"name\xff",
        b'name\r\n"not closed\0' + b"x" * 200_000,
        b'name\r\n"not closed' + b"x" * 200_000,
        b"a," * 200,
        b"a\r\n" + b"x\r\n" * 50_001,
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        read(data)


@given(st.binary(max_size=300))
def test_whatever_is_sent_is_read_or_refused(data: bytes) -> None:
    try:
        sheet = read(data)
    except InvalidInput:
        return
    assert len(sheet.fields) == len(sheet.columns)


@pytest.mark.req("CON-04")
def test_columns_are_known_by_their_headings() -> None:
    assert suggested(["Imię", "nazwisko", "E-mail", "e_mail", "Telefon", "Town"]) == (
        "first_name", "last_name", "email", "email", "phone", "",
    )  # fmt: skip
    said = person(
        ("first_name", "last_name", "email", "addresses", "phone"),
        ("Jo", "Doe", "a@x.example; b@x.example", "c@x.example +48221234567", " "),
    )
    assert said == Person("Jo Doe", ("a@x.example", "b@x.example", "c@x.example"), ("+48221234567",))


def take(world: World, who: Person, *, update: bool = False) -> str:
    env = world.env()
    command = ImportContact(who, update)
    rehearsed = ending(env, world.bus.rehearse(command, env))
    done = ending(env, world.bus.dispatch(command, env))
    assert done == rehearsed
    return done


@pytest.mark.req("CON-04")
def test_a_second_time_changes_nothing() -> None:
    world = World()
    assert [take(world, ZOE) for _ in range(2)] == ["created", "skipped"]
    more = Person("Zoë Z.", ("zoe@x.example", "z@x.example"), ())
    assert [take(world, more)] == ["skipped"]
    assert [take(world, more, update=True) for _ in range(2)] == ["updated", "skipped"]
    (renamed,) = [one for one in world.ports.log.read(0, 10**6) if isinstance(one.event, ContactRenamed)]  # type: ignore[attr-defined]
    assert renamed.event.name == "Zoë Z."
    assert len(world.get(Contact, renamed.event.originator_id).claims) == 3


@pytest.mark.req("CON-04")
def test_rows_that_cannot_be_taken_in_say_which_field_and_rule() -> None:
    world = World()
    for wrong, field in (
        (Person("Jo", (), ()), "email"),
        (Person("", ("jo",), ()), "email"),
        (Person("", (), ("12",)), "phone"),
    ):
        with pytest.raises(InvalidInput) as refused:
            take(world, wrong)
        assert refused.value.field == field
    jo, ann = (world.make(CreateContact(name, f"{name}@x.example")) for name in ("jo", "ann"))
    both = Person("", ("jo@x.example", "ann@x.example"), ())
    with pytest.raises(IdentityTaken):
        take(world, both)
    world.do(MergeContact(jo, ann))
    assert take(world, both, update=True) == "skipped"


@pytest.mark.req("CON-04", "CON-02")
def test_an_import_says_whose_its_contacts_are() -> None:
    world = World()
    made = world.make(ImportContact(ZOE, update=False, owner_id=world.admin))
    assert world.get(Contact, made).owner_id == world.admin
    with pytest.raises(NotFound):
        world.do(ImportContact(Person("Jo", ("jo@x.example",), ()), update=False, owner_id=world.account))
