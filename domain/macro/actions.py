"""What a macro can do, and what each deed must say (CNV-02)."""

from collections.abc import Callable, Mapping
from uuid import UUID

from domain.canned import tokens
from domain.conversation.handling import PRIORITIES, Folder, clean_tag
from domain.kernel.checks import one_of, within
from domain.kernel.refusal import InvalidInput

Action = dict[str, str]
MOST = 20
LONGEST_TEXT = 20_000
LONGEST_SNOOZE = 60 * 24 * 366
ONCE = frozenset({"reply", "note", "assign", "priority", "snooze", "close", "file", "ticket"})
"""What makes no sense twice."""
WITH_TOKENS = {"reply": "text", "note": "text", "ticket": "name"}
"""Deeds with a text in which tokens are filled in -> the field."""


def checked(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Return the actions as they are kept. Raises `InvalidInput` with the place of the first that is wrong."""
    if not 1 <= len(actions) <= MOST:
        raise InvalidInput(f"A macro does 1 to {MOST} things.", field="actions")
    deeds = [action.get("do", "") for action in actions]
    for deed in ONCE:
        if deeds.count(deed) > 1:
            raise InvalidInput(f"A macro does {deed} once at most.", field="actions")
    return tuple(_checked(action, f"actions.{number}") for number, action in enumerate(actions))


def _checked(action: Action, field: str) -> Action:
    deed = one_of(action.get("do", ""), CHECKS, f"{field}.do")
    values = {name: check(action.get(name, ""), f"{field}.{name}") for name, check in CHECKS[deed].items()}
    unknown = set(action) - {"do"} - set(values)
    if unknown:
        raise InvalidInput(f"The deed {deed} takes {', '.join(values) or 'nothing'}.", field=field)
    return {"do": deed, **values}


def _text(value: str, field: str) -> str:
    if not value.strip() or len(value) > LONGEST_TEXT:
        raise InvalidInput(f"Write 1 to {LONGEST_TEXT:,} characters.", field=field)
    return tokens.check(value, field)


def _tag(value: str, _: str) -> str:
    return clean_tag(value)


def _someone(value: str, field: str) -> str:
    return value if value in {"", "me"} else _id(value, field)


def _id(value: str, field: str) -> str:
    try:
        return str(UUID(value))
    except ValueError:
        raise InvalidInput("This is no id. Choose from the list.", field=field) from None


def _minutes(value: str, field: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) < 10):  # noqa: PLR2004 - no number that long is allowed
        raise InvalidInput("Write a number of minutes.", field=field)
    return str(within(int(value), 1, LONGEST_SNOOZE, field))


def _priority(value: str, field: str) -> str:
    return one_of(value, PRIORITIES, field)


def _folder(value: str, field: str) -> str:
    return one_of(value, [folder.value for folder in Folder], field)


def _word(value: str, field: str) -> str:
    if not value.strip() or len(value) > 100:  # noqa: PLR2004 - a key, not a text
        raise InvalidInput("Write 1 to 100 characters.", field=field)
    return value.strip()


Check = Callable[[str, str], str]
CHECKS: Mapping[str, Mapping[str, Check]] = {
    "reply": {"text": _text},
    "note": {"text": _text},
    "tag": {"tag": _tag},
    "untag": {"tag": _tag},
    "assign": {"user_id": _someone},
    "priority": {"priority": _priority},
    "snooze": {"minutes": _minutes},
    "close": {},
    "file": {"folder": _folder},
    "ticket": {"pipeline_id": _id, "stage": _word, "name": _text},
}
"""Deed -> what it must say. `user_id` is an id, `me`, or empty for nobody."""
