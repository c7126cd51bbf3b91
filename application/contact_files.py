"""Files of contacts as other programs write them: comma-separated in one way or another (CON-04). Pure."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.kernel.refusal import InvalidInput

MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000
SEPARATORS = (",", ";", "\t", "|")
FIELDS = ("", "name", "first_name", "last_name", "email", "phone", "addresses")
"""What a column can be; empty: not taken in. `addresses` holds addresses and numbers, as an export of ours does."""
KNOWN = {
    "name": {"name", "full name", "contact", "contact name", "nazwa", "imię i nazwisko", "display name"},
    "first_name": {"first name", "firstname", "given name", "imię", "imie"},
    "last_name": {"last name", "lastname", "surname", "family name", "nazwisko"},
    "email": {"email", "e mail", "mail", "email address", "e mail address", "adres e mail", "adres email"},
    "phone": {"phone", "telephone", "mobile", "phone number", "telefon", "numer telefonu", "komórka"},
    "addresses": {"addresses"},
}
FORMULA = frozenset("=+-@\t\r\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file; `number` is its first line there, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that was read: how it is written, its columns, what they seem to be, and its rows."""

    encoding: str
    separator: str
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """What a row says about somebody."""

    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]


def read(data: bytes) -> Sheet:
    """Return what a file says: UTF-8 or UTF-16, separated by comma, semicolon, tab or bar, with a heading.

    Raises:
        InvalidInput: it is something else, or too much.

    """
    text, encoding = _decoded(data)
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Line] = []
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Line(number, tuple(_plain(cell) for cell in cells)))
            number = reader.line_num + 1
    except csv.Error:
        raise _refused(
            f"Line {number} cannot be read. Look for a quotation mark that is not closed."
        ) from None
    if not rows:
        raise _refused("The file is empty. It needs a line of headings, and a line for each contact.")
    heading, *rest = rows
    if len(rest) > MOST_ROWS:
        raise _refused(f"A file has at most {MOST_ROWS} rows. Take it in in parts.")
    if len(heading.cells) > MOST_COLUMNS or any(
        len(cell) > LONGEST_CELL for row in rows for cell in row.cells
    ):
        raise _refused(f"A file has at most {MOST_COLUMNS} columns, and cells of {LONGEST_CELL} characters.")
    return Sheet(encoding, separator, heading.cells, suggested(heading.cells), tuple(rest))


def suggested(columns: Sequence[str]) -> tuple[str, ...]:
    """Return what the columns seem to be, by their headings; each once, but addresses and numbers."""
    found: list[str] = []
    for column in columns:
        folded = " ".join(re.split(r"[\s_\-.:]+", column.casefold().strip()))
        field = next((field for field, names in KNOWN.items() if folded in names), "")
        once = field in found and field not in ("email", "phone")
        found.append("" if once else field)
    return tuple(found)


def person(fields: Sequence[str], cells: Sequence[str]) -> Person:
    """Return what a row says, by what its columns are; cells without a column say nothing."""
    said: dict[str, list[str]] = {field: [] for field in FIELDS}
    for field, cell in zip(fields, cells, strict=False):
        if cell.strip():
            said[field].append(cell.strip())
    several = [one for cell in said["addresses"] for one in re.split(r"[\s;,]+", cell) if one]
    emails = [one for cell in said["email"] for one in re.split(r"[\s;,]+", cell) if one]
    phones = [one.strip() for cell in said["phone"] for one in re.split(r"[;,]", cell) if one.strip()]
    return Person(
        " ".join(said["name"] or [*said["first_name"], *said["last_name"]])[:200],
        (*emails, *(one for one in several if "@" in one)),
        (*phones, *(one for one in several if "@" not in one)),
    )


def _decoded(data: bytes) -> tuple[str, str]:
    encoding = "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in data[:200]:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    try:
        return data.decode(encoding).removeprefix("\ufeff"), encoding
    except UnicodeDecodeError:
        raise _refused("The file is neither UTF-8 nor UTF-16. Save it as CSV UTF-8.") from None


def _separator(text: str) -> str:
    """Return what stands most often in the first line, outside of quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    return max(SEPARATORS, key=first.count)


def _plain(cell: str) -> str:
    """Return a cell without the mark that keeps a spreadsheet from running it, and without what no text holds."""
    text = cell.replace("\0", "")
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA and len(text) > 1 else text


def _refused(message: str) -> InvalidInput:
    return InvalidInput(message, field="file")
