"""Patterns of texts: regular expressions matched in time that grows with text and pattern only, never more (FRM-10).

A pattern is turned into a small machine whose states are all followed at once, so that no text makes it try the same
thing twice (R. Cox, Regular Expression Matching Can Be Simple And Fast, 2007). Without references and look-around it is
also one that browsers understand. It fits a whole text.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

LONGEST, MOST_STATES, MOST_REPEATS = 200, 400, 100
Test = Callable[[str], bool]
WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
CLASSES = {"d": frozenset("0123456789"), "w": WORD, "s": frozenset(" \t\n\r\f\v")}
BREAKS = {"t": "\t", "n": "\n", "r": "\r"}


class BadPattern(ValueError):
    """The pattern is none, or does more than patterns of forms may."""


class State(NamedTuple):
    """What a character must be to go on to the next state; None: any of `to`, counted from here, at once."""

    test: Test | None
    to: tuple[int, ...] = (1,)


Program = tuple[State, ...]


@lru_cache(512)
def compiled(pattern: str) -> Program:
    """Return the machine of a pattern. Raises `BadPattern`."""
    if len(pattern) > LONGEST:
        raise BadPattern
    reader = _Reader(pattern)
    program = reader.either()
    if reader.rest:
        raise BadPattern
    return program


def fits(pattern: str, text: str) -> bool:
    """Whether all of the text is as the pattern says. Raises `BadPattern`."""
    program = compiled(pattern)
    here = _reached(program, (0,))
    for char in text:
        onward = [at + 1 for at in here if at < len(program) and _takes(program[at], char)]
        if not onward:
            return False
        here = _reached(program, onward)
    return len(program) in here


def _takes(state: State, char: str) -> bool:
    return state.test is not None and state.test(char)


def _reached(program: Program, begin: Iterable[int]) -> set[int]:
    found: set[int] = set()
    left = list(begin)
    while left:
        at = left.pop()
        if at in found:
            continue
        found.add(at)
        if at < len(program) and program[at].test is None:
            left += [at + step for step in program[at].to]
    return found


def _checked(program: Program) -> Program:
    if len(program) > MOST_STATES:
        raise BadPattern
    return program


def _maybe(program: Program) -> Program:
    return (State(None, (1, len(program) + 1)), *program)


def _any_number(program: Program) -> Program:
    size = len(program)
    return (State(None, (1, size + 2)), *program, State(None, (-size - 1,)))


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.rest = pattern.removeprefix("^")
        if self.rest.endswith("$") and not self.rest.endswith("\\$"):
            self.rest = self.rest[:-1]
        self.depth = 0

    def either(self) -> Program:
        program = self._sequence()
        while self._next("|"):
            other = self._sequence()
            program = _checked(
                (State(None, (1, len(program) + 2)), *program, State(None, (len(other) + 1,)), *other)
            )
        return program

    def _next(self, text: str) -> bool:
        if not self.rest.startswith(text):
            return False
        self.rest = self.rest[len(text) :]
        return True

    def _take(self) -> str:
        if not self.rest:
            raise BadPattern
        char, self.rest = self.rest[0], self.rest[1:]
        return char

    def _sequence(self) -> Program:
        program: Program = ()
        while self.rest and self.rest[0] not in "|)":
            program = _checked((*program, *self._repeated(self._atom())))
        return program

    def _repeated(self, atom: Program) -> Program:
        if self._next("*"):
            made = _any_number(atom)
        elif self._next("+"):
            made = (*atom, *_any_number(atom))
        elif self._next("?"):
            made = _maybe(atom)
        elif self._next("{"):
            made = self._times(atom)
        else:
            return atom
        if self.rest and self.rest[0] in "*+?{":
            raise BadPattern
        return made

    def _times(self, atom: Program) -> Program:
        said, brace, self.rest = self.rest.partition("}")
        least, comma, most = said.partition(",")
        if not brace or not all(part.isascii() and part.isdigit() for part in (least, most or "0")):
            raise BadPattern
        low, high = int(least), int(most or least)
        if not low <= high <= MOST_REPEATS or len(atom) * (high + 1) > MOST_STATES:
            raise BadPattern
        more = _any_number(atom) if comma and not most else _maybe(atom) * (high - low)
        return (*(atom * low), *more)

    def _atom(self) -> Program:
        char = self._take()
        if char == "(":
            return self._group()
        if char in "*+?{})$^]":
            raise BadPattern
        if char == "[":
            return (State(self._set()),)
        if char == ".":
            return (State(lambda one: one not in "\r\n"),)
        return (State(self._escaped() if char == "\\" else frozenset(char).__contains__),)

    def _group(self) -> Program:
        if self.rest.startswith("?") and not self._next("?:"):
            raise BadPattern
        self.depth += 1
        if self.depth > LONGEST // 4:
            raise BadPattern
        inside = self.either()
        # what is left ends here or begins with the bracket
        self._take()
        self.depth -= 1
        return inside

    def _escaped(self) -> Test:
        char = self._take()
        if char.lower() in CLASSES:
            return _class(char)
        return frozenset(self._literal(char)).__contains__

    def _literal(self, char: str) -> str:
        if char in BREAKS:
            return BREAKS[char]
        if char.isalnum() or char == "_":
            raise BadPattern
        return char

    def _set(self) -> Test:
        inverted, tests = self._next("^"), []
        while not self._next("]"):
            tests.append(self._member())
        if not tests:
            raise BadPattern
        return lambda one: any(test(one) for test in tests) is not inverted

    def _member(self) -> Test:
        first = self._take()
        if first == "[":
            raise BadPattern
        if first == "\\":
            if self.rest[:1].lower() in CLASSES:
                return _class(self._take())
            first = self._literal(self._take())
        if len(self.rest) < 2 or self.rest[0] != "-" or self.rest[1] == "]":  # noqa: PLR2004 - a minus and an end
            return frozenset(first).__contains__
        self._take()
        last = self._take()
        if last == "\\":
            last = self._literal(self._take())
        if last < first:
            raise BadPattern
        return lambda one: first <= one <= last


def _class(name: str) -> Test:
    members, inverted = CLASSES[name.lower()], name.isupper()
    return lambda one: (one in members) is not inverted
