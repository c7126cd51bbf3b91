"""The words by which people opt in and out of a number's messages (WAB-03)."""

from dataclasses import dataclass

from domain.channels.whatsapp_kind import LONGEST_TEXT
from domain.kernel.refusal import InvalidInput

OPT_IN, OPT_OUT = ("START",), ("STOP", "WYPISZ")
"""What is used before anybody chose: understood in English and in Polish."""
MOST, LONGEST = 20, 40
"""Keywords of each, and the characters of one."""
AROUND = " .,!?;:\"'()*_~-…–—„“”‘’«»"  # noqa: RUF001 - people type these
"""What may stand around a keyword."""


@dataclass(frozen=True, slots=True)
class Keywords:
    """A message that is nothing but one of these opts in or out; a reply that is empty says nothing."""

    opt_in: tuple[str, ...] = OPT_IN
    opt_out: tuple[str, ...] = OPT_OUT
    opt_in_reply: str = ""
    opt_out_reply: str = ""

    def checked(self) -> "Keywords":
        """Return it as it is kept. Raises `InvalidInput`."""
        ins, outs = kept(self.opt_in, "opt_in"), kept(self.opt_out, "opt_out")
        if not outs:
            # taking back must stay as easy as giving (PRV-05)
            raise InvalidInput("Name at least one word by which people opt out.", field="opt_out")
        if both := set(map(compared, ins)) & set(map(compared, outs)):
            raise InvalidInput(f"A word does one thing only: {min(both)} stands in both.", field="opt_in")
        replies = {"opt_in_reply": self.opt_in_reply.strip(), "opt_out_reply": self.opt_out_reply.strip()}
        for field, text in replies.items():
            if len(text) > LONGEST_TEXT:
                raise InvalidInput(
                    f"A message there has at most {LONGEST_TEXT:,} characters. Shorten it.", field=field
                )
        return Keywords(ins, outs, **replies)

    def meant(self, text: str) -> tuple[str, str]:
        """Return what a message does, in, out or nothing (empty), and the keyword as it is set."""
        said = compared(text)
        for what, words in (("out", self.opt_out), ("in", self.opt_in)):
            word = next((word for word in words if compared(word) == said), "")
            if word:
                return what, word
        return "", ""


def compared(text: str) -> str:
    """Return a text as it is compared with a word: in any case, and whatever stands around it."""
    return " ".join(text.split()).strip(AROUND).casefold()


def kept(words: tuple[str, ...], field: str) -> tuple[str, ...]:
    """Return words as they are kept, each once. Raises `InvalidInput`."""
    found = {compared(word): " ".join(word.split()) for word in words}
    if len(found) > MOST or not all(word and len(word) <= LONGEST for word in found):
        raise InvalidInput(f"At most {MOST} words, each with 1 to {LONGEST} characters.", field=field)
    return tuple(found.values())
