"""Lines of logs: JSON for machines, text on a terminal, and nothing in them that a person wrote (RL-09, SE-06).

Our own lines are words and ids. What other packages say is cut down to their fixed words, since their arguments can be
rows, addresses or connection strings; of an exception stand its class and the places in our code, never its message.
"""

import json
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from infrastructure.observing.about import ids_here

CHECKOUT = Path(__file__).parents[2]
OURS = frozenset({"api", "application", "domain", "infrastructure", "projections", "postroom", "__main__"})
FIELDS = (
    "correlation", "account", "conversation", "message_id", "reactor", "command", "topic", "position", "method", "route",
    "status", "result", "attempt", "duration_ms", "behind_ms",
)  # fmt: skip
"""What a line may carry beside its words, given as `extra` or by `about`: ids, numbers and words of the code."""
ADDRESS = re.compile(r"\S+@\S+")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
PLACES: Final = 8
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Values = Mapping[str, object]


def values_of(record: logging.LogRecord, process: str) -> dict[str, object]:
    """Return a line's names and values, in the order in which they are written."""
    given = vars(record)
    known = ids_here()
    found: dict[str, object] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "process": process,
        "logger": record.name,
        "event": words(record),
    }
    for name in FIELDS:
        value = given.get(name, known.get(name))
        if value is not None:
            found[name] = value if isinstance(value, int | float) else str(value)
    if record.exc_info and record.exc_info[1] is not None:
        found |= failure(record.exc_info[1])
    return found


def words(record: logging.LogRecord) -> str:
    """Return what a record says; of other packages only what is written in their code."""
    if record.name.partition(".")[0] in OURS:
        text = record.getMessage()
    else:
        text = QUOTED.sub("...", str(record.msg))
    return ADDRESS.sub("...", text.partition("\n")[0]) if "@" in text or "\n" in text else text


def failure(error: BaseException) -> dict[str, object]:
    """Return the classes of an exception and its causes, and where in our code it came by, the innermost place last."""
    return {
        "error": " <- ".join(type(one).__name__ for one in causes(error)),
        "at": list(places(error.__traceback__))[-PLACES:],
    }


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def places(trace: TracebackType | None) -> Iterator[str]:
    """Yield file:line of each frame of ours, relative to the checkout."""
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(CHECKOUT) and "site-packages" not in path.parts:
            yield f"{path.relative_to(CHECKOUT)}:{trace.tb_lineno}"
        trace = trace.tb_next


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return ENCODE(values_of(record, self._process))


class TextLines(JsonLines):
    """The same for eyes."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        values = values_of(record, self._process)
        time, level, process, logger, event = (str(values.pop(name)) for name in HEAD)
        rest = "".join(f" {name}={value}" for name, value in values.items())
        return f"{time[11:23]} {level:7} {process} {logger.rpartition('.')[2]}: {event}{rest}"


HEAD = ("time", "level", "process", "logger", "event")
FORMATS: Mapping[str, Callable[[str], logging.Formatter]] = {"json": JsonLines, "text": TextLines}


def write_lines(process: str, form: str = "auto", level: str = "info") -> None:
    """Let every logger of this process write to stderr in one form, and what nobody caught as well.

    `auto` is text on a terminal and JSON elsewhere. Other packages are heard from warnings on.
    """
    chosen = form if form in FORMATS else "text" if sys.stderr.isatty() else "json"
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATS[chosen](process))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(max(logging.WARNING, _level(level)))
    for name in OURS:
        logging.getLogger(name).setLevel(_level(level))
    logging.captureWarnings(capture=True)
    # a failing handler prints the record with its arguments, and an uncaught exception its message
    logging.raiseExceptions = False
    sys.excepthook = _uncaught
    threading.excepthook = lambda ended: _uncaught(ended.exc_type, ended.exc_value, ended.exc_traceback)


def _level(name: str) -> int:
    return logging.getLevelNamesMapping()[name.upper()]


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    found = error or kind()
    logging.getLogger("postroom").critical("ended by an error", exc_info=(kind, found, trace))
