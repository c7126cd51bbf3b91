"""Cases of answers: data files beside this one, and how they are put together."""

from collections.abc import Iterator
from pathlib import Path

FILES = Path(__file__).parent / "replies"
REPLY = "Yes, please send it again.\n\nTuesday would be best; I am at home until noon."
SHORT = "Yes, please: <b>again</b> &amp; at noon."
SHORT_TEXT = "Yes, please: again & at noon."
QUOTED = "Dear Jo,\n\nwe are sorry to hear that.\nShall we send it again?\n\nAnn"


def attributions() -> list[tuple[str, str]]:
    """Give each line that cites, with the language and program it is of."""
    lines = (FILES / "attributions.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" | ", 1) for line in lines)
    return [(name, cited.replace("\\n", "\n")) for name, cited in pairs]


def blocks(name: str) -> list[tuple[str, str]]:
    """Give the blocks of a data file, each below a line `@ name`."""
    text = (FILES / f"{name}.txt").read_text(encoding="utf-8")
    found = (block.split("\n", 1) for block in text.removeprefix("@ ").split("\n@ "))
    return [(head, body.rstrip("\n")) for head, body in found]


def plain() -> Iterator[tuple[str, str, str]]:
    """Give name, text and expected reply of all cases of plain text that the data files make."""
    marked = "\n".join(f"> {line}".rstrip() for line in QUOTED.split("\n"))
    for name, cited in attributions():
        yield f"{name}, marked", f"{REPLY}\n\n{cited}\n\n{marked}\n", REPLY
        yield f"{name}, at once", f"{REPLY}\n{cited}\n{marked}\n", REPLY
        yield f"{name}, not marked", f"{REPLY}\n\n{cited}\n\n{QUOTED}\n", REPLY
        yield f"{name}, alone", f"{cited}\n{marked}\n", ""
        yield f"{name}, below", f"{cited}\n{marked}\n\n{REPLY}\n", REPLY
        yield f"{name}, below, not marked", f"{cited}\n\n{REPLY}\n", REPLY
        yield f"{name}, cut short", f"{REPLY}\n\n{cited}\n", REPLY
    for name, head in blocks("headers"):
        yield f"{name}, not marked", f"{REPLY}\n\n{head}\n\n{QUOTED}\n", REPLY
        yield f"{name}, at once", f"{REPLY}\n{head}\n{QUOTED}\n", REPLY
        yield f"{name}, alone", f"{head}\n\n{QUOTED}\n", ""
    for name, signature in blocks("signatures"):
        yield f"{name}", f"{REPLY}\n\n{signature}\n", REPLY
        yield (
            f"{name}, above a quote",
            f"{REPLY}\n\n{signature}\n\nOn 3/5/24 10:04 AM, Ann wrote:\n{marked}",
            REPLY,
        )
        yield f"{name}, below a quote", f"{marked}\n\n{REPLY}\n\n{signature}", REPLY
        yield f"{name}, alone", f"{signature}\n", ""
    for name, text in blocks("prose"):
        yield name, text, text


def html() -> Iterator[tuple[str, str]]:
    """Give name and HTML of all cases of HTML; each says `SHORT`, and beside it what somebody else wrote."""
    for name, body in blocks("html"):
        yield (
            name,
            body.replace("{reply}", SHORT).replace(
                "{quoted}", f"<div>{QUOTED.replace(chr(10), '<br>')}</div>"
            ),
        )
