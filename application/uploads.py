"""Files that are brought before the message they go with: what is taken, under which name, and what is said otherwise (CNV-08)."""

import re
import unicodedata
from dataclasses import dataclass

from domain.kernel.refusal import NotFound, Refusal

LONGEST_NAME = 200
OCTETS = "application/octet-stream"
_TYPE = re.compile(r"[\w!#$&^.+-]{1,60}/[\w!#$&^.+-]{1,80}", re.ASCII)
_PICTURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}


class FileTooLarge(Refusal):
    """A file has more bytes than a message holds."""

    code = "file_too_large"
    status = 413


class TooMuchWaiting(Refusal):
    """Too much waits for the messages of one author."""

    code = "too_much_waiting"


class Infected(Refusal):
    """The scanner found something in a file; it was not kept."""

    code = "infected"
    status = 422


class NotScanned(Refusal):
    """The scanner gave no verdict, so the file was not kept."""

    code = "not_scanned"
    status = 503


class UploadGone(NotFound):
    """There is no such file of this author, or not any more."""

    def __init__(self) -> None:
        """Say what to do."""
        Refusal.__init__(
            self, "A file that was attached is no longer here: files wait for a day. Attach it again."
        )


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that waits to be sent along."""

    filename: str
    content_type: str
    size: int


def file_name(text: str) -> str:
    """Return a name as people gave it without folders and without what cannot be seen; never empty."""
    last = re.split(r"[/\\]", text)[-1]
    shown = "".join(one for one in last if unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    name = " ".join(shown.split()).strip(". ")
    if len(name) > LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        cut = LONGEST_NAME - len(ending) - 1
        name = f"{stem[:cut]}.{ending}" if dot and cut > 0 else name[:LONGEST_NAME]
    return name or "file"


def file_type(said: str, beginning: bytes) -> str:
    """Return what a file is: what was said of it, unless that is no type or its first bytes say otherwise.

    Only pictures are ever shown, so only they are looked at; all else is a download whatever it is called.
    """
    kind = said.partition(";")[0].strip().lower()
    if not _TYPE.fullmatch(kind):
        return OCTETS
    begins = _PICTURES.get(kind)
    return kind if begins is None or beginning.startswith(begins) else OCTETS
