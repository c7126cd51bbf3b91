"""What somebody looks for: words, "phrases", -without, and the beginning of the last word."""

import re
from dataclasses import dataclass

from projections.search.folding import words

LONGEST_QUERY = 300
MOST_TERMS = 20
SHORTEST_BEGINNING = 3
"""Letters from which the last word counts as the beginning of one: fewer are the beginning of too many."""
_PIECE = re.compile(r'(?P<without>-?)(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')


class NothingToLookFor(ValueError):
    """The query has no word, or only words to leave out."""


class TooMuchToLookFor(ValueError):
    """The query is too long, or has too many words."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other; `begins` says that the last one may go on, `without` that they must not be there."""

    words: tuple[str, ...]
    begins: bool = False
    without: bool = False

    def __str__(self) -> str:
        """Return it as PostgreSQL writes it: folded words consist of letters and digits, so there is nothing to escape."""
        said = " <-> ".join(f"'{word}'" for word in self.words) + ":*" * self.begins
        return f"{'!' * self.without}({said})"

    def length_at(self, found: list[str], index: int) -> int:
        """Return how many of the words from `index` on the term covers: all of its own, or 0 where it is not there."""
        here = found[index : index + len(self.words)]
        if len(here) < len(self.words) or here[:-1] != list(self.words[:-1]):
            return 0
        last = self.words[-1]
        there = here[-1].startswith(last) if self.begins else here[-1] == last
        return len(self.words) if there else 0


@dataclass(frozen=True, slots=True)
class Query:
    """All terms have to be there, those `without` must not."""

    terms: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that have to be there."""
        return tuple(term for term in self.terms if not term.without)

    @property
    def complete(self) -> str:
        """The tsquery of what has all its complete words, in whatever order, and perhaps what it is to be without.

        The index alone answers it; whether words follow each other, or are missing, only each message says. Empty where
        it has no complete word.
        """
        kept = (word for term in self.wanted for word in term.words[: len(term.words) - term.begins])
        return " & ".join(f"'{word}'" for word in kept)

    @property
    def beginning(self) -> str:
        """The tsquery of the word that is only begun; empty where there is none."""
        return next((f"'{term.words[-1]}':*" for term in self.wanted if term.begins), "")

    @property
    def loosely(self) -> str:
        """The tsquery of both together."""
        return " & ".join(filter(None, (self.complete, self.beginning)))

    @property
    def exact(self) -> bool:
        """Whether what has its words is what it asks for."""
        return not any(term.without or len(term.words) > 1 for term in self.terms)

    def __str__(self) -> str:
        """Return the tsquery."""
        return " & ".join(map(str, self.terms))


def parsed(text: str) -> Query:
    """Read what somebody wrote. An address or an order number is a phrase of its parts; nothing written is an error.

    Raises:
        NothingToLookFor: there is no word in it, or only such as are left out.
        TooMuchToLookFor: it is longer than `LONGEST_QUERY`, or has more than `MOST_TERMS` words.

    """
    if len(text) > LONGEST_QUERY:
        raise TooMuchToLookFor
    terms = [term for piece in _PIECE.finditer(text) if (term := _term(piece, text))]
    if sum(len(term.words) for term in terms) > MOST_TERMS:
        raise TooMuchToLookFor
    query = Query(tuple(dict.fromkeys(terms)))
    if not query.wanted:
        raise NothingToLookFor
    return query


def _term(piece: re.Match[str], text: str) -> Term | None:
    found = tuple(words(piece["phrase"] if piece["phrase"] is not None else piece["plain"]))
    if not found:
        return None
    without = bool(piece["without"])
    last = piece["plain"] is not None and piece.end() == len(text)
    begins = last and not without and len(found[-1]) >= SHORTEST_BEGINNING
    return Term(found, begins, without)
