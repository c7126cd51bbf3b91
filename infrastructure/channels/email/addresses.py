"""Address lists as they are really written: groups, comments, missing quotes, semicolons, hidden encoded words."""

import re

from domain.channels.email import is_address
from infrastructure.channels.email.decode import clean_line
from infrastructure.channels.email.headers import decode_words
from infrastructure.channels.email.parsed import Person

_PLAIN = re.compile(r"(?:\"([^\"\\]*)\"[ \t]*|([^\"<>,;:()\\@]*))<([^\s<>@\"(),;:\\]+@[^\s<>@\"(),;:\\]+)>")
_TOKEN = re.compile(
    r"=\?[^?\s]{1,60}\?[bqBQ]\?[^?\s]*+\?=|\"(?>(?:[^\"\\]|\\.)*)\"?|<[^<>]*+>?|\((?>(?:[^()\\]|\\.)*)\)?|[,;:]|(?>(?:(?!=\?)[^\",;:<(])+)|.",
    re.DOTALL,
)
_COMMENT = re.compile(r"\((?>(?:[^()\\]|\\.)*)\)")
_BARE = re.compile(r"[^\s<>\"(),;:@]{1,256}@[^\s<>\"(),;:@]{1,256}")


def read_addresses(value: str, limit: int = 1_000) -> list[Person]:
    """Read an address list into people in order; total. What names no address at all is left out.

    The address keeps the case it was written in; comparing is the domain's business.
    """
    quick = _PLAIN.fullmatch(value)
    if quick is not None and is_address(quick[3]):
        return [Person(quick[3], _name(quick[1] or quick[2] or ""))]
    if is_address(value):
        return [Person(value)]
    people: list[Person] = []
    for entry in _entries(value):
        person = _person(entry)
        if person is not None:
            people.append(person)
        if len(people) >= limit:
            break
    if not people and "=?" in value:
        decoded = decode_words(value)
        return read_addresses(decoded, limit) if "=?" not in decoded else []
    return people


def _entries(value: str) -> list[list[str]]:
    entries: list[list[str]] = [[]]
    for piece in _TOKEN.findall(value):
        if piece in {",", ";"}:
            entries.append([])
        elif piece == ":" and not any(part.startswith("<") for part in entries[-1]):
            entries[-1] = []
        else:
            entries[-1].append(piece)
    return entries


def _person(tokens: list[str]) -> Person | None:
    """Make one person of the tokens between two commas; the last angle brackets hold the address (RFC 5322 3.4)."""
    angles = [token for token in tokens if token.startswith("<")]
    words = [token for token in tokens if not token.startswith(("<", "("))]
    comments = [token[1:].removesuffix(")") for token in tokens if token.startswith("(")]
    for angle in reversed(angles):
        address = _address(angle.strip("<> \t"), squeeze=True)
        if address:
            return Person(address, _name("".join(words)) or _name(" ".join(comments)))
    joined = "".join(words).strip()
    found = _address(joined) or next(filter(None, map(_address, _BARE.findall(joined))), "")
    if not found:
        return None
    rest = joined.replace(found, " ", 1).strip()
    return Person(found, _name(rest) or _name(" ".join(comments)))


def _address(text: str, *, squeeze: bool = False) -> str:
    """Repair one address: routes, mailto:, white space, quotes around it, a trailing dot; empty if it is none."""
    address = text.strip()
    if is_address(address):
        return address
    address = clean_line(decode_words(address)).strip("'\"` .,;")
    if address[:7].lower() == "mailto:":
        address = address[7:]
    if address.startswith("@") and ":" in address:
        address = address.partition(":")[2]
    if is_address(address):
        return address
    # white space and comments within an address are allowed by RFC 5322 (A.5), in angle brackets
    squeezed = "".join(_COMMENT.sub("", address).split())
    return squeezed if squeeze and is_address(squeezed) else ""


def _name(text: str) -> str:
    """Give a display name as people read it: unquoted, decoded, without the quotes that some clients put inside."""
    bare = text.strip()
    if '"' in bare or "\\" in bare:
        bare = re.sub(r"\\(.)", r"\1", bare.replace('\\"', "\0").replace('"', "").replace("\0", '"'))
    name = decode_words(bare).strip()
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    return name[:500]
