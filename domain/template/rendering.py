"""A template filled in, as whoever gets it sees it (WAB-02). Pure and total."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.kernel.refusal import Refusal
from domain.template.content import MEDIA, Button, Content

VARIABLE = re.compile(r"\{\{\s*([0-9]+|[a-z][a-z0-9_]*)\s*\}\}")
"""{{1}}, or {{name}}."""
LONGEST_VALUE = 1_024
CODES = frozenset({"copy_code", "otp"})
"""Types of buttons that copy a code, which is given with each message."""
UNFIT = re.compile(r"[\n\r\t]| {5,}")
"""What Meta refuses in a value."""
UNOFFERED_BUTTONS = frozenset({"catalog", "mpm", "spm", "order_details", "flow"})
"""Types of buttons that need more than words."""


class TemplateVariables(Refusal):
    """What was given does not fill the template in; the message says what is missing, or too much."""

    code = "template_variables"


@dataclass(frozen=True, slots=True)
class Variables:
    """The names of what is to be given, in order of appearance; of buttons the texts of those that need something."""

    header: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Values:
    """What is filled in, in the order of `Variables`."""

    header: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()


def variables(content: Content) -> Variables:
    """Return what a template wants to be given."""
    return Variables(
        _names(content.header_text),
        _names(content.body),
        tuple(one.text for one in content.buttons if _wants(one)),
    )


def needs_file(content: Content) -> bool:
    """Whether its header is a file."""
    return content.header_format in MEDIA


def render(content: Content, values: Values) -> str:
    """Return the text as whoever gets it sees it. Raises `TemplateVariables`."""
    wanted = variables(content)
    if content.header_format == "location" or any(one.type in UNOFFERED_BUTTONS for one in content.buttons):
        raise TemplateVariables(
            "This template has parts that cannot be filled in here. Choose another one.", field="template"
        )
    for part in ("header", "body", "buttons"):
        _check(part, getattr(wanted, part), getattr(values, part))
    texts = (
        _filled(content.header_text, wanted.header, values.header),
        _filled(content.body, wanted.body, values.body),
        content.footer,
    )
    return "\n\n".join(text for text in texts if text)


def filled_in(content: Content, values: Values) -> tuple[dict[str, str], ...]:
    """Return what was filled in, as `MessagePosted` has it; `render` found the values fit."""
    wanted = variables(content)
    buttons = [(number, one) for number, one in enumerate(content.buttons) if _wants(one)]
    return (
        *(_one("header", *each) for each in zip(wanted.header, values.header, strict=True)),
        *(_one("body", *each) for each in zip(wanted.body, values.body, strict=True)),
        *(
            _one(one.type, str(number), value)
            for (number, one), value in zip(buttons, values.buttons, strict=True)
        ),
    )


def _one(part: str, name: str, value: str) -> dict[str, str]:
    return {"part": part, "name": name, "value": value}


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(VARIABLE.findall(text)))


def _wants(button: Button) -> bool:
    return button.type in CODES or VARIABLE.search(button.url) is not None


def _check(part: str, names: Sequence[str], values: Sequence[str]) -> None:
    if len(names) != len(values):
        raise TemplateVariables(
            f"The template's {part} needs {len(names)} values, and {len(values)} were given. Give one for each:"
            f" {', '.join(names) or 'none'}.",
            field=f"template.variables.{part}",
        )
    for name, value in zip(names, values, strict=True):
        if not value.strip() or len(value) > LONGEST_VALUE or UNFIT.search(value):
            raise TemplateVariables(
                f"The value of {name} has 1 to {LONGEST_VALUE:,} characters in one line, without tabs and wide gaps.",
                field=f"template.variables.{part}",
            )


def _filled(text: str, names: Sequence[str], values: Sequence[str]) -> str:
    given = dict(zip(names, values, strict=True))
    return VARIABLE.sub(lambda found: given[found[1]], text)
